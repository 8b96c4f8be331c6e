import { readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { requireKey, requirePrefix } from '../../objects/object-key.ts';
import { type ObjectInfo, ObjectStoreError } from '../../ports/object-store.ts';
import { ensureFolder, moveDurably, orNull, syncFolder, uniqueName, writeDurably } from './durable-files.ts';
import { KeyedLock } from './keyed-lock.ts';

/** What is stored about an object. `id` names the file that holds its bytes. */
export interface ObjectRecord {
  readonly id: string;
  readonly size: number;
  readonly etag: string;
  readonly contentType: string;
  /** RFC 3339. */
  readonly lastModified: string;
}

/**
 * The finished objects: folder `a/b` holds for the key `a/b/c.mp4` the bytes, `<id>@c.mp4`, and the record,
 * `@c.mp4`, that names them. The record is replaced in one rename, so an object changes wholly or not at all,
 * and a reader that has opened the old bytes keeps them. `@` is not allowed in keys, so the names cannot clash.
 */
export class ObjectFiles {
  readonly #root: string;
  readonly #temporary: string;
  readonly #locks = new KeyedLock();

  constructor(root: string, temporary: string) {
    this.#root = root;
    this.#temporary = temporary;
  }

  /** Null when there is no such object. */
  async record(key: string): Promise<ObjectRecord | null> {
    const text = await orNull(readFile(this.#recordPath(key), 'utf8'));
    return text === null ? null : (JSON.parse(text) as ObjectRecord);
  }

  /** The file that holds the bytes of this version. */
  dataPath(key: string, id: string): string {
    requireKey(key);
    return join(this.#root, dirname(key), `${id}@${basename(key)}`);
  }

  /** Moves a flushed file in as the bytes of the object, then makes it visible. Repeatable after a crash. */
  async commit(key: string, file: string, record: ObjectRecord): Promise<void> {
    const data = this.dataPath(key, record.id);
    await this.#locks.run(key, async () => {
      const old = await this.record(key);
      await ensureFolder(dirname(data));
      // A missing source means that an earlier run has already moved it.
      if ((await orNull(moveDurably(file, data))) === null) await stat(data);
      await writeDurably(this.#recordPath(key), JSON.stringify(record), this.#temporary);
      if (old && old.id !== record.id) await rm(this.dataPath(key, old.id), { force: true });
    });
  }

  async delete(key: string): Promise<void> {
    await this.#locks.run(key, async () => {
      const old = await this.record(key);
      if (!old) return;
      await unlink(this.#recordPath(key));
      await syncFolder(dirname(this.#recordPath(key)));
      await rm(this.dataPath(key, old.id), { force: true });
    });
  }

  /** Every object whose key starts with `prefix`, by key. */
  async list(prefix: string): Promise<ObjectInfo[]> {
    requirePrefix(prefix);
    const found: ObjectInfo[] = [];
    for await (const { folder, names } of this.#folders(prefix.slice(0, prefix.lastIndexOf('/') + 1))) {
      for (const name of names) {
        const key = `${folder}${name.slice(1)}`;
        if (!name.startsWith('@') || !key.startsWith(prefix)) continue;
        const record = await this.record(key);
        if (record) found.push(toInfo(key, record));
      }
    }
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** The folders in the folder `prefix`, each as a prefix. */
  async listFolders(prefix: string): Promise<string[]> {
    requirePrefix(prefix);
    const entries = (await orNull(readdir(join(this.#root, prefix), { withFileTypes: true }))) ?? [];
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${prefix}${entry.name}/`)
      .sort();
  }

  async deletePrefix(prefix: string): Promise<void> {
    requirePrefix(prefix);
    if (prefix === '') throw new ObjectStoreError('invalid_key', 'An empty prefix would delete everything.');
    if (prefix.endsWith('/')) {
      const doomed = join(this.#temporary, uniqueName());
      if ((await orNull(rename(join(this.#root, prefix), doomed))) === null) return;
      await syncFolder(dirname(join(this.#root, prefix)));
      await rm(doomed, { recursive: true, force: true });
      return;
    }
    for (const { key } of await this.list(prefix)) await this.delete(key);
  }

  /** Removes bytes that no record names, left by a crash, when they are older than this. Returns how many. */
  async sweep(olderThanMs: number): Promise<number> {
    let removed = 0;
    for await (const { folder, names } of this.#folders('')) {
      for (const name of suspects(names)) {
        const path = join(this.#root, folder, name);
        // The rename into place sets the change time, so bytes about to get their record are never old.
        const status = await orNull(stat(path));
        if (!status || Date.now() - status.ctimeMs < olderThanMs) continue;
        const [id, key] = [name.slice(0, name.indexOf('@')), `${folder}${name.slice(name.indexOf('@') + 1)}`];
        if ((await this.record(key))?.id === id) continue;
        await rm(path, { force: true });
        removed++;
      }
    }
    return removed;
  }

  /** Every folder from `folder` ('' or ending in a slash) down, with the names of its files. */
  async *#folders(folder: string): AsyncGenerator<{ folder: string; names: string[] }> {
    const entries = await orNull(readdir(join(this.#root, folder), { withFileTypes: true }));
    if (!entries) return;
    yield { folder, names: entries.filter((entry) => entry.isFile()).map((entry) => entry.name) };
    for (const entry of entries) if (entry.isDirectory()) yield* this.#folders(`${folder}${entry.name}/`);
  }

  #recordPath(key: string): string {
    requireKey(key);
    return join(this.#root, dirname(key), `@${basename(key)}`);
  }
}

/** The files of bytes in a folder that are not simply the only one beside their record. */
const suspects = (names: readonly string[]): string[] => {
  const files = names.filter((name) => /^[0-9a-f]{32}@/.test(name));
  const present = new Set(names);
  const counts = new Map<string, number>();
  const recordOf = (file: string): string => file.slice(file.indexOf('@'));
  for (const file of files) counts.set(recordOf(file), (counts.get(recordOf(file)) ?? 0) + 1);
  return files.filter((file) => counts.get(recordOf(file)) !== 1 || !present.has(recordOf(file)));
};

export const toInfo = (key: string, record: ObjectRecord): ObjectInfo => ({
  key,
  size: record.size,
  etag: record.etag,
  contentType: record.contentType,
  lastModified: new Date(record.lastModified),
});
