import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { operations } from '@vidkit/contracts/operations';
import { paths } from '@vidkit/contracts/paths';
import { problem } from '@vidkit/contracts/schemas/basics';

import { startTestApi, type TestApi, type TestPerson } from '../testing/test-api.ts';

describe('the HTTP application', () => {
  let api: TestApi;
  let ada: TestPerson;

  before(async () => {
    api = await startTestApi();
    ada = await api.person('Ada');
  });
  after(() => api.stop());

  const send = (path: string, init: RequestInit = {}) => fetch(api.url + path, init);
  const authorized = (init: RequestInit = {}): RequestInit => ({
    ...init,
    headers: { authorization: `Bearer ${ada.token}`, ...(init.headers as Record<string, string>) },
  });
  const codeOf = async (response: Response): Promise<string> => {
    assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    const body = problem.parse(await response.json());
    assert.equal(body.status, response.status);
    assert.equal(body.requestId, response.headers.get('x-request-id'));
    return body.code;
  };
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    send('/v1/uploads', authorized({ method: 'POST', body, headers }));

  it('answers every failure as a problem', async () => {
    assert.equal(await codeOf(await post('{"a":')), 'malformed_json');
    assert.equal(await codeOf(await post('7')), 'malformed_json');
    assert.equal(await codeOf(await post('[]')), 'invalid_request');
    assert.equal(await codeOf(await post('null')), 'malformed_json');
    assert.equal(
      await codeOf(await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })),
      'unsupported_media_type',
    );
    assert.equal(await codeOf(await post(`{"fileName":"${'x'.repeat(2_000_000)}"}`)), 'body_too_large');
    assert.equal(await codeOf(await send('/v1/nothing')), 'not_found');
    assert.equal(await codeOf(await send('/nothing')), 'not_found');
    assert.equal(await codeOf(await send('/v1/videos/%E0%A4%A')), 'invalid_request');
    const refused = await send('/v1/me', { method: 'DELETE' });
    assert.equal(refused.headers.get('allow'), 'GET');
    assert.equal(await codeOf(refused), 'method_not_allowed');
  });

  it('names the fields that are wrong', async () => {
    const response = await post('{"fileName":"a.mp4","size":"big","extra":1}');
    const { errors } = problem.parse(await response.json());
    assert.deepEqual(
      errors?.map((field) => field.pointer),
      ['/size', '/'],
    );
  });

  it('takes no token for a wrong one', async () => {
    const withToken = (token: string) => send('/v1/me', { headers: { authorization: token } });
    const [header, payload, signature] = ada.token.split('.');
    const unsigned = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const token of [
      'Bearer x',
      `Basic ${ada.token}`,
      `Bearer ${header}.${payload}.${signature?.slice(1)}`,
      `Bearer ${unsigned}.${payload}.`,
      `Bearer ${'a'.repeat(5000)}`,
    ]) {
      const response = await withToken(token);
      assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer/);
      assert.equal(await codeOf(response), 'unauthenticated', token.slice(0, 20));
    }
    assert.equal((await withToken(`Bearer ${ada.token}`)).status, 200);
  });

  it('keeps a harmless request id and replaces a hostile one', async () => {
    const given = async (id: string) =>
      (await send('/healthz', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    assert.equal(await given('trace-12345678'), 'trace-12345678');
    assert.notEqual(await given('<script>alert(1)</script>'), '<script>alert(1)</script>');
  });

  it('answers 304 to who has the version already', async () => {
    const first = await send('/v1/limits');
    const etag = first.headers.get('etag');
    assert.ok(etag);
    const response = await send('/v1/limits', {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    assert.equal(response.status, 304);
  });

  it('speaks to pages of every origin, without cookies', async () => {
    const preflight = await send('/v1/uploads', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://host.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
    assert.equal((await send('/v1/limits')).headers.get('set-cookie'), null);
  });

  it('sends strict headers', async () => {
    const { headers } = await send('/v1/limits');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-powered-by'), null);
    const page = (await send('/docs')).headers.get('content-security-policy') ?? '';
    assert.ok(
      !page.includes('unsafe-inline') &&
        page.includes("script-src 'self'") &&
        page.includes("frame-ancestors 'none'"),
    );
  });

  it('documents every operation in OpenAPI 3.1', async () => {
    const document = (await (await send('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    assert.equal(document.openapi, '3.1.0');
    const documented = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((entry) => entry.operationId),
    );
    assert.deepEqual(documented.sort(), Object.keys(operations).sort());
  });

  it('serves every operation of the contract', async () => {
    for (const [id, address] of Object.entries(paths)) {
      const [method = '', path = ''] = address.split(' ');
      const response = await send(path.replace(/:id/g, '018f0000-0000-7000-8000-000000000000'), { method });
      await response.body?.cancel();
      assert.notEqual(response.status, 405, id);
      assert.ok(response.status < 500, `${id}: ${response.status}`);
      if (operations[id as keyof typeof operations].auth === 'required')
        assert.equal(response.status, 401, id);
    }
  });

  it('tells whether it is ready', async () => {
    assert.equal((await send('/healthz')).status, 200);
    assert.equal((await send('/readyz')).status, 200);
    assert.deepEqual(await (await send('/readyz')).json(), {
      status: 'ready',
      checks: { database: true, queue: true, objects: true },
    });
  });

  it('moves pages that were opened by another loopback name to the public one', async () => {
    const other = api.url.replace('localhost', '127.0.0.1');
    const open = (path: string, accept: string) =>
      fetch(other + path, { headers: { accept }, redirect: 'manual' });
    const moved = await open('/docs?a=1', 'text/html,*/*');
    assert.deepEqual([moved.status, moved.headers.get('location')], [307, `${api.url}/docs?a=1`]);
    assert.equal((await open('/docs', '*/*')).status, 200);
    assert.equal(
      (await open('//evil.example/x', 'text/html')).headers.get('location'),
      `${api.url}//evil.example/x`,
    );
  });

  it('limits how fast one person may write', async () => {
    const hasty = await api.person('Hasty');
    const answers: number[] = [];
    for (let count = 0; count < 32; count++) {
      const response = await send('/v1/videos/018f0000-0000-7000-8000-000000000000/comments', {
        method: 'POST',
        headers: { authorization: `Bearer ${hasty.token}`, 'content-type': 'application/json' },
        body: '{"body":"x"}',
      });
      answers.push(response.status);
      if (response.status === 429) {
        assert.ok(Number(response.headers.get('retry-after')) >= 1);
        assert.equal(await codeOf(response), 'rate_limited');
      }
    }
    assert.deepEqual([answers.filter((status) => status === 404).length, answers.at(-1)], [30, 429]);
  });
});
