import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { storedVideo } from '../../testing/uploading.ts';

describe('reactions', () => {
  let api: TestApi;
  let owner: TestPerson;
  let ada: TestPerson;
  let id: string;

  before(async () => {
    api = await startTestApi();
    owner = await api.person('Owner');
    ada = await api.person('Ada');
    id = await storedVideo(owner);
    const { version } = await owner.client.call('getVideo', { params: { id } });
    await owner.client.call('updateVideo', {
      params: { id },
      ifMatch: version,
      body: { visibility: 'public' },
    });
  });
  after(() => api.stop());

  it('counts a like once a person and tells everybody', async () => {
    const reader = await readFrames(api.visitor, 'followVideo', { id });
    const like = (liked: boolean) => ada.client.call('reactToVideo', { params: { id }, body: { liked } });
    await Promise.all([like(true), like(true), like(true)]);
    assert.deepEqual(await like(true), { liked: true, likes: 1 });
    await reader.until((frame) => frame.type === 'counts' && frame.likes === 1);
    assert.deepEqual(await ada.client.call('getViewerState', { params: { id } }), {
      liked: true,
      subscribed: false,
      owner: false,
    });
    assert.deepEqual(await like(false), { liked: false, likes: 0 });
    reader.stop();
  });

  it('subscribes to a channel', async () => {
    const { channel } = await api.visitor.call('getVideo', { params: { id } });
    const params = { id: channel.id };
    await ada.client.call('subscribe', { params });
    assert.deepEqual(await ada.client.call('subscribe', { params }), { subscribed: true, subscribers: 1 });
    assert.deepEqual(await ada.client.call('unsubscribe', { params }), { subscribed: false, subscribers: 0 });
    await rejectsWith(ada.client.call('subscribe', { params: { id: randomUUID() } }), 'not_found');
  });

  it('refuses visitors, missing videos and other bodies', async () => {
    await rejectsWith(
      api.visitor.call('reactToVideo', { params: { id }, body: { liked: true } }),
      'unauthenticated',
    );
    const missing = { params: { id: randomUUID() }, body: { liked: true } };
    await rejectsWith(ada.client.call('reactToVideo', missing), 'not_found');
    await rejectsWith(
      ada.client.call('reactToVideo', { params: { id }, body: { liked: 'yes' as never } }),
      'invalid_request',
    );
    await rejectsWith(
      ada.client.call('reactToVideo', { params: { id }, body: {} as never }),
      'invalid_request',
    );
  });
});
