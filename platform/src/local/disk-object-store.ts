import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { requireKey } from '../objects/object-key.ts';
import {
  type ObjectInfo,
  type ObjectStore,
  ObjectStoreError,
  type SignedRequest,
  type StoredObjectPart,
  type UploadRef,
} from '../ports/object-store.ts';
import { type Digest, digestStream } from './disk-object-store/digest.ts';
import {
  type DownloadVerdict,
  signDownloadPath,
  verifyDownloadPath,
} from './disk-object-store/download-signature.ts';
import { ensureFolder, orNull, uniqueName, writeDurably } from './disk-object-store/durable-files.ts';
import { MultipartUploads, type StorePartOptions } from './disk-object-store/multipart-uploads.ts';
import { ObjectFiles, type ObjectRecord, toInfo } from './disk-object-store/object-files.ts';
import { type PartVerdict, signPartPath, verifyPartPath } from './disk-object-store/part-signature.ts';
import { mapStorageFull, requireSpace } from './disk-object-store/storage-space.ts';

export interface DiskObjectStoreOptions {
  /** Folder of the store, on one file system, made when missing. */
  readonly root: string;
  /** Origin at which `createObjectHandler` listens, without a slash at the end. */
  readonly publicUrl: string;
  /** Secrets of the signed URLs: the current one first, then those that still verify. */
  readonly keys: readonly string[];
  /** Bytes that stay free for everything else on the disk. */
  readonly reserveBytes?: number;
}

/** S3's name of the header that carries a part's CRC-32. */
export const checksumHeader = 'x-amz-checksum-crc32';
const defaultReserveBytes = 256 * 1024 * 1024;

/**
 * Objects in a folder, with S3's multipart semantics. Every write goes to a temporary file, is flushed and
 * renamed, and its folder flushed, before it is answered.
 */
export class DiskObjectStore implements ObjectStore {
  readonly #publicUrl: string;
  readonly #keys: readonly string[];
  readonly #reserve: number;
  readonly #folders: { readonly objects: string; readonly uploads: string; readonly temporary: string };
  readonly #objects: ObjectFiles;
  readonly #uploads: MultipartUploads;

  constructor({ root, publicUrl, keys, reserveBytes = defaultReserveBytes }: DiskObjectStoreOptions) {
    this.#publicUrl = publicUrl;
    this.#keys = keys;
    this.#reserve = reserveBytes;
    this.#folders = {
      objects: join(root, 'objects'),
      uploads: join(root, 'uploads'),
      temporary: join(root, 'tmp'),
    };
    this.#objects = new ObjectFiles(this.#folders.objects, this.#folders.temporary);
    this.#uploads = new MultipartUploads(this.#folders.uploads, this.#folders.temporary, this.#objects);
  }

  async start(): Promise<void> {
    for (const folder of Object.values(this.#folders)) await ensureFolder(folder);
  }

  async createUpload(key: string, contentType: string, partSize?: number): Promise<{ uploadId: string }> {
    await this.#requireSpace(0);
    return { uploadId: await mapStorageFull(this.#uploads.create(key, contentType, partSize)) };
  }

  signPart(
    { uploadId }: UploadRef,
    { number, size, crc32 = null }: { number: number; size: number; crc32?: string | null | undefined },
    expiresInSeconds: number,
  ): Promise<SignedRequest> {
    const expires = Math.ceil(Date.now() / 1000) + expiresInSeconds;
    const path = signPartPath({ uploadId, number, size, expires, crc32 }, this.#keys);
    return Promise.resolve({
      url: `${this.#publicUrl}${path}`,
      headers: crc32 === null ? {} : { [checksumHeader]: crc32 },
      expiresAt: new Date(expires * 1000),
    });
  }

  async putPart(
    { key, uploadId }: UploadRef,
    { number, size }: { number: number; size: number },
    body: Readable,
  ): Promise<StoredObjectPart> {
    await this.#uploads.requireOpen(uploadId, key);
    await this.#requireSpace(size);
    const accept = (digest: Digest): void => {
      if (digest.size === size) return;
      throw new ObjectStoreError('part_mismatch', `Part ${number} has ${digest.size} bytes, not ${size}.`);
    };
    const stored = this.#uploads.storePart(uploadId, number, body, { size, known: false, accept });
    const { md5, crc32 } = await mapStorageFull(stored);
    return { number, size, etag: md5, crc32 };
  }

  async signDownload(key: string, fileName: string, expiresInSeconds: number): Promise<SignedRequest> {
    await this.head(key);
    const expires = Math.ceil(Date.now() / 1000) + expiresInSeconds;
    const path = signDownloadPath({ key, fileName, expires }, this.#keys);
    return { url: `${this.#publicUrl}${path}`, headers: {}, expiresAt: new Date(expires * 1000) };
  }

  /** Reads a signed address back. */
  verifyDownload(url: URL): DownloadVerdict {
    return verifyDownloadPath(url, this.#keys);
  }

  /** Reads a signed address back. */
  verifyPart(url: URL): PartVerdict {
    return verifyPartPath(url, this.#keys);
  }

  /** Throws `upload_missing` or `storage_full` when sending a part of this size would be in vain. */
  async requirePart(uploadId: string, size: number): Promise<void> {
    await this.#uploads.requireOpen(uploadId);
    await this.#requireSpace(size);
  }

  /**
   * Streams one part to disk. When the body breaks off, the signal aborts or `accept` throws, nothing is stored.
   * Throws `upload_missing`, `storage_full`.
   */
  async storePart(
    uploadId: string,
    number: number,
    body: Readable,
    options: StorePartOptions,
  ): Promise<Digest> {
    return await mapStorageFull(this.#uploads.storePart(uploadId, number, body, options));
  }

  async listParts(upload: UploadRef): Promise<StoredObjectPart[]> {
    return await this.#uploads.listParts(upload);
  }

  async completeUpload(
    upload: UploadRef,
    parts: readonly { number: number; etag: string; crc32?: string | undefined }[],
    totalSize: number,
  ): Promise<ObjectInfo> {
    return await mapStorageFull(this.#uploads.complete(upload, parts, totalSize));
  }

  async abortUpload(upload: UploadRef): Promise<void> {
    await this.#uploads.abort(upload);
  }

  async putFile(key: string, path: string, contentType: string): Promise<ObjectInfo> {
    requireKey(key);
    await this.#requireSpace((await stat(path)).size);
    return await this.#put(key, createReadStream(path, { highWaterMark: 1024 * 1024 }), contentType);
  }

  async put(key: string, body: Uint8Array | string, contentType: string): Promise<ObjectInfo> {
    requireKey(key);
    const bytes = Buffer.from(body);
    await this.#requireSpace(bytes.length);
    return await this.#put(key, Readable.from(bytes.length === 0 ? [] : [bytes]), contentType);
  }

  async head(key: string): Promise<ObjectInfo> {
    return toInfo(key, await this.#record(key));
  }

  async read(
    key: string,
    range?: { start: number; end?: number },
  ): Promise<{ info: ObjectInfo; body: Readable }> {
    const { record, found: handle } = await this.#find(key, (path) => open(path, 'r'));
    const last = record.size - 1;
    const { start = 0, end = last } = range ?? {};
    if (range && (start < 0 || start > Math.min(end, last))) {
      await handle.close();
      throw new ObjectStoreError('range_not_satisfiable', `${key} has ${record.size} bytes.`);
    }
    const body = record.size === 0 ? handle.createReadStream() : handle.createReadStream({ start, end });
    return { info: toInfo(key, record), body };
  }

  /** The file itself, without a copy; `folder` is not used. It lasts until the object is replaced or deleted. */
  async toFile(key: string, _folder: string): Promise<string> {
    const { found } = await this.#find(key, async (path) => (await stat(path), path));
    return found;
  }

  async list(prefix: string): Promise<ObjectInfo[]> {
    return await this.#objects.list(prefix);
  }

  async listFolders(prefix: string): Promise<string[]> {
    return await this.#objects.listFolders(prefix);
  }

  async delete(key: string): Promise<void> {
    await this.#objects.delete(key);
  }

  async deletePrefix(prefix: string): Promise<void> {
    await this.#objects.deletePrefix(prefix);
  }

  async sweep(olderThanMs: number): Promise<number> {
    return (
      (await this.#uploads.sweep(olderThanMs)) +
      (await this.#objects.sweep(olderThanMs)) +
      (await this.#sweepTemporary(olderThanMs))
    );
  }

  async check(): Promise<void> {
    await this.#requireSpace(0);
    const probe = join(this.#folders.temporary, uniqueName());
    await mapStorageFull(writeDurably(probe, 'writable', this.#folders.temporary));
    await rm(probe, { force: true });
  }

  async #put(key: string, body: Readable, contentType: string): Promise<ObjectInfo> {
    const temporary = join(this.#folders.temporary, uniqueName());
    const { through, digest } = digestStream();
    try {
      const file = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
      await mapStorageFull(pipeline(body, through, file));
      const { size, md5 } = digest();
      const lastModified = new Date().toISOString();
      const record: ObjectRecord = { id: uniqueName(), size, etag: md5, contentType, lastModified };
      await mapStorageFull(this.#objects.commit(key, temporary, record));
      return toInfo(key, record);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async #record(key: string): Promise<ObjectRecord> {
    const record = await this.#objects.record(key);
    if (!record) throw new ObjectStoreError('object_missing', `There is no object ${key}.`);
    return record;
  }

  /** Uses the file of an object, also when it is replaced between reading its record and reaching the file. */
  async #find<T>(
    key: string,
    use: (path: string) => Promise<T>,
  ): Promise<{ record: ObjectRecord; found: T }> {
    for (let tried = ''; ;) {
      const record = await this.#record(key);
      const found = await orNull(use(this.#objects.dataPath(key, record.id)));
      if (found !== null) return { record, found };
      if (record.id === tried) throw new ObjectStoreError('object_missing', `The bytes of ${key} are gone.`);
      tried = record.id;
    }
  }

  async #sweepTemporary(olderThanMs: number): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.#folders.temporary)) {
      const path = join(this.#folders.temporary, name);
      const status = await orNull(stat(path));
      if (!status || Date.now() - status.ctimeMs < olderThanMs) continue;
      await rm(path, { recursive: true, force: true });
      removed++;
    }
    return removed;
  }

  async #requireSpace(bytes: number): Promise<void> {
    await requireSpace(this.#folders.temporary, bytes, this.#reserve);
  }
}
