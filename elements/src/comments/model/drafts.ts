/** A text that has not been sent: an own comment on the video, a reply, or an edit. */
export interface Draft {
  text: string;
  /** The moment of the video it speaks of; null for none. */
  atMs: number | null;
}

const emptyDraft: Draft = { text: '', atMs: null };

/**
 * Drafts of one video, by what they answer. They survive a reload of the tab in `sessionStorage`, which is the
 * page's own: texts only, never anything that proves who wrote them. Where storage is denied they live in memory.
 */
export class Drafts {
  readonly #prefix: string;
  readonly #drafts = new Map<string, Draft>();

  constructor(videoId: string) {
    this.#prefix = `vidkit:draft:${videoId}:`;
  }

  get(place: string): Draft {
    return this.#drafts.get(place) ?? this.#read(place) ?? emptyDraft;
  }

  set(place: string, draft: Draft): void {
    this.#drafts.set(place, draft);
    try {
      if (draft.text === '') sessionStorage.removeItem(this.#prefix + place);
      else sessionStorage.setItem(this.#prefix + place, JSON.stringify(draft));
    } catch {
      // Storage is full or denied: the draft lives as long as the page.
    }
  }

  clear(place: string): void {
    this.set(place, emptyDraft);
  }

  #read(place: string): Draft | null {
    try {
      const { text, atMs } = JSON.parse(
        sessionStorage.getItem(this.#prefix + place) ?? 'null',
      ) as Partial<Draft>;
      return typeof text === 'string' ? { text, atMs: typeof atMs === 'number' ? atMs : null } : null;
    } catch {
      return null;
    }
  }
}
