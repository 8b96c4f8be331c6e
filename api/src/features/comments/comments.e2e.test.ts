import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';

import type { CreateComment } from '@vidkit/contracts/schemas/comment';
import { v7 as uuidv7 } from 'uuid';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { storedVideo } from '../../testing/uploading.ts';

describe('comments', () => {
  let api: TestApi;
  let owner: TestPerson;
  let ada: TestPerson;
  let eve: TestPerson;
  let videoId: string;

  before(async () => {
    api = await startTestApi();
  });
  after(() => api.stop());
  beforeEach(async () => {
    [owner, ada, eve] = [await api.person('Owner'), await api.person('Ada'), await api.person('Eve')];
    videoId = await storedVideo(owner);
    const { version } = await owner.client.call('getVideo', { params: { id: videoId } });
    await owner.client.call('updateVideo', {
      params: { id: videoId },
      ifMatch: version,
      body: { visibility: 'public' },
    });
  });

  const write = (person: TestPerson, body: CreateComment) =>
    person.client.call('createComment', { params: { id: videoId }, body });

  it('threads replies under their root and counts them', async () => {
    const root = await write(ada, { body: 'First', atMs: 4200 });
    const replies = [];
    for (let count = 0; count < 3; count++)
      replies.push(await write(eve, { body: `Reply ${count}`, parentId: root.id }));
    const nested = await write(owner, { body: 'To the reply', parentId: replies[0]?.id });
    assert.equal(nested.rootId, root.id);
    assert.equal(nested.parentId, replies[0]?.id);
    assert.ok(nested.byCreator);

    const { items } = await api.visitor.call('listComments', { params: { id: videoId } });
    assert.equal(items.length, 1);
    assert.equal(items[0]?.replyCount, 4);
    assert.equal(items[0]?.atMs, 4200);
    assert.deepEqual(
      items[0]?.replies.map((reply) => reply.body),
      ['Reply 0', 'Reply 1'],
    );
    assert.equal(items[0]?.viewer, null);
    assert.equal((await api.visitor.call('getVideo', { params: { id: videoId } })).comments, 5);

    const page = await api.visitor.call('listReplies', { params: { id: root.id }, query: { limit: 3 } });
    assert.ok(page.nextCursor);
    const rest = await api.visitor.call('listReplies', {
      params: { id: root.id },
      query: { limit: 3, cursor: page.nextCursor },
    });
    assert.deepEqual([page.items.length, rest.items.length, rest.nextCursor], [3, 1, null]);
  });

  it('pages in every order without repeats', async () => {
    for (let count = 0; count < 7; count++) await write(ada, { body: `No. ${count}` });
    const liked = (await api.visitor.call('listComments', { params: { id: videoId } })).items[3];
    await eve.client.call('reactToComment', { params: { id: liked?.id ?? '' }, body: { liked: true } });
    for (const sort of ['newest', 'oldest', 'top'] as const) {
      const bodies: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await api.visitor.call('listComments', {
          params: { id: videoId },
          query: { sort, limit: 3, ...(cursor ? { cursor } : {}) },
        });
        bodies.push(...page.items.map((comment) => comment.body));
        cursor = page.nextCursor;
      } while (cursor);
      assert.equal(new Set(bodies).size, 7, sort);
      if (sort === 'oldest') assert.equal(bodies[0], 'No. 0');
      if (sort === 'newest') assert.equal(bodies[0], 'No. 6');
      if (sort === 'top') assert.equal(bodies[0], liked?.body);
    }
  });

  it('keeps hostile text as it was typed', async () => {
    const body = '<script>alert(1)</script> [x](javascript:alert(1)) \u202Ereversed " onload="x';
    const comment = await write(ada, { body });
    assert.equal(comment.body, body.replace('\u202E', ''));
    await rejectsWith(write(ada, { body: '   \n ' }), 'comment_empty');
    await rejectsWith(write(ada, { body: 'x'.repeat(5001) }), 'invalid_request');
    await rejectsWith(write(ada, { body: 7 as never }), 'invalid_request');
    await rejectsWith(write(ada, { body: 'x', atMs: -1 }), 'invalid_request');
    await rejectsWith(write(ada, { body: 'x', likes: 7 } as never), 'invalid_request');
  });

  it('is the same comment when it is sent again', async () => {
    const id = uuidv7();
    const idempotencyKey = id;
    const send = () =>
      ada.client.call('createComment', {
        params: { id: videoId },
        body: { id, body: 'Once' },
        idempotencyKey,
      });
    await send();
    await send();
    await write(ada, { id, body: 'Once' });
    assert.equal((await api.visitor.call('listComments', { params: { id: videoId } })).items.length, 1);
    assert.equal((await api.visitor.call('getVideo', { params: { id: videoId } })).comments, 1);
    await rejectsWith(write(eve, { id, body: 'Mine' }), 'not_found');
    await rejectsWith(write(eve, { id: randomUUID(), body: 'Wrong version' }), 'invalid_request');
    await rejectsWith(
      write(eve, { id: '018f0000-0000-7000-8000-000000000000', body: 'Long ago' }),
      'invalid_request',
    );
  });

  it('refuses replies to what is not there', async () => {
    const other = await storedVideo(owner);
    const elsewhere = await owner.client.call('createComment', {
      params: { id: other },
      body: { body: 'Elsewhere' },
    });
    await rejectsWith(write(ada, { body: 'x', parentId: elsewhere.id }), 'comment_parent_missing');
    await rejectsWith(write(ada, { body: 'x', parentId: randomUUID() }), 'comment_parent_missing');
    await rejectsWith(
      ada.client.call('createComment', { params: { id: other }, body: { body: 'Into a private video' } }),
      'not_found',
    );
  });

  it('lets only the author edit, against the version that was read', async () => {
    const comment = await write(ada, { body: 'Frist' });
    const edit = (person: TestPerson, ifMatch: number) =>
      person.client.call('updateComment', { params: { id: comment.id }, ifMatch, body: { body: 'First' } });
    await rejectsWith(edit(eve, 1), 'not_found');
    await rejectsWith(edit(owner, 1), 'not_found');
    const edited = await edit(ada, 1);
    assert.deepEqual([edited.body, edited.version, edited.editedAt !== null], ['First', 2, true]);
    await rejectsWith(edit(ada, 1), 'version_conflict');
    assert.deepEqual(edited.viewer, { liked: false, canEdit: true, canDelete: true });
  });

  it('leaves a place for a deleted comment only while it has replies', async () => {
    const root = await write(ada, { body: 'Root' });
    const reply = await write(eve, { body: 'Reply', parentId: root.id });
    await rejectsWith(eve.client.call('deleteComment', { params: { id: root.id } }), 'not_found');
    await ada.client.call('deleteComment', { params: { id: root.id } });
    await ada.client.call('deleteComment', { params: { id: root.id } });
    const [place] = (await api.visitor.call('listComments', { params: { id: videoId } })).items;
    assert.deepEqual(
      [place?.deleted, place?.body, place?.author, place?.replies.length],
      [true, '', null, 1],
    );
    await rejectsWith(write(eve, { body: 'x', parentId: root.id }), 'comment_parent_missing');
    await owner.client.call('deleteComment', { params: { id: reply.id } });
    assert.deepEqual((await api.visitor.call('listComments', { params: { id: videoId } })).items, []);
    assert.equal((await api.visitor.call('getVideo', { params: { id: videoId } })).comments, 0);
  });

  it('likes once a person, however often it is said', async () => {
    const comment = await write(ada, { body: 'Likable' });
    const like = (person: TestPerson, liked: boolean) =>
      person.client.call('reactToComment', { params: { id: comment.id }, body: { liked } });
    await Promise.all([like(eve, true), like(eve, true), like(owner, true)]);
    assert.deepEqual(await like(eve, true), { liked: true, likes: 2 });
    assert.deepEqual(await like(eve, false), { liked: false, likes: 1 });
    assert.deepEqual(await like(eve, false), { liked: false, likes: 1 });
  });

  it('tells other readers at once, and what they missed when they come back', async () => {
    const reader = await readFrames(api.visitor, 'followVideo', { id: videoId });
    const comment = await write(ada, { body: 'Live' });
    const frame = await reader.until(
      (candidate) => candidate.type === 'comment' && candidate.commentId === comment.id,
    );
    assert.equal(frame.type === 'comment' && frame.change, 'added');
    await reader.until((candidate) => candidate.type === 'counts' && candidate.comments === 1);
    reader.stop();

    const { id } = await api.product
      .knex('live_event')
      .max<{ id: number }>('id as id')
      .first<{ id: number }>();
    const missed = await write(eve, { body: 'While away' });
    const response = await fetch(api.visitor.url('followVideo', { id: videoId }), {
      headers: { 'last-event-id': String(id) },
    });
    const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    while (chunks && !seen.includes(missed.id)) seen += (await chunks.read()).value ?? '';
    assert.ok(!seen.includes(comment.id));
    await chunks?.cancel();
  });
});
