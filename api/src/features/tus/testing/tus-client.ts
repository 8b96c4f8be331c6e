import assert from 'node:assert/strict';

import type { ErrorCode } from '@vidkit/contracts/errors';

type Body = RequestInit['body'];

const bodyType = 'application/offset+octet-stream';

export interface TusClient {
  readonly base: string;
  send(method: string, address: string, headers?: Record<string, string>, body?: Body): Promise<Response>;
  /** Opens an upload; returns its address. */
  create(size: number, headers?: Record<string, string>): Promise<string>;
  patch(address: string, offset: number, body: Body, headers?: Record<string, string>): Promise<Response>;
  offset(address: string): Promise<number>;
}

/** Speaks the protocol with a bearer token as any client does, without any help of ours. */
export const tusClient = (url: string, token: string | null): TusClient => {
  const base = `${url}/v1/tus`;
  const client: TusClient = {
    base,
    send: (method, address, headers = {}, body = null) =>
      fetch(address, {
        method,
        headers: {
          'tus-resumable': '1.0.0',
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body,
        ...(body instanceof ReadableStream && { duplex: 'half' }),
      }),
    create: async (size, headers = {}) => {
      const metadata = `filename ${btoa('clip.mp4')},filetype ${btoa('video/mp4')}`;
      const answer = await client.send('POST', base, {
        'upload-length': String(size),
        'upload-metadata': metadata,
        ...headers,
      });
      assert.equal(answer.status, 201, await answer.clone().text());
      return answer.headers.get('location') ?? '';
    },
    patch: (address, offset, body, headers = {}) =>
      client.send(
        'PATCH',
        address,
        { 'content-type': bodyType, 'upload-offset': String(offset), ...headers },
        body,
      ),
    offset: async (address) => {
      const answer = await client.send('HEAD', address);
      assert.equal(answer.status, 200);
      return Number(answer.headers.get('upload-offset'));
    },
  };
  return client;
};

/** Asserts a refusal with its status, and that it is a problem with that code. */
export const refusedWith = async (
  answer: Response | Promise<Response>,
  status: number,
  code: ErrorCode,
): Promise<void> => {
  const response = await answer;
  const text = await response.text();
  assert.equal(response.status, status, text);
  assert.equal((JSON.parse(text) as { code: string }).code, code, text);
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
};
