import { ApiError, type Client } from '@vidkit/contracts/client/uploads';

import type { TitleState } from '../model/upload-item.ts';

/** Milliseconds of rest after the last key before a title is saved. */
const restBeforeSaving = 700;

/** Saves a video's title while it is being typed. The last text wins; earlier ones may never be sent. */
export class TitleSaver {
  readonly #client: Client;
  readonly #tell: (state: TitleState, title?: string) => void;
  #videoId: string | null = null;
  #wanted: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  /** `tell` gets the server's title with `locked`, since the typed one is not to be had. */
  constructor(client: Client, tell: (state: TitleState, title?: string) => void) {
    this.#client = client;
    this.#tell = tell;
  }

  /** Before this is known, a new title only waits. */
  set videoId(id: string | null) {
    this.#videoId = id;
    if (id && this.#wanted !== null) this.#schedule();
  }

  set(title: string): void {
    this.#wanted = title;
    this.#tell('unsaved');
    if (this.#videoId) this.#schedule();
  }

  /** Saves without waiting for a rest, as when the field loses focus. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running || this.#wanted === null || !this.#videoId) return;
    this.#running = true;
    const title = this.#wanted;
    this.#wanted = null;
    this.#tell('saving');
    const outcome = await this.#save(this.#videoId, title);
    this.#running = false;
    if (this.#wanted !== null) return this.flush();
    this.#tell(...outcome);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), restBeforeSaving);
  }

  async #save(id: string, title: string): Promise<[TitleState, title?: string]> {
    let known: string | undefined;
    for (let attempt = 1; attempt <= 3; attempt++) {
      try {
        const { version, title: before } = await this.#client.call('getVideo', { params: { id } });
        known = before;
        await this.#client.call('updateVideo', { params: { id }, ifMatch: version, body: { title } });
        return ['saved'];
      } catch (error) {
        if (!(error instanceof ApiError)) return ['failed'];
        // An embed's token may upload but not edit: then the title is for the studio.
        if (error.code === 'insufficient_scope' || error.code === 'not_found') {
          return known === undefined ? ['locked'] : ['locked', known];
        }
        if (error.code !== 'version_conflict' && !error.temporary) return ['failed'];
      }
    }
    return ['failed'];
  }
}
