import type { EmbedClient } from '@vidkit/contracts/schemas/site';

import { SessionError } from './session-error.ts';

export interface TokenSet {
  readonly accessToken: string;
  /** Rotates: each may be used once. Null when the server grants none. */
  readonly refreshToken: string | null;
  /** Milliseconds of `performance.now()`, which a changed clock does not move. */
  readonly expiresAt: number;
}

/** @throws {SessionError} `refused` for a code that the server does not take, `network` */
export const exchangeCode = (client: EmbedClient, code: string, verifier: string): Promise<TokenSet> =>
  requestTokens(client, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: client.redirectUri,
  });

/** @throws {SessionError} `refused` once the grant has ended, `network` */
export const refreshTokens = (client: EmbedClient, refreshToken: string): Promise<TokenSet> =>
  requestTokens(client, { grant_type: 'refresh_token', refresh_token: refreshToken });

/** Ends a grant (RFC 7009). Best effort: the tokens die by themselves within minutes. */
export const revokeTokens = async (client: EmbedClient, tokens: TokenSet): Promise<void> => {
  const body = new URLSearchParams({
    client_id: client.clientId,
    token: tokens.refreshToken ?? tokens.accessToken,
  });
  await fetch(client.revocationUrl, { method: 'POST', body, credentials: 'omit', keepalive: true }).catch(
    () => undefined,
  );
};

interface TokenAnswer {
  access_token?: string;
  refresh_token?: string;
  expires_in?: number;
}

const requestTokens = async (client: EmbedClient, parameters: Record<string, string>): Promise<TokenSet> => {
  const body = new URLSearchParams({ client_id: client.clientId, resource: client.resource, ...parameters });
  const sentAt = performance.now();
  let response: Response;
  let answer: TokenAnswer | null;
  try {
    response = await fetch(client.tokenUrl, { method: 'POST', body, credentials: 'omit' });
    answer = (await response.json().catch(() => null)) as TokenAnswer | null;
  } catch (cause) {
    throw new SessionError('network', 'The token endpoint could not be reached.', { cause });
  }
  if (response.status >= 500 || response.status === 429) {
    throw new SessionError('network', `The token endpoint answered ${response.status}.`);
  }
  if (!response.ok || !answer?.access_token) {
    throw new SessionError('refused', `The token endpoint refused the grant (${response.status}).`);
  }
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    expiresAt: sentAt + (answer.expires_in ?? 300) * 1000,
  };
};
