import { tmpdir } from 'node:os';

import type { ColdStore } from '../ports/cold-store.ts';
import { nullIfMissing, type ObjectStore } from '../ports/object-store.ts';

export interface DiskColdStoreOptions {
  readonly objects: ObjectStore;
  /** How long a restore takes here, as an archive elsewhere would. */
  readonly restoreSeconds: number;
}

const folder = 'archive/';

/** An archive as a folder of the object store, for `DATA_DIR/objects/objects/archive` can be a disk of its own. */
export class DiskColdStore implements ColdStore {
  readonly #objects: ObjectStore;
  readonly #restoreSeconds: number;

  constructor({ objects, restoreSeconds }: DiskColdStoreOptions) {
    this.#objects = objects;
    this.#restoreSeconds = restoreSeconds;
  }

  async archive(key: string): Promise<void> {
    if (await this.#has(key)) await this.#copy(key, folder + key);
    else await this.#objects.head(folder + key);
    await this.#objects.delete(key);
  }

  async restore(key: string): Promise<Date> {
    if (await this.#has(key)) return new Date();
    await this.#objects.head(folder + key);
    return new Date(Date.now() + this.#restoreSeconds * 1000);
  }

  async fetch(key: string): Promise<boolean> {
    if (!(await this.#has(key))) await this.#copy(folder + key, key);
    await this.delete(key);
    return true;
  }

  async delete(key: string): Promise<void> {
    await this.#objects.delete(folder + key);
  }

  async list(): Promise<string[]> {
    return (await this.#objects.list(folder)).map(({ key }) => key.slice(folder.length));
  }

  /** The copy is whole and durable, or not there: whoever deletes the other one afterwards loses nothing. */
  async #copy(from: string, to: string): Promise<void> {
    const { contentType } = await this.#objects.head(from);
    await this.#objects.putFile(to, await this.#objects.toFile(from, tmpdir()), contentType);
  }

  async #has(key: string): Promise<boolean> {
    return (await nullIfMissing(this.#objects.head(key))) !== null;
  }
}
