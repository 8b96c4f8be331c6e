import { ApiError, createClient, type Client, type GetToken } from '@vidkit/contracts/client';
import type { Person } from '@vidkit/contracts/schemas/basics';
import type { EmbedClient } from '@vidkit/contracts/schemas/site';
import type { Me } from '@vidkit/contracts/schemas/video';
import { SessionError, type Session, type SessionState } from '@vidkit/elements/session';
import { createAuthorizationRequest } from '@vidkit/elements/session/authorization-request';
import {
  exchangeCode,
  refreshTokens,
  revokeTokens,
  type TokenSet,
} from '@vidkit/elements/session/token-endpoint';

import { countAttempt, forgetAttempts, keepPending, takePending } from './pending-sign-in.ts';
import { callbackPath, studioClient } from './studio-client.ts';

export interface StudioSessionOptions {
  /** Origin of the studio and of the API. */
  origin: string;
  /** Of this tab: survives the way to the sign-in page, and not the tab. */
  storage: Storage;
  /** Sends the browser to another page. */
  leave: (url: string) => void;
  /** Where the person is, to come back to. */
  currentPath: () => string;
}

/** Before a token ends it is renewed, so that a call in flight does not meet its end. Milliseconds. */
const expiryMargin = 30_000;

/**
 * The creator, signed in by redirect (OAuth code with PKCE). Tokens live in memory only: a reload goes by the
 * authorization server, whose session answers at once.
 */
export class StudioSession implements Session {
  readonly client: Client;
  readonly #options: StudioSessionOptions;
  readonly #oauth: EmbedClient;
  readonly #listeners = new Set<() => void>();
  readonly #otherTabs: BroadcastChannel;
  #tokens: TokenSet | null = null;
  #refreshing: Promise<TokenSet | null> | null = null;
  #state: SessionState = 'unknown';
  #me: Me | null = null;

  constructor(options: StudioSessionOptions) {
    this.#options = options;
    this.#oauth = studioClient(options.origin);
    this.client = createClient({ baseUrl: options.origin, getToken: (request) => this.getToken(request) });
    this.#otherTabs = new BroadcastChannel('vidkit:studio');
    this.#otherTabs.onmessage = ({ data }) => {
      if (data === 'signed-out') this.#forget();
    };
  }

  get state(): SessionState {
    return this.#state;
  }

  get person(): Person | null {
    return this.#me?.person ?? null;
  }

  get me(): Me | null {
    return this.#me;
  }

  /**
   * Begins with the address that the browser opened: leaves for the sign-in page, or, coming back from there, calls
   * `arrive` with the path to show and then gets the tokens. The code leaves the address before it is used.
   *
   * @throws {SessionError} `refused`, `network`
   */
  async start(address: URL, arrive: (path: string) => void): Promise<void> {
    if (address.pathname !== callbackPath) {
      await this.#leave(address.pathname + address.search + address.hash);
      return;
    }
    const pending = takePending(this.#options.storage);
    if (!pending) {
      // A stale address from the history: its code is worth nothing to us.
      await this.#leave('/studio/');
      return;
    }
    const answer = address.searchParams;
    if (answer.get('state') !== pending.state || answer.get('iss') !== this.#oauth.issuer) {
      throw new SessionError('refused', 'The answer does not belong to the question that was asked.');
    }
    const code = answer.get('code');
    if (!code)
      throw new SessionError('refused', `Sign-in was refused (${answer.get('error') ?? 'no code'}).`);
    arrive(pending.returnPath);
    this.#tokens = await exchangeCode(this.#oauth, code, pending.verifier);
    await this.#meet();
  }

  readonly getToken: GetToken = async ({ fresh, signal }) => {
    const tokens = this.#tokens;
    if (!tokens) return null;
    if (!fresh && performance.now() < tokens.expiresAt - expiryMargin) return tokens.accessToken;
    this.#refreshing ??= this.#refresh(tokens).finally(() => (this.#refreshing = null));
    const renewed = await this.#refreshing;
    // The page is being left for the sign-in page: a failure shown now would only flash.
    return renewed?.accessToken ?? untilAborted(signal);
  };

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  /** Leaves for the sign-in page and comes back to where the person is. */
  signIn(): Promise<void> {
    return this.#leave(this.#options.currentPath());
  }

  async signOut(): Promise<void> {
    const tokens = this.#tokens;
    this.#forget();
    this.#otherTabs.postMessage('signed-out');
    if (tokens) await revokeTokens(this.#oauth, tokens);
    this.#options.leave(`${this.#options.origin}/sign-out`);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #leave(returnPath: string): Promise<void> {
    if (!countAttempt(this.#options.storage)) {
      forgetAttempts(this.#options.storage);
      throw new SessionError('refused', 'Sign-in went round in circles.');
    }
    const { url, state, verifier } = await createAuthorizationRequest(this.#oauth);
    keepPending(this.#options.storage, { state, verifier, returnPath });
    this.#options.leave(url);
  }

  async #meet(): Promise<void> {
    try {
      this.#me = await this.client.call('getMe');
    } catch (cause) {
      this.#tokens = null;
      const code = cause instanceof ApiError && cause.temporary ? 'network' : 'refused';
      throw new SessionError(code, 'The account could not be read.', { cause });
    }
    this.#change('signed-in');
  }

  async #refresh(tokens: TokenSet): Promise<TokenSet | null> {
    try {
      if (tokens.refreshToken) {
        const renewed = await refreshTokens(this.#oauth, tokens.refreshToken);
        // Signed out meanwhile: the answer must not bring the person back.
        if (this.#tokens === tokens) this.#tokens = renewed;
        else void revokeTokens(this.#oauth, renewed);
        return this.#tokens;
      }
    } catch (cause) {
      if (cause instanceof SessionError && cause.code === 'network') {
        throw new ApiError('network', cause.message, { cause });
      }
    }
    if (this.#tokens === tokens) {
      this.#forget();
      await this.signIn();
    }
    return null;
  }

  #forget(): void {
    this.#tokens = null;
    if (this.#state === 'signed-in') this.#change('signed-out');
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
