import type { Readable } from 'node:stream';

import type { CompletedPart } from '../objects/completed-parts.ts';
import { requirePrefix } from '../objects/object-key.ts';
import {
  type ListedObject,
  type ObjectInfo,
  type ObjectStore,
  ObjectStoreError,
  type SignedRequest,
  type StoredObjectPart,
  type UploadRef,
} from '../ports/object-store.ts';

export interface Route {
  /** Ends in a slash. */
  readonly prefix: string;
  readonly store: ObjectStore;
}

/** Several stores as one: each key belongs to the store of the first route that it begins with, or to the other one. */
export class RoutedObjectStore implements ObjectStore {
  readonly #routes: readonly Route[];
  readonly #otherwise: ObjectStore;

  constructor({ routes, otherwise }: { routes: readonly Route[]; otherwise: ObjectStore }) {
    this.#routes = routes;
    this.#otherwise = otherwise;
  }

  createUpload(key: string, contentType: string, partSize?: number): Promise<{ uploadId: string }> {
    return this.#of(key).createUpload(key, contentType, partSize);
  }

  signPart(
    upload: UploadRef,
    part: { number: number; size: number; crc32?: string | undefined },
    expiresInSeconds: number,
  ): Promise<SignedRequest> {
    return this.#of(upload.key).signPart(upload, part, expiresInSeconds);
  }

  putPart(
    upload: UploadRef,
    part: { number: number; size: number },
    body: Readable,
  ): Promise<StoredObjectPart> {
    return this.#of(upload.key).putPart(upload, part, body);
  }

  signDownload(key: string, fileName: string, expiresInSeconds: number): Promise<SignedRequest> {
    return this.#of(key).signDownload(key, fileName, expiresInSeconds);
  }

  listParts(upload: UploadRef): Promise<StoredObjectPart[]> {
    return this.#of(upload.key).listParts(upload);
  }

  completeUpload(upload: UploadRef, parts: readonly CompletedPart[], totalSize: number): Promise<ObjectInfo> {
    return this.#of(upload.key).completeUpload(upload, parts, totalSize);
  }

  abortUpload(upload: UploadRef): Promise<void> {
    return this.#of(upload.key).abortUpload(upload);
  }

  putFile(key: string, path: string, contentType: string): Promise<ObjectInfo> {
    return this.#of(key).putFile(key, path, contentType);
  }

  put(key: string, body: Uint8Array | string, contentType: string): Promise<ObjectInfo> {
    return this.#of(key).put(key, body, contentType);
  }

  head(key: string): Promise<ObjectInfo> {
    return this.#of(key).head(key);
  }

  read(key: string, range?: { start: number; end?: number }): Promise<{ info: ObjectInfo; body: Readable }> {
    return this.#of(key).read(key, range);
  }

  toFile(key: string, folder: string): Promise<string> {
    return this.#of(key).toFile(key, folder);
  }

  async list(prefix: string): Promise<ListedObject[]> {
    const lists = await Promise.all(
      this.#below(prefix).map(async (store) =>
        (await store.list(prefix)).filter(({ key }) => this.#of(key) === store),
      ),
    );
    return lists.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async listFolders(prefix: string): Promise<string[]> {
    const lists = await Promise.all(this.#below(prefix).map((store) => store.listFolders(prefix)));
    return [...new Set(lists.flat())].sort();
  }

  delete(key: string): Promise<void> {
    return this.#of(key).delete(key);
  }

  async deletePrefix(prefix: string): Promise<void> {
    requirePrefix(prefix);
    if (prefix === '') throw new ObjectStoreError('invalid_key', 'An empty prefix would delete everything.');
    await Promise.all(this.#below(prefix).map((store) => store.deletePrefix(prefix)));
  }

  async sweep(olderThanMs: number): Promise<number> {
    const swept = await Promise.all(this.#all().map((store) => store.sweep(olderThanMs)));
    return swept.reduce((sum, count) => sum + count, 0);
  }

  async check(): Promise<void> {
    await Promise.all(this.#all().map((store) => store.check()));
  }

  #of(key: string): ObjectStore {
    return this.#routes.find(({ prefix }) => key.startsWith(prefix))?.store ?? this.#otherwise;
  }

  /** The stores that may have keys with this prefix. */
  #below(prefix: string): ObjectStore[] {
    const whole = this.#routes.find((route) => prefix.startsWith(route.prefix));
    if (whole) return [whole.store];
    const some = this.#routes.filter((route) => route.prefix.startsWith(prefix)).map(({ store }) => store);
    return [...new Set([...some, this.#otherwise])];
  }

  #all(): ObjectStore[] {
    return [...new Set([...this.#routes.map(({ store }) => store), this.#otherwise])];
  }
}
