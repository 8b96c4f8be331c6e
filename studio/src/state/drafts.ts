import type { VideoFields } from './video-fields.ts';

/** Edits that the server does not have yet, with what they were made on. */
export interface Draft {
  readonly base: VideoFields;
  readonly fields: VideoFields;
}

const keyOf = (id: string): string => `vidkit:studio:draft:${id}`;

/** Keeps unsaved edits over a reload and the way to the sign-in page. Best effort: a full storage only costs that. */
export class Drafts {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  read(id: string): Draft | null {
    try {
      return JSON.parse(this.#storage.getItem(keyOf(id)) ?? 'null') as Draft | null;
    } catch {
      return null;
    }
  }

  keep(id: string, draft: Draft): void {
    try {
      this.#storage.setItem(keyOf(id), JSON.stringify(draft));
    } catch {
      this.#storage.removeItem(keyOf(id));
    }
  }

  forget(id: string): void {
    this.#storage.removeItem(keyOf(id));
  }
}
