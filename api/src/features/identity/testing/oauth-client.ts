import { createHash, randomBytes } from 'node:crypto';

import type { HttpBrowser, Page } from './http-browser.ts';

export interface AuthorizationRequest {
  readonly url: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly state: string;
}

/** An authorization request of a client of ours. Parameters given as null are left out. */
export const authorizationRequest = (
  publicUrl: string,
  clientId: string,
  changes: Readonly<Record<string, string | null>> = {},
): AuthorizationRequest => {
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri =
    clientId === 'studio'
      ? `${publicUrl}/studio/callback`
      : `${publicUrl}/embed/callback/${clientId.slice('site:'.length)}`;
  const state = changes['state'] ?? randomBytes(16).toString('base64url');
  const parameters: Record<string, string | null> = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid comments:write reactions:write',
    resource: `${publicUrl}/v1`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    ...changes,
  };
  const url = new URL(`${publicUrl}/oauth/auth`);
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) url.searchParams.set(name, value);
  return { url: url.href, verifier, redirectUri, clientId, state };
};

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly access_token?: string;
    readonly refresh_token?: string;
    readonly id_token?: string;
    readonly expires_in?: number;
    readonly scope?: string;
    readonly error?: string;
    readonly error_description?: string;
  };
}

export const postToken = async (
  publicUrl: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
  path = '/oauth/token',
): Promise<TokenAnswer> => {
  const response = await fetch(`${publicUrl}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text ? (JSON.parse(text) as TokenAnswer['body']) : {},
  };
};

export const exchange = (
  publicUrl: string,
  request: AuthorizationRequest,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> =>
  postToken(
    publicUrl,
    {
      grant_type: 'authorization_code',
      client_id: request.clientId,
      redirect_uri: request.redirectUri,
      code,
      code_verifier: request.verifier,
    },
    headers,
  );

/** Signs in with a password, agrees where it is asked, and answers the address that the code came back to. */
export const signIn = async (
  browser: HttpBrowser,
  request: AuthorizationRequest,
  person: { email: string; password: string },
): Promise<URL> => {
  const until = request.redirectUri;
  let page: Page = await browser.open(request.url, { until });
  if (page.text.includes('name="password"')) {
    page = await browser.submit(page, { email: person.email, password: person.password }, { until });
  }
  if (page.text.includes('value="allow"')) {
    page = await browser.submit(page, { decision: 'allow' }, { until, action: '/consent' });
  }
  return page.url;
};
