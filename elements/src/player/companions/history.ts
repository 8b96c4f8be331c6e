import type { GetToken } from '@vidkit/contracts/client/elements';
import { createHistoryClient, type HistoryClient } from '@vidkit/contracts/client/history';

import type { PlayerPort } from '../model/player-port.ts';
import { apiUrlOf } from '../../session/api-url.ts';

/** Milliseconds between two notes to the server. */
const sendEvery = 15_000;

/** The signed-in viewer's history on the server. It never rejects: where it cannot be had, playback goes on without. */
export class History {
  readonly #client: HistoryClient;
  readonly #getToken: GetToken;
  #refused = false;
  #sentAt = -Infinity;
  #sent = '';
  #waiting: { videoId: string; positionMs: number } | null = null;

  constructor(client: HistoryClient, getToken: GetToken) {
    this.#client = client;
    this.#getToken = getToken;
  }

  /** Seconds; null when the server does not know, or cannot be asked. */
  async position(videoId: string): Promise<number | null> {
    if (!(await this.#allowed())) return null;
    try {
      const { positionMs } = await this.#client.call('getHistoryEntry', { params: { videoId } });
      return positionMs / 1000;
    } catch {
      this.#refused = true;
      return null;
    }
  }

  /** Notes a position; several are one request, unless it is the `last` for now. */
  keep(videoId: string, seconds: number, { last }: { last: boolean }): void {
    this.#waiting = { videoId, positionMs: Math.round(seconds * 1000) };
    if (last || performance.now() - this.#sentAt > sendEvery) this.flush();
  }

  /** Sends what waits. Outlives the page. */
  flush(): void {
    const note = this.#waiting;
    this.#waiting = null;
    if (!note || this.#refused || this.#sent === JSON.stringify(note)) return;
    this.#sent = JSON.stringify(note);
    this.#sentAt = performance.now();
    void this.#send(note);
  }

  async #send({ videoId, positionMs }: { videoId: string; positionMs: number }): Promise<void> {
    if (!(await this.#allowed())) return;
    await this.#client
      .call('putHistoryEntry', { params: { videoId }, body: { positionMs }, keepalive: true })
      .catch((error: unknown) => {
        // Once refused is always refused; what only failed is sent with the next note.
        if (!(error as { temporary?: boolean }).temporary) this.#refused = true;
        this.#sent = '';
      });
  }

  async #allowed(): Promise<boolean> {
    if (this.#refused) return false;
    const token = await this.#getToken({ fresh: false }).catch(() => null);
    return token !== null && allows(token);
  }
}

export const openHistory = (port: PlayerPort, getToken: GetToken): History =>
  new History(createHistoryClient({ baseUrl: apiUrlOf(port.api), getToken }), getToken);

/** A token that says that it may not is not tried: a refusal would be an error in the page's console. */
const allows = (token: string): boolean => {
  try {
    const body = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')));
    const { scope } = claims as { scope?: unknown };
    return typeof scope !== 'string' || scope.split(' ').includes('history:write');
  } catch {
    // Not for us to read: the server says.
    return true;
  }
};
