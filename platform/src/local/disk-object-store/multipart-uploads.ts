import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import {
  bare,
  type CompletedPart,
  mismatch,
  multipartEtag,
  requireParts,
  sumOf,
} from '../../objects/completed-parts.ts';
import { requireKey } from '../../objects/object-key.ts';
import {
  type ObjectInfo,
  ObjectStoreError,
  type StoredObjectPart,
  type UploadRef,
} from '../../ports/object-store.ts';
import type { Digest } from './digest.ts';
import { moveDurably, orNull, syncFolder, uniqueName, writeDurably } from './durable-files.ts';
import { joinParts, placeParts } from './joining.ts';
import { KeyedLock } from './keyed-lock.ts';
import { type ObjectFiles, type ObjectRecord, toInfo } from './object-files.ts';
import { PlaceWriters } from './place-writers.ts';
import { receiveBody } from './receive-body.ts';
import { currentParts, type PartFile, partName, supersededBy } from './stored-parts.ts';

const placedName = 'placed';
const joinedName = 'joined';

interface OpenUpload {
  readonly key: string;
  readonly contentType: string;
  /** Bytes of every part but the last, where that is known. */
  readonly partSize?: number;
}

export interface StorePartOptions {
  /** Bytes that will arrive. */
  readonly size: number;
  /**
   * That the caller knows the bytes by their CRC-32 already, and refuses others in `accept`: then their ETag is made of
   * that, since an MD5 would take half of the time that a part takes. The same bytes have the same ETag all the same.
   */
  readonly known: boolean;
  readonly signal?: AbortSignal;
  readonly onBytes?: () => void;
  /** May throw to refuse what arrived; then nothing is stored. */
  readonly accept: (digest: Digest) => void;
}

/** Written before the first part is touched; from then on the upload can only become this object. */
interface JoinPlan {
  readonly parts: readonly PartFile[];
  readonly record: ObjectRecord;
}

/**
 * Multipart uploads on disk, one folder each: `upload.json`, the parts, and while it is being completed `plan.json`.
 * Where the size of the parts is known, each is written to its place in `placed`, and the finished file is there when the
 * last part is: an empty file vouches for each, made after its bytes are flushed. What is sent once more, or while
 * somebody still writes to its place, becomes a file of its own until the upload is completed. Without that size every
 * part is a file, and they are joined in `joined`. The folder appears and disappears by one rename. One process at a time
 * may take parts and complete; others may read.
 */
export class MultipartUploads {
  readonly #root: string;
  readonly #temporary: string;
  readonly #objects: ObjectFiles;
  readonly #locks = new KeyedLock();
  readonly #writers = new PlaceWriters();
  #lastOrder = 0;

  constructor(root: string, temporary: string, objects: ObjectFiles) {
    this.#root = root;
    this.#temporary = temporary;
    this.#objects = objects;
  }

  async create(key: string, contentType: string, partSize?: number): Promise<string> {
    requireKey(key);
    const uploadId = uniqueName();
    const folder = join(this.#temporary, uploadId);
    await mkdir(folder, { mode: 0o700 });
    const upload: OpenUpload = { key, contentType, ...(partSize === undefined ? {} : { partSize }) };
    if (partSize !== undefined) await (await open(join(folder, placedName), 'wx', 0o600)).close();
    await writeDurably(join(folder, 'upload.json'), JSON.stringify(upload), this.#temporary);
    await moveDurably(folder, this.#folder(uploadId));
    return uploadId;
  }

  /** Throws `upload_missing` unless parts can be sent. */
  async requireOpen(uploadId: string, key?: string): Promise<OpenUpload> {
    const open = await this.#read(uploadId, key);
    if (await this.#plan(uploadId)) throw missing(uploadId);
    return open;
  }

  /** Streams one part to disk. */
  async storePart(
    uploadId: string,
    number: number,
    body: Readable,
    options: StorePartOptions,
  ): Promise<Digest> {
    const place = await this.#locks.run(uploadId, () => this.#claimPlace(uploadId, number, options.size));
    if (!place) return await this.#storeApart(uploadId, number, body, options);
    const signal = AbortSignal.any([place.signal, ...(options.signal ? [options.signal] : [])]);
    const file = await open(join(this.#folder(uploadId), placedName), 'r+').catch((error: unknown) => {
      place.release();
      throw error;
    });
    try {
      const arrived = await receiveBody(body, file, {
        ...options,
        signal,
        offset: place.offset,
      });
      // Who completes the upload has its lock and waits for this.
      place.rest();
      options.accept(arrived);
      await this.#locks.run(uploadId, () => this.#publishPart(uploadId, { number, inPlace: true }, arrived));
      return arrived;
    } catch (error) {
      throw place.signal.aborted ? missing(uploadId) : error;
    } finally {
      await file.close();
      place.release();
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
    if (open.partSize !== undefined) requireEqualParts(stored, open.partSize);
    const plan = begun ?? createPlan(ref.uploadId, open, stored);
    const folder = this.#folder(ref.uploadId);
    if (!begun) await writeDurably(join(folder, 'plan.json'), JSON.stringify(plan), this.#temporary);

    const moved = await orNull(stat(this.#objects.dataPath(ref.key, plan.record.id)));
    const { partSize } = open;
    if (!moved && partSize === undefined) await joinParts(folder, plan.parts, joinedName);
    else if (!moved && partSize !== undefined) {
      // Nobody else began since the plan is there; who is late must not write into a finished file.
      await this.#writers.end(ref.uploadId);
      await placeParts(folder, plan.parts, { target: placedName, partSize });
    }
    const file = partSize === undefined ? joinedName : placedName;
    await this.#objects.commit(ref.key, join(folder, file), plan.record);
    await this.#drop(ref.uploadId);
    return toInfo(ref.key, plan.record);
  }

  /** The place of a part that nobody has stored or is storing; null when it goes into a file of its own. */
  async #claimPlace(uploadId: string, number: number, size: number): Promise<Place | null> {
    const { partSize } = await this.requireOpen(uploadId);
    if (partSize === undefined || size > partSize) return null;
    if ((await this.#parts(uploadId)).some((part) => part.number === number)) return null;
    const writer = this.#writers.begin(uploadId, number);
    return writer && { ...writer, offset: (number - 1) * partSize };
  }

  async #storeApart(
    uploadId: string,
    number: number,
    body: Readable,
    options: StorePartOptions,
  ): Promise<Digest> {
    const temporary = join(this.#temporary, uniqueName());
    const file = await open(temporary, 'wx', 0o600);
    try {
      const arrived = await receiveBody(body, file, { ...options, offset: 0 });
      options.accept(arrived);
      await this.#locks.run(uploadId, () =>
        this.#publishPart(uploadId, { number, inPlace: false, file: temporary }, arrived),
      );
      return arrived;
    } finally {
      await file.close();
      await rm(temporary, { force: true });
    }
  }

  async #publishPart(
    uploadId: string,
    part: { number: number } & ({ inPlace: true } | { inPlace: false; file: string }),
    digest: Digest,
  ): Promise<void> {
    await this.requireOpen(uploadId);
    const folder = this.#folder(uploadId);
    this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1);
    const name = partName({ ...part, order: this.#lastOrder }, digest);
    if (part.inPlace) {
      await (await open(join(folder, name), 'wx', 0o600)).close();
      await syncFolder(folder);
    } else await moveDurably(part.file, join(folder, name));
    for (const old of supersededBy(name, await readdir(folder))) await rm(join(folder, old), { force: true });
  }

  async #parts(uploadId: string): Promise<PartFile[]> {
    // The folder may leave between one look and the next, when somebody completes the upload.
    const names = await orNull(readdir(this.#folder(uploadId)));
    if (!names) throw missing(uploadId);
    return currentParts(names);
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

interface Place {
  readonly offset: number;
  readonly signal: AbortSignal;
  rest(): void;
  release(): void;
}

const createPlan = (uploadId: string, open: OpenUpload, parts: readonly PartFile[]): JoinPlan => ({
  parts,
  record: {
    id: uploadId,
    size: sumOf(parts),
    etag: multipartEtag(parts.map((part) => part.etag)),
    contentType: open.contentType,
    lastModified: new Date().toISOString(),
  },
});

/** Every part but the last lies where the next one begins. R2 demands the same. */
const requireEqualParts = (stored: readonly PartFile[], partSize: number): void => {
  const odd = stored.find(({ size }, index) =>
    index < stored.length - 1 ? size !== partSize : size > partSize,
  );
  if (odd) throw mismatch(`Part ${odd.number} has ${odd.size} bytes in an upload with parts of ${partSize}.`);
};

const missing = (uploadId: string): ObjectStoreError =>
  new ObjectStoreError('upload_missing', `There is no open upload ${uploadId.slice(0, 64)}.`);
