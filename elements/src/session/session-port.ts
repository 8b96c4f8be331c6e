import type { GetToken } from '@vidkit/contracts/client/elements';
import type { Person } from '@vidkit/contracts/schemas/basics';

import type { SessionErrorCode } from './session-error.ts';

/**
 * `unknown` until asked, `unavailable` when nobody can sign in on this page (`reason` says why).
 */
export type SessionState = 'unknown' | 'signed-out' | 'signed-in' | 'unavailable';

/** Who the viewer is, for one API, shared by all elements of the page. */
export interface Session {
  readonly state: SessionState;
  /** Why the state is `unavailable`. */
  readonly reason?: SessionErrorCode | null;
  readonly person: Person | null;
  /** For `createClient`. Null for a visitor; rejects with `ApiError` while the server cannot be reached. */
  readonly getToken: GetToken;
  /** Does ahead what a click has no time for; call on hover or focus. Never rejects. */
  prepare(): Promise<void>;
  /**
   * Opens the sign-in window; call it synchronously in a click. Resolves once signed in.
   *
   * @throws {SessionError}
   */
  signIn(): Promise<void>;
  /** Forgets the tokens and revokes them, here and in this site's other tabs. */
  signOut(): Promise<void>;
  /** Calls back after each change of `state` or `person`, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}
