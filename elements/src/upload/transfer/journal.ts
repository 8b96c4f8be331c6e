import { databaseName } from './journal-probe.ts';

const storeName = 'uploads';

/** What is remembered of an unfinished upload. Never a signed URL: those are secrets, and short-lived. */
export interface JournalEntry {
  /** Origin of the API and fingerprint of the file. */
  readonly key: string;
  /** Of the API, or a scope within it. */
  readonly apiUrl: string;
  readonly fingerprint: string;
  readonly uploadId: string;
  readonly videoId: string;
  readonly fileName: string;
  readonly size: number;
  readonly title: string;
  /** For the row of an interrupted upload; the truth about parts is the server's. */
  readonly sentBytes: number;
  /** `Date.now()` */
  readonly updatedAt: number;
  /** Where the browser gives one: reads the file again after a reload, with one click of the viewer. */
  readonly handle?: FileSystemFileHandle;
}

export const journalKey = (apiUrl: string, fingerprint: string): string => `${apiUrl} ${fingerprint}`;

const speedKey = (apiUrl: string): string => `speed ${apiUrl}`;

/**
 * Unfinished uploads of this browser profile and site. Everything here is a convenience: where storage is
 * forbidden or full the upload goes on, and only the resuming after a reload is lost. So nothing here rejects.
 */
export class Journal {
  #opening: Promise<IDBDatabase> | null = null;
  readonly #speeds = new Map<string, Promise<number | null>>();

  async get(apiUrl: string, fingerprint: string): Promise<JournalEntry | null> {
    const key = journalKey(apiUrl, fingerprint);
    const found = await this.#run<unknown>('readonly', (store) => store.get(key));
    return (found as JournalEntry | undefined) ?? null;
  }

  /** Newest first. */
  async list(apiUrl: string): Promise<JournalEntry[]> {
    const all = (await this.#run('readonly', (store) => store.getAll())) as JournalEntry[] | undefined;
    return (all ?? []).filter((entry) => entry.apiUrl === apiUrl).sort((a, b) => b.updatedAt - a.updatedAt);
  }

  async put(entry: JournalEntry): Promise<void> {
    await this.#run('readwrite', (store) => store.put(entry));
  }

  async delete(apiUrl: string, fingerprint: string): Promise<void> {
    await this.#run('readwrite', (store) => store.delete(journalKey(apiUrl, fingerprint)));
  }

  /** Bytes a second of one stream in the last upload; null when none is known. */
  speedOf(apiUrl: string): Promise<number | null> {
    const known = this.#speeds.get(apiUrl) ?? this.#readSpeed(apiUrl);
    this.#speeds.set(apiUrl, known);
    return known;
  }

  async noteSpeed(apiUrl: string, bytesPerSecond: number): Promise<void> {
    this.#speeds.set(apiUrl, Promise.resolve(bytesPerSecond));
    await this.#run('readwrite', (store) => store.put({ key: speedKey(apiUrl), bytesPerSecond }));
  }

  close(): void {
    void this.#opening?.then((database) => database.close()).catch(() => undefined);
    this.#opening = null;
  }

  async #readSpeed(apiUrl: string): Promise<number | null> {
    const found = (await this.#run<unknown>('readonly', (store) => store.get(speedKey(apiUrl)))) as
      { bytesPerSecond?: number } | undefined;
    return found?.bytesPerSecond ?? null;
  }

  async #run<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> {
    try {
      this.#opening ??= open();
      const database = await this.#opening;
      return await settled(act(database.transaction(storeName, mode).objectStore(storeName)));
    } catch {
      this.#opening = null;
      return undefined;
    }
  }
}

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'key' });
  return settled(request);
};

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser refused to store.'));
  });
