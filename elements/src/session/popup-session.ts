import { ApiError, createClient, type Client, type GetToken } from '@vidkit/contracts/client/elements';
import type { Person } from '@vidkit/contracts/schemas/basics';
import type { EmbedClient } from '@vidkit/contracts/schemas/site';

import { createAuthorizationRequest, type AuthorizationRequest } from './authorization-request.ts';
import { SessionError, type SessionErrorCode } from './session-error.ts';
import type { Session, SessionState } from './session-port.ts';
import { openSignInWindow, waitForCode } from './sign-in-window.ts';
import { exchangeCode, refreshTokens, revokeTokens, type TokenSet } from './token-endpoint.ts';

/** Replace a token this long before it ends, so that it does not expire on the way. */
const expiryMargin = 30_000;

interface Preparation {
  client: EmbedClient;
  request: AuthorizationRequest;
}

/**
 * A session by a sign-in window on the platform's own origin. Tokens live in this object's private fields and die
 * with the page: nothing is written to storage, attributes, events or addresses.
 */
export class PopupSession implements Session {
  #state: SessionState = 'unknown';
  #reason: SessionErrorCode | null = null;
  #person: Person | null = null;
  #tokens: TokenSet | null = null;
  #client: EmbedClient | null = null;
  #preparation: Promise<Preparation> | null = null;
  #prepared: Preparation | null = null;
  #attempt: { popup: Window; done: Promise<void> } | null = null;
  #refreshing: Promise<TokenSet | null> | null = null;

  readonly #listeners = new Set<() => void>();
  readonly #api: Client;
  readonly #otherTabs: BroadcastChannel;

  constructor(apiOrigin: string) {
    this.#api = createClient({ baseUrl: apiOrigin, getToken: (options) => this.getToken(options) });
    this.#otherTabs = new BroadcastChannel(`vidkit:session:${apiOrigin}`);
    this.#otherTabs.onmessage = ({ data }) => {
      if (data === 'signed-out') this.#forget();
    };
  }

  get state(): SessionState {
    return this.#state;
  }

  get reason(): SessionErrorCode | null {
    return this.#reason;
  }

  get person(): Person | null {
    return this.#person;
  }

  readonly getToken: GetToken = async ({ fresh }) => {
    const tokens = this.#tokens;
    if (!tokens) return null;
    if (!fresh && performance.now() < tokens.expiresAt - expiryMargin) return tokens.accessToken;
    this.#refreshing ??= this.#refresh(tokens).finally(() => (this.#refreshing = null));
    return (await this.#refreshing)?.accessToken ?? null;
  };

  async prepare(): Promise<void> {
    // A failure is kept for `signIn` to report, or shown by the state.
    await this.#prepare().catch(() => undefined);
  }

  async signIn(): Promise<void> {
    if (this.#state === 'signed-in') return;
    if (this.#attempt && !this.#attempt.popup.closed) {
      this.#attempt.popup.focus();
      return this.#attempt.done;
    }
    if (this.#reason) throw new SessionError(this.#reason, 'Signing in is not possible on this page.');
    const popup = openSignInWindow(this.#prepared?.request.url ?? '');
    const attempt = { popup, done: this.#complete(popup) };
    this.#attempt = attempt;
    try {
      await attempt.done;
    } finally {
      if (this.#attempt === attempt) this.#attempt = null;
    }
  }

  async signOut(): Promise<void> {
    const tokens = this.#tokens;
    const client = this.#client;
    this.#forget();
    this.#otherTabs.postMessage('signed-out');
    if (tokens && client) await revokeTokens(client, tokens);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #prepare(): Promise<Preparation> {
    this.#preparation ??= this.#makePreparation().catch((error: unknown) => {
      this.#preparation = null;
      throw error;
    });
    return this.#preparation;
  }

  async #makePreparation(): Promise<Preparation> {
    try {
      if (!globalThis.isSecureContext) {
        throw new SessionError('insecure_page', 'Signing in needs a page that is served by HTTPS.');
      }
      this.#client ??= await this.#api.call('getEmbedClient');
      const prepared = { client: this.#client, request: await createAuthorizationRequest(this.#client) };
      this.#prepared = prepared;
      if (this.#state === 'unknown') this.#change('signed-out', null);
      return prepared;
    } catch (cause) {
      const error = toSessionError(cause);
      if (!error.temporary) {
        this.#reason = error.code;
        this.#change('unavailable', null);
      }
      throw error;
    }
  }

  async #complete(popup: Window): Promise<void> {
    try {
      const ready = this.#prepared;
      const { client, request } = ready ?? (await this.#prepare());
      // State and verifier are for one attempt: the next one starts anew.
      this.#prepared = null;
      this.#preparation = null;
      if (!ready) popup.location.replace(request.url);
      const code = await waitForCode(popup, {
        origin: client.messageOrigin,
        state: request.state,
        issuer: client.issuer,
      });
      this.#tokens = await exchangeCode(client, code, request.verifier);
      const { person } = await this.#api.call('getMe');
      this.#change('signed-in', person);
    } catch (cause) {
      // Keep nothing half done: a token whose owner could not be read is of no use.
      if (this.#tokens && this.#client) void revokeTokens(this.#client, this.#tokens);
      this.#tokens = null;
      void this.prepare();
      throw toSessionError(cause);
    } finally {
      popup.close();
    }
  }

  async #refresh(tokens: TokenSet): Promise<TokenSet | null> {
    const client = this.#client;
    try {
      if (client && tokens.refreshToken) {
        const renewed = await refreshTokens(client, tokens.refreshToken);
        // Signed out meanwhile: the answer must not bring the person back.
        if (this.#tokens === tokens) this.#tokens = renewed;
        else void revokeTokens(client, renewed);
        return this.#tokens;
      }
    } catch (error) {
      if (error instanceof SessionError && error.code === 'network') {
        throw new ApiError('network', error.message, { cause: error });
      }
    }
    if (this.#tokens === tokens) this.#forget();
    return null;
  }

  #forget(): void {
    this.#tokens = null;
    if (this.#state === 'signed-in') this.#change('signed-out', null);
  }

  #change(state: SessionState, person: Person | null): void {
    this.#state = state;
    this.#person = person;
    for (const listener of [...this.#listeners]) listener();
  }
}

const toSessionError = (cause: unknown): SessionError => {
  if (cause instanceof SessionError) return cause;
  const code = cause instanceof ApiError && cause.code === 'site_not_registered' ? cause.code : 'network';
  return new SessionError(code, cause instanceof Error ? cause.message : String(cause), { cause });
};
