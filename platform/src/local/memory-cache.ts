import { LRUCache } from 'lru-cache';

import type { Cache } from '../ports/cache.ts';

const defaultMaxBytes = 64 * 1024 * 1024;

/** Values of this process, at most 64 MiB of JSON, the least recently used go first. */
export class MemoryCache implements Cache {
  // Values are kept as JSON, so that they are copies here as they are with a cache across the network.
  readonly #entries: LRUCache<string, string>;

  constructor({ maxBytes = defaultMaxBytes }: { maxBytes?: number } = {}) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (text, key) => 2 * (text.length + key.length) + 1,
    });
  }

  get<T>(key: string): Promise<T | undefined> {
    const text = this.#entries.get(key);
    return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as T));
  }

  set(key: string, value: unknown, ttlSeconds: number): Promise<void> {
    this.#entries.set(key, JSON.stringify(value ?? null), { ttl: ttlSeconds * 1000 });
    return Promise.resolve();
  }

  add(key: string, value: unknown, ttlSeconds: number): Promise<boolean> {
    if (this.#entries.has(key)) return Promise.resolve(false);
    return this.set(key, value, ttlSeconds).then(() => true);
  }

  delete(key: string): Promise<void> {
    this.#entries.delete(key);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#entries.clear();
    return Promise.resolve();
  }
}
