import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { maxPartCount } from '@vidkit/contracts/schemas/upload';

import {
  type ObjectInfo,
  ObjectStoreError,
  type StoredObjectPart,
  type UploadRef,
} from '../../ports/object-store.ts';
import { type Digest, digestStream, multipartEtag } from './digest.ts';
import { moveDurably, orNull, syncFolder, uniqueName, writeDurably } from './durable-files.ts';
import { joinParts } from './joining.ts';
import { KeyedLock } from './keyed-lock.ts';
import { type ObjectFiles, type ObjectRecord, requireKey, toInfo } from './object-files.ts';
import { currentParts, type PartFile, partName, supersededBy } from './stored-parts.ts';

/** S3 refuses smaller parts, but for the last one. */
const minPartBytes = 5 * 1024 * 1024;

interface OpenUpload {
  readonly key: string;
  readonly contentType: string;
}

/** Written before the first part is touched; from then on the upload can only become this object. */
interface JoinPlan {
  readonly parts: readonly PartFile[];
  readonly record: ObjectRecord;
}

type CompletedPart = { readonly number: number; readonly etag: string; readonly crc32?: string | undefined };

/**
 * Multipart uploads on disk, one folder each: `upload.json`, the parts, and while it is being completed
 * `plan.json` and the growing file `joined`. The folder appears and disappears by one rename. One process at a
 * time may take parts and complete; others may read.
 */
export class MultipartUploads {
  readonly #root: string;
  readonly #temporary: string;
  readonly #objects: ObjectFiles;
  readonly #locks = new KeyedLock();
  #lastOrder = 0;

  constructor(root: string, temporary: string, objects: ObjectFiles) {
    this.#root = root;
    this.#temporary = temporary;
    this.#objects = objects;
  }

  async create(key: string, contentType: string): Promise<string> {
    requireKey(key);
    const uploadId = uniqueName();
    const folder = join(this.#temporary, uploadId);
    await mkdir(folder, { mode: 0o700 });
    await writeDurably(join(folder, 'upload.json'), JSON.stringify({ key, contentType }), this.#temporary);
    await moveDurably(folder, this.#folder(uploadId));
    return uploadId;
  }

  /** Throws `upload_missing` unless parts can be sent. */
  async requireOpen(uploadId: string, key?: string): Promise<void> {
    await this.#read(uploadId, key);
    if (await this.#plan(uploadId)) throw missing(uploadId);
  }

  /** Streams one part to disk. `accept` may throw to refuse what arrived; then nothing is stored. */
  async storePart(
    uploadId: string,
    number: number,
    body: Readable,
    options: { signal?: AbortSignal; onBytes?: () => void; accept: (digest: Digest) => void },
  ): Promise<Digest> {
    const temporary = join(this.#temporary, uniqueName());
    try {
      const { through, digest } = digestStream(options.onBytes);
      const file = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(body, through, file, options.signal ? { signal: options.signal } : {});
      const arrived = digest();
      options.accept(arrived);
      await this.#locks.run(uploadId, () => this.#publishPart(uploadId, number, temporary, arrived));
      return arrived;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** While an upload is being completed its parts are those of the plan: the files are leaving one by one. */
  async listParts({ key, uploadId }: UploadRef): Promise<StoredObjectPart[]> {
    await this.#read(uploadId, key);
    const parts = (await this.#plan(uploadId))?.parts ?? (await this.#parts(uploadId));
    return parts.map(({ number, size, etag, crc32 }) => ({ number, size, etag, crc32 }));
  }

  async complete(ref: UploadRef, parts: readonly CompletedPart[], totalSize: number): Promise<ObjectInfo> {
    requireKey(ref.key);
    return await this.#locks.run(ref.uploadId, async () => {
      const record = await this.#objects.record(ref.key);
      if (record?.id !== ref.uploadId) return await this.#join(ref, parts, totalSize);
      // An earlier run came this far and its answer was lost.
      if (record.size !== totalSize || record.etag !== multipartEtag(parts.map((part) => bare(part.etag)))) {
        throw mismatch('The upload was completed from other parts.');
      }
      await this.#drop(ref.uploadId);
      return toInfo(ref.key, record);
    });
  }

  async abort({ key, uploadId }: UploadRef): Promise<void> {
    await this.#locks.run(uploadId, async () => {
      const open = await this.#readOrNull(uploadId);
      if (open?.key === key) await this.#drop(uploadId);
    });
  }

  /** Removes uploads that got no part for this long. Returns how many. */
  async sweep(olderThanMs: number): Promise<number> {
    let removed = 0;
    for (const uploadId of await readdir(this.#root)) {
      await this.#locks.run(uploadId, async () => {
        // A folder's time is that of the last name that came or went in it.
        const folder = await orNull(stat(this.#folder(uploadId)));
        if (!folder || Date.now() - folder.mtimeMs < olderThanMs) return;
        await this.#drop(uploadId);
        removed++;
      });
    }
    return removed;
  }

  async #join(ref: UploadRef, parts: readonly CompletedPart[], totalSize: number): Promise<ObjectInfo> {
    const open = await this.#read(ref.uploadId, ref.key);
    const begun = await this.#plan(ref.uploadId);
    const stored = begun?.parts ?? (await this.#parts(ref.uploadId));
    requireParts(parts, stored, totalSize);
    const plan = begun ?? createPlan(ref.uploadId, open, stored);
    const folder = this.#folder(ref.uploadId);
    if (!begun) await writeDurably(join(folder, 'plan.json'), JSON.stringify(plan), this.#temporary);

    const moved = await orNull(stat(this.#objects.dataPath(ref.key, plan.record.id)));
    if (!moved) await joinParts(folder, plan.parts, 'joined');
    await this.#objects.commit(ref.key, join(folder, 'joined'), plan.record);
    await this.#drop(ref.uploadId);
    return toInfo(ref.key, plan.record);
  }

  async #publishPart(uploadId: string, number: number, file: string, digest: Digest): Promise<void> {
    await this.requireOpen(uploadId);
    const folder = this.#folder(uploadId);
    this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1);
    const name = partName(number, this.#lastOrder, digest);
    await moveDurably(file, join(folder, name));
    for (const old of supersededBy(name, await readdir(folder))) await rm(join(folder, old), { force: true });
  }

  async #parts(uploadId: string): Promise<PartFile[]> {
    return currentParts(await readdir(this.#folder(uploadId)));
  }

  async #read(uploadId: string, key?: string): Promise<OpenUpload> {
    const open = await this.#readOrNull(uploadId);
    if (!open || (key !== undefined && open.key !== key)) throw missing(uploadId);
    return open;
  }

  async #readOrNull(uploadId: string): Promise<OpenUpload | null> {
    if (!/^[0-9a-f]{32}$/.test(uploadId)) return null;
    const text = await orNull(readFile(join(this.#folder(uploadId), 'upload.json'), 'utf8'));
    return text === null ? null : (JSON.parse(text) as OpenUpload);
  }

  async #plan(uploadId: string): Promise<JoinPlan | null> {
    const text = await orNull(readFile(join(this.#folder(uploadId), 'plan.json'), 'utf8'));
    return text === null ? null : (JSON.parse(text) as JoinPlan);
  }

  /** The folder leaves in one step, so a crash never shows half of it. */
  async #drop(uploadId: string): Promise<void> {
    const doomed = join(this.#temporary, uniqueName());
    if ((await orNull(rename(this.#folder(uploadId), doomed))) === null) return;
    await syncFolder(this.#root);
    await rm(doomed, { recursive: true, force: true });
  }

  #folder(uploadId: string): string {
    return join(this.#root, uploadId);
  }
}

const createPlan = (uploadId: string, open: OpenUpload, parts: readonly PartFile[]): JoinPlan => ({
  parts,
  record: {
    id: uploadId,
    size: sum(parts),
    etag: multipartEtag(parts.map((part) => part.etag)),
    contentType: open.contentType,
    lastModified: new Date().toISOString(),
  },
});

/** What S3 checks when an upload is completed, and where it would answer InvalidPart, BadDigest or InvalidRequest. */
const requireParts = (
  claimed: readonly CompletedPart[],
  stored: readonly PartFile[],
  totalSize: number,
): void => {
  if (claimed.length === 0 || claimed.length > maxPartCount || claimed.length !== stored.length) {
    throw mismatch(`${claimed.length} parts were listed, ${stored.length} are stored.`);
  }
  for (const [index, part] of claimed.entries()) {
    const found = stored[index];
    if (part.number !== index + 1 || found?.number !== part.number) {
      throw mismatch(`Part ${index + 1} is not listed in its place or not stored.`);
    }
    if (bare(part.etag) !== found.etag)
      throw mismatch(`The ETag of part ${part.number} is not the stored one.`);
    if (part.crc32 !== undefined && part.crc32 !== found.crc32) {
      throw new ObjectStoreError(
        'checksum_mismatch',
        `The checksum of part ${part.number} is not the stored one.`,
      );
    }
    if (index < stored.length - 1 && found.size < minPartBytes) {
      throw mismatch(`Part ${part.number} has ${found.size} bytes; all but the last need ${minPartBytes}.`);
    }
  }
  if (sum(stored) !== totalSize) throw mismatch(`The parts have ${sum(stored)} bytes, not ${totalSize}.`);
};

const sum = (parts: readonly PartFile[]): number => parts.reduce((total, part) => total + part.size, 0);

/** Clients echo ETags with or without the quotes of the header. */
const bare = (etag: string): string => etag.replace(/^"|"$/g, '');

const mismatch = (message: string): ObjectStoreError => new ObjectStoreError('part_mismatch', message);

const missing = (uploadId: string): ObjectStoreError =>
  new ObjectStoreError('upload_missing', `There is no open upload ${uploadId.slice(0, 64)}.`);
