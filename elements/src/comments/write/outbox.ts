import type { Reply } from '@vidkit/contracts/schemas/comment';

/**
 * What was sent but not yet confirmed, so that a reload or a dead line loses nothing: each comes back as "not sent"
 * and goes out again under its own id, which makes a second arrival the same comment.
 */
export class Outbox {
  readonly #key: string;
  readonly #unsent = new Map<string, Reply>();

  constructor(videoId: string) {
    this.#key = outboxKey(videoId);
    for (const comment of read(this.#key)) this.#unsent.set(comment.id, comment);
  }

  get unsent(): Reply[] {
    return [...this.#unsent.values()];
  }

  add(comment: Reply): void {
    this.#unsent.set(comment.id, comment);
    this.#write();
  }

  remove(id: string): void {
    if (this.#unsent.delete(id)) this.#write();
  }

  #write(): void {
    try {
      if (this.#unsent.size === 0) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(this.unsent));
    } catch {
      // Storage is full or denied: kept for the life of the page.
    }
  }
}

const outboxKey = (videoId: string): string => `vidkit:outbox:${videoId}`;

const read = (key: string): Reply[] => {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isComment) : [];
  } catch {
    return [];
  }
};

const isComment = (value: unknown): value is Reply =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Reply).id === 'string' &&
  typeof (value as Reply).body === 'string';
