import { createClient, type GetToken } from '@vidkit/contracts/client/elements';
import type { Person } from '@vidkit/contracts/schemas/basics';

import { SessionError } from './session-error.ts';
import type { Session, SessionState } from './session-port.ts';

/** A session whose tokens come from the page itself: for sites that have accounts of their own. */
export class HostSession implements Session {
  readonly getToken: GetToken;
  #state: SessionState = 'unknown';
  #person: Person | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #apiUrl: string;

  constructor(apiUrl: string, getToken: GetToken) {
    this.#apiUrl = apiUrl;
    // A page whose function fails must not take the reading of comments down with it.
    this.getToken = (options) => getToken(options).catch(() => null);
  }

  get state(): SessionState {
    return this.#state;
  }

  get person(): Person | null {
    return this.#person;
  }

  async prepare(): Promise<void> {
    if (this.#state !== 'signed-in') await this.#load(false).catch(() => undefined);
  }

  async signIn(): Promise<void> {
    await this.#load(true);
    if (this.#state !== 'signed-in') throw new SessionError('refused', 'The page gave no token.');
  }

  signOut(): Promise<void> {
    this.#change('signed-out', null);
    return Promise.resolve();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #load(fresh: boolean): Promise<void> {
    const token = await this.getToken({ fresh });
    if (!token) return this.#change('signed-out', null);
    const api = createClient({ baseUrl: this.#apiUrl, getToken: this.getToken });
    const { person } = await api.call('getMe').catch((cause: unknown) => {
      throw new SessionError('network', 'The person could not be read.', { cause });
    });
    this.#change('signed-in', person);
  }

  #change(state: SessionState, person: Person | null): void {
    this.#state = state;
    this.#person = person;
    for (const listener of [...this.#listeners]) listener();
  }
}
