import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Provider } from 'oidc-provider';

import type { OidcRecords } from './cached-oidc-records.ts';

/** The browser's session at the authorization server. */
export class Sessions {
  readonly #provider: Provider;
  readonly #records: OidcRecords;
  readonly #secure: boolean;

  constructor(provider: Provider, records: OidcRecords, secure: boolean) {
    this.#provider = provider;
    this.#records = records;
    this.#secure = secure;
  }

  /** Who is signed in with this browser; null: nobody. */
  async accountId(request: IncomingMessage, response: ServerResponse): Promise<string | null> {
    const session = await this.#provider.Session.get(this.#provider.createContext(request, response));
    return session.accountId ?? null;
  }

  /** Ends the session, and every token that was not given to outlive it. */
  async end(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const context = this.#provider.createContext(request, response);
    const session = await this.#provider.Session.get(context);
    const grants = Object.values(session.authorizations ?? {})
      .filter(({ persistsLogout }) => !persistsLogout)
      .map(({ grantId }) => grantId)
      .filter((grantId) => grantId !== undefined);
    await Promise.all(grants.map((grantId) => this.#records.revokeGrant(grantId)));
    if (session.accountId) await session.destroy();
    context.cookies.set(this.#provider.cookieName('session'), null, {
      signed: true,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: this.#secure,
    });
  }
}
