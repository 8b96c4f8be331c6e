import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { storedVideo } from '../../testing/uploading.ts';

describe('history', () => {
  let api: TestApi;
  let owner: TestPerson;
  const ids: string[] = [];

  before(async () => {
    api = await startTestApi();
    owner = await api.person('Owner');
    for (let index = 0; index < 3; index++) {
      const id = await storedVideo(owner);
      await show(id, 'public');
      ids.push(id);
    }
  });
  after(() => api.stop());

  const show = async (id: string, visibility: 'public' | 'private'): Promise<void> => {
    const { version } = await owner.client.call('getVideo', { params: { id } });
    await owner.client.call('updateVideo', { params: { id }, ifMatch: version, body: { visibility } });
  };
  const [first, second, third] = [() => ids[0] ?? '', () => ids[1] ?? '', () => ids[2] ?? ''];
  const put = (person: TestPerson, videoId: string, positionMs: unknown) =>
    person.client.call('putHistoryEntry', {
      params: { videoId },
      body: { positionMs: positionMs as number },
    });

  it('remembers where somebody stopped, once a video', async () => {
    const ada = await api.person('Ada');
    const nothing = await ada.client.call('getHistoryEntry', { params: { videoId: first() } });
    assert.deepEqual(nothing, { videoId: first(), positionMs: 0, watchedAt: null });
    await Promise.all([put(ada, first(), 1_000), put(ada, first(), 1_000)]);
    const kept = await put(ada, first(), 2_000);
    assert.equal(kept.positionMs, 2_000);
    assert.deepEqual(await ada.client.call('getHistoryEntry', { params: { videoId: first() } }), kept);
    const { items } = await ada.client.call('listHistory');
    assert.deepEqual(
      items.map(({ video, positionMs }) => [video.id, positionMs]),
      [[first(), 2_000]],
    );
  });

  it('lists the newest first, page by page, each person their own', async () => {
    const [ada, eve] = [await api.person('Ada'), await api.person('Eve')];
    for (const id of ids) await put(ada, id, 500);
    await put(ada, first(), 700);
    const page = await ada.client.call('listHistory', { query: { limit: 2 } });
    const rest = await ada.client.call('listHistory', { query: { limit: 2, cursor: page.nextCursor ?? '' } });
    assert.deepEqual(
      [...page.items, ...rest.items].map(({ video }) => video.id),
      [first(), third(), second()],
    );
    assert.equal(rest.nextCursor, null);
    assert.deepEqual((await eve.client.call('listHistory')).items, []);
    await rejectsWith(
      eve.client.call('listHistory', { query: { cursor: page.nextCursor ?? '' } }),
      'invalid_cursor',
    );
    await rejectsWith(eve.client.call('listHistory', { query: { cursor: 'rubbish' } }), 'invalid_cursor');
    await rejectsWith(eve.client.call('listHistory', { query: { limit: 101 } }), 'invalid_request');
  });

  it('forgets one, and all, also a second time', async () => {
    const [ada, eve] = [await api.person('Ada'), await api.person('Eve')];
    for (const id of ids) await put(ada, id, 500);
    await put(eve, first(), 500);
    const params = { videoId: first() };
    await ada.client.call('deleteHistoryEntry', { params });
    await ada.client.call('deleteHistoryEntry', { params });
    assert.equal((await ada.client.call('listHistory')).items.length, 2);
    await ada.client.call('clearHistory');
    await ada.client.call('clearHistory');
    assert.deepEqual((await ada.client.call('listHistory')).items, []);
    assert.equal((await eve.client.call('listHistory')).items.length, 1);
  });

  it('says nothing of videos that somebody may not see, or no longer', async () => {
    const ada = await api.person('Ada');
    const id = await storedVideo(owner);
    const params = { videoId: id };
    await rejectsWith(put(ada, id, 500), 'not_found');
    await rejectsWith(ada.client.call('getHistoryEntry', { params }), 'not_found');
    await show(id, 'public');
    await put(ada, id, 500);
    await show(id, 'private');
    await rejectsWith(ada.client.call('getHistoryEntry', { params }), 'not_found');
    assert.deepEqual((await ada.client.call('listHistory')).items, []);
    await put(owner, id, 500);
    assert.equal((await owner.client.call('listHistory')).items[0]?.video.id, id);
    await owner.client.call('deleteVideo', { params: { id } });
    assert.deepEqual((await owner.client.call('listHistory')).items, []);
  });

  it('refuses visitors, tokens without the scope, missing videos and other bodies', async () => {
    const ada = await api.person('Ada');
    const narrow = await api.person('Narrow', ['reactions:write']);
    const params = { videoId: first() };
    for (const [client, code] of [
      [api.visitor, 'unauthenticated'],
      [narrow.client, 'insufficient_scope'],
    ] as const) {
      await rejectsWith(client.call('listHistory'), code);
      await rejectsWith(client.call('clearHistory'), code);
      await rejectsWith(client.call('getHistoryEntry', { params }), code);
      await rejectsWith(client.call('putHistoryEntry', { params, body: { positionMs: 1 } }), code);
      await rejectsWith(client.call('deleteHistoryEntry', { params }), code);
    }
    await rejectsWith(put(ada, randomUUID(), 500), 'not_found');
    await rejectsWith(put(ada, "x' or 1=1 --", 500), 'not_found');
    for (const wrong of [-1, 1.5, '500', null, undefined, Number.MAX_SAFE_INTEGER, {}, []]) {
      await rejectsWith(put(ada, first(), wrong), 'invalid_request');
    }
    await rejectsWith(
      ada.client.call('putHistoryEntry', { params, body: { positionMs: 1, more: 2 } as never }),
      'invalid_request',
    );
  });
});
