import { createClient, type Client } from '@vidkit/contracts/client';
import type { CreatedUploadToken, CreateUploadToken } from '@vidkit/contracts/schemas/upload-token';

import type { TestApi, TestPerson } from './test-api.ts';

export const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** An upload token of somebody's, for an hour. */
export const createToken = (
  person: Pick<TestPerson, 'client'>,
  overrides: Partial<CreateUploadToken> = {},
): Promise<CreatedUploadToken> =>
  person.client.call('createUploadToken', {
    body: { label: 'Test', expiresAt: inAnHour(), ...overrides },
  });

/** Somebody without an account, on a page of this origin, who was handed the token. */
export const visitorWith = (
  api: Pick<TestApi, 'url'>,
  secret: string,
  { origin }: { origin?: string } = {},
): { client: Client } => ({
  client: createClient({
    baseUrl: api.url,
    getToken: () => Promise.resolve(secret),
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      if (origin !== undefined) headers.set('origin', origin);
      return fetch(url, { ...init, headers });
    },
  }),
});
