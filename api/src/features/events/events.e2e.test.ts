import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';

import type { ViewEvent, ViewReport } from '@vidkit/contracts/schemas/view-event';

import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { changeVideo, storedVideo } from '../../testing/uploading.ts';

interface Row {
  view_id: string;
  seq: number;
  type: string;
  at_ms: number;
  position_ms: number;
  data: Record<string, unknown>;
}

const beat = (overrides: Partial<Extract<ViewEvent, { type: 'beat' }>> = {}): ViewEvent => ({
  type: 'beat',
  seq: 0,
  at: 12_000,
  position: 9_500,
  ranges: [[0, 9_500]],
  playedMs: 9_500,
  ...overrides,
});

describe('view events', () => {
  let api: TestApi;
  let owner: TestPerson;
  let videoId: string;
  let privateId: string;

  before(async () => {
    api = await startTestApi({ EVENTS_KEEP_DAYS: '30' });
    owner = await api.person('Owner');
    videoId = await storedVideo(owner);
    privateId = await storedVideo(owner);
    await changeVideo(owner, videoId, { visibility: 'public' });
  });
  after(() => api.stop());
  beforeEach(() => api.product.knex('view_event').delete());

  const stored = (): Promise<Row[]> =>
    api.product.knex('view_event').select<Row[]>('*').orderBy(['view_id', 'seq']);

  const send = (body: unknown, { type = 'text/plain;charset=UTF-8', headers = {} } = {}): Promise<Response> =>
    fetch(`${api.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  const report = (overrides: Partial<ViewReport> = {}): ViewReport => ({
    view: randomUUID(),
    videoId,
    events: [beat()],
    ...overrides,
  });

  it('stores every kind of event', async () => {
    const view = randomUUID();
    const events: ViewEvent[] = [
      { type: 'start', seq: 0, at: 640, position: 0, startupMs: 640, autoplay: false, muted: true },
      { type: 'rendition', seq: 1, at: 700, position: 0, height: 720, bitrate: 2_000_000 },
      beat({ seq: 2 }),
      { type: 'quartile', seq: 3, at: 13_000, position: 10_000, percent: 25 },
      { type: 'seek', seq: 4, at: 14_000, position: 30_000, from: 10_000 },
      { type: 'rebuffer', seq: 5, at: 15_000, position: 30_000, ms: 420 },
      { type: 'error', seq: 6, at: 16_000, position: 30_000, code: 'network', started: true },
      { ...beat({ seq: 7 }), type: 'end' } as ViewEvent,
      { ...beat({ seq: 8 }), type: 'leave' } as ViewEvent,
    ];
    assert.equal((await send(report({ view, events }))).status, 204);
    const rows = await stored();
    assert.deepEqual(
      rows.map(({ seq, type }) => [seq, type]),
      events.map(({ seq, type }) => [seq, type]),
    );
    assert.deepEqual(rows[0]?.data, { startupMs: 640, autoplay: false, muted: true });
    assert.deepEqual(
      [rows[4]?.at_ms, rows[4]?.position_ms, rows[4]?.data],
      [14_000, 30_000, { from: 10_000 }],
    );
    assert.deepEqual(Object.keys(rows[0] ?? {}).sort(), [
      ...['at_ms', 'data', 'day', 'position_ms', 'seq', 'type', 'video_id', 'view_id'],
    ]);
  });

  it('stores an event once, however often it is sent', async () => {
    const twice = report({ events: [beat({ seq: 0 }), beat({ seq: 1 })] });
    await Promise.all([send(twice), send(twice), send(twice)]);
    await send({ ...twice, events: [beat({ seq: 1, playedMs: 1 }), beat({ seq: 2 }), beat({ seq: 2 })] });
    const rows = await stored();
    assert.deepEqual(
      rows.map(({ seq, data }) => [seq, data['playedMs']]),
      [
        [0, 9_500],
        [1, 9_500],
        [2, 9_500],
      ],
    );
  });

  it('is open to every page without a question before, and takes JSON by its name as well', async () => {
    const answer = await send(report(), { headers: { origin: 'https://blog.example' } });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.equal((await send(report(), { type: 'application/json' })).status, 204);
    await api.visitor.call('recordEvents', { body: report() });
    assert.equal((await stored()).length, 3);
  });

  it('drops what is told about videos that are missing, private or deleted, and does not say so', async () => {
    const gone = await storedVideo(owner);
    await changeVideo(owner, gone, { visibility: 'public' });
    await owner.client.call('deleteVideo', { params: { id: gone } });
    for (const id of [randomUUID(), privateId, gone]) {
      assert.equal((await send(report({ videoId: id }))).status, 204);
      const withToken = await send(report({ videoId: id }), {
        headers: { authorization: `Bearer ${owner.token}` },
      });
      assert.equal(withToken.status, 204);
    }
    assert.deepEqual(await stored(), []);
  });

  it('refuses everything that is not a report', async () => {
    const hostile = `'); drop table view_event; --<script>alert(1)</script>`;
    const wrong: unknown[] = [
      {},
      [],
      report({ view: 'x' }),
      report({ view: hostile }),
      report({ videoId: '../../v1/me' }),
      report({ events: [] }),
      report({ events: Array.from({ length: 101 }, (_, seq) => beat({ seq })) }),
      report({ events: ['beat'] as never }),
      report({ events: [{ ...beat(), type: hostile } as never] }),
      report({ events: [{ ...beat(), cookie: 'x' } as never] }),
      { ...report(), accountId: owner.id },
      report({ events: [beat({ seq: -1 })] }),
      report({ events: [beat({ seq: 1e5 })] }),
      report({ events: [beat({ seq: 0.5 })] }),
      report({ events: [beat({ at: 1e12 })] }),
      report({ events: [beat({ at: '1' as never })] }),
      report({ events: [beat({ position: -5 })] }),
      report({ events: [beat({ ranges: [[5, 1]] })] }),
      report({ events: [beat({ ranges: [[0, 1, 2]] as never })] }),
      report({ events: [beat({ ranges: Array.from({ length: 51 }, () => [0, 1] as [number, number]) })] }),
      report({ events: [beat({ playedMs: 86_400_001 })] }),
      report({ events: [{ type: 'quartile', seq: 0, at: 0, position: 0, percent: 33 } as never] }),
      report({ events: [{ type: 'error', seq: 0, at: 0, position: 0, code: hostile, started: true }] }),
      report({ events: [{ type: 'start', seq: 0, at: 0, position: 0 } as never] }),
    ];
    for (const body of wrong) {
      const answer = await send(body);
      assert.equal(answer.status, 400, JSON.stringify(body).slice(0, 200));
      assert.equal(((await answer.json()) as { code: string }).code, 'invalid_request');
    }
    assert.deepEqual(await stored(), []);
  });

  it('refuses bodies that are no JSON, too large, packed, or of another type', async () => {
    const code = async (asked: Promise<Response>): Promise<[number, string]> => {
      const answer = await asked;
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    assert.deepEqual(await code(send('{"view":')), [400, 'malformed_json']);
    assert.deepEqual(await code(send('"text"')), [400, 'malformed_json']);
    assert.deepEqual(await code(send('')), [400, 'invalid_request']);
    assert.deepEqual(await code(send({ ...report(), pad: 'x'.repeat(70_000) })), [413, 'body_too_large']);
    const form = send('view=1', { type: 'application/x-www-form-urlencoded' });
    assert.deepEqual(await code(form), [415, 'unsupported_media_type']);
    const packed = send(report(), { headers: { 'content-encoding': 'gzip' } });
    assert.deepEqual(await code(packed), [415, 'unsupported_media_type']);
    assert.equal((await fetch(`${api.url}/v1/events`)).status, 405);
  });

  it('keeps them for as long as the operator says', async () => {
    await send(report());
    await send(report());
    await api.product.knex.raw(
      `update view_event set day = day - 31 where view_id = (select min(view_id::text)::uuid from view_event)`,
    );
    await api.product.janitor.run();
    assert.equal((await stored()).length, 1);
  });

  it('limits what one address can send', async () => {
    const burst = await Promise.all(Array.from({ length: 620 }, () => send(report())));
    const refused = burst.filter(({ status }) => status === 429);
    assert.ok(refused.length > 0, 'nothing was refused');
    assert.ok(Number(refused[0]?.headers.get('retry-after')) > 0);
  });
});
