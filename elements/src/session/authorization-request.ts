import type { EmbedClient } from '@vidkit/contracts/schemas/site';

/** One attempt to sign in: what is sent, and the secrets that prove that the answer belongs to it. */
export interface AuthorizationRequest {
  readonly url: string;
  readonly state: string;
  readonly verifier: string;
}

/** An authorization request with PKCE (RFC 7636, S256) and a `state` of its own. For one use. */
export const createAuthorizationRequest = async (client: EmbedClient): Promise<AuthorizationRequest> => {
  const verifier = randomText();
  const state = randomText();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const url = new URL(client.authorizationUrl);
  const parameters = {
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: `openid ${client.scope}`,
    resource: client.resource,
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    state,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, state, verifier };
};

/** 256 random bits, 43 characters of base64url: the length that RFC 7636 recommends. */
const randomText = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (char) => ({ '+': '-', '/': '_' })[char] ?? '');
