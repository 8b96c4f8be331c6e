import type { EmbedClient } from '@vidkit/contracts/schemas/site';
import type { Scope } from '@vidkit/contracts/operations';

/** Everything that the API lets somebody do with their own things. */
const scopes: readonly Scope[] = [
  'videos:read',
  'videos:write',
  'uploads:write',
  'comments:write',
  'reactions:write',
  'sites:write',
];

export const callbackPath = '/studio/callback';

/** The studio as a client of the authorization server on its own origin. */
export const studioClient = (origin: string): EmbedClient => ({
  clientId: 'studio',
  siteName: '',
  issuer: `${origin}/oauth`,
  authorizationUrl: `${origin}/oauth/auth`,
  tokenUrl: `${origin}/oauth/token`,
  revocationUrl: `${origin}/oauth/token/revocation`,
  redirectUri: `${origin}${callbackPath}`,
  messageOrigin: origin,
  resource: `${origin}/v1`,
  scope: ['offline_access', ...scopes].join(' '),
});
