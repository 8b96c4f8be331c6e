import type { Me } from '@vidkit/contracts/schemas/video';
import type { Person } from '@vidkit/contracts/schemas/basics';
import type { EmbedClient } from '@vidkit/contracts/schemas/site';
import type { GetToken } from '@vidkit/contracts/client';

import type { MockApi } from './api.ts';
import { idOf } from './ids.ts';

const person = (n: number, name: string): Person => ({ id: idOf(100 + n), name, avatarUrl: null });

export const ada = person(1, 'Ada Lovelace');
export const grace = person(2, 'Grace Hopper');
export const alan = person(3, 'Alan Turing');
export const katherine = person(4, 'Katherine Johnson');

const me: Me = {
  person: grace,
  email: 'grace@example.com',
  channel: { id: idOf(150), name: grace.name, subscribers: 12 },
  storage: { usedBytes: 0, quotaBytes: null },
};

/** The page's own account: elements with it are signed in as Grace. */
export const getToken: GetToken = () => Promise.resolve('a-token-of-the-story');

export const signedInApi: MockApi = { getMe: () => me };

const platform = 'https://video.example.com';
const client: EmbedClient = {
  clientId: 'story',
  siteName: 'Showroom',
  authorizationUrl: `${platform}/oauth/authorize`,
  tokenUrl: `${platform}/oauth/token`,
  revocationUrl: `${platform}/oauth/revoke`,
  redirectUri: `${platform}/oauth/embed/callback`,
  messageOrigin: platform,
  issuer: platform,
  resource: platform,
  scope: 'comments:write reactions:write uploads:write',
};

/** A registered site whose visitor has not signed in. */
export const signedOutApi: MockApi = { getEmbedClient: () => client };
