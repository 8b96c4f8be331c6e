import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ApiError, createClient, type ClientOptions } from './client.ts';

const id = '018f0000-0000-7000-8000-000000000000';

/** A client over a scripted `fetch`; `sent` collects the requests. */
const createFake = (answers: (Response | Error)[], options: Partial<ClientOptions> = {}) => {
  const sent: { url: string; init: RequestInit }[] = [];
  const client = createClient({
    baseUrl: 'https://api.example/',
    fetch: (url, init) => {
      sent.push({ url: url instanceof Request ? url.url : String(url), init: init ?? {} });
      const answer = answers.shift() ?? new Error('unexpected request');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    ...options,
  });
  return { client, sent };
};

const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  Response.json(
    { type: '', title: '', status, code, detail: `Detail of ${code}`, requestId: 'r' },
    { status, headers },
  );

describe('createClient', () => {
  it('sends what the operation says', async () => {
    const { client, sent } = createFake([Response.json({ id })], {
      getToken: () => Promise.resolve('t0ken'),
    });
    await client.call('updateVideo', { params: { id }, ifMatch: 3, body: { title: 'New' } });
    const [request] = sent;
    assert.equal(request?.url, `https://api.example/v1/videos/${id}`);
    assert.equal(request.init.method, 'PATCH');
    assert.equal(request.init.credentials, 'omit');
    assert.equal(request.init.body, '{"title":"New"}');
    const headers = new Headers(request.init.headers);
    assert.equal(headers.get('if-match'), '"v3"');
    assert.equal(headers.get('authorization'), 'Bearer t0ken');
  });

  it('escapes what it puts into the address', () => {
    const { client } = createFake([]);
    assert.equal(client.url('getVideo', { id: '../x?y' }), 'https://api.example/v1/videos/..%2Fx%3Fy');
    assert.equal(
      client.url('listVideos', {}, { q: 'a&b', limit: 5, cursor: undefined }),
      'https://api.example/v1/videos?q=a%26b&limit=5',
    );
  });

  it('answers nothing for 204', async () => {
    const { client } = createFake([new Response(null, { status: 204 })]);
    assert.equal(await client.call('deleteVideo', { params: { id } }), undefined);
  });

  it('asks once for a fresh token when the old one is refused', async () => {
    const asked: boolean[] = [];
    const { client, sent } = createFake(
      [problem(401, 'unauthenticated'), Response.json({ items: [], nextCursor: null })],
      {
        getToken: ({ fresh }) => {
          asked.push(fresh);
          return Promise.resolve(fresh ? 'new' : 'old');
        },
      },
    );
    await client.call('listVideos');
    assert.deepEqual(asked, [false, true]);
    assert.equal(new Headers(sent[1]?.init.headers).get('authorization'), 'Bearer new');
  });

  it('rejects with the code, the status and the wait of a problem', async () => {
    const { client } = createFake([problem(429, 'rate_limited', { 'retry-after': '7' })]);
    await assert.rejects(client.call('getMe'), (error) => {
      assert.ok(error instanceof ApiError);
      assert.deepEqual(
        [error.code, error.status, error.retryAfter, error.temporary],
        ['rate_limited', 429, 7, true],
      );
      assert.equal(error.message, 'Detail of rate_limited');
      return true;
    });
  });

  it('tells a broken line, a late and an unreadable answer apart', async () => {
    const code = (answer: Response | Error) =>
      createFake([answer])
        .client.call('getMe')
        .then(
          () => 'none',
          (error: ApiError) => error.code,
        );
    assert.equal(await code(new TypeError('failed to fetch')), 'network');
    assert.equal(await code(new Response('<html>', { status: 200 })), 'bad_answer');
    assert.equal(await code(new Response('<html>', { status: 502 })), 'bad_answer');
    const { client } = createFake([], {
      timeout: 5,
      fetch: (_url, init) =>
        new Promise((_, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    });
    // The deadline's timer alone does not keep the process.
    const alive = setInterval(() => undefined, 1000);
    await assert.rejects(client.call('getMe'), { code: 'timeout' });
    clearInterval(alive);
  });

  it("rejects with the caller's own reason when the caller gives up", async () => {
    const { client } = createFake([new Error('aborted')]);
    const reason = new Error('left the page');
    await assert.rejects(client.call('getMe', { signal: AbortSignal.abort(reason) }), reason);
  });
});
