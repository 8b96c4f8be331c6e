import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import {
  ObjectStoreError,
  type ObjectStore,
  type StoredObjectPart,
} from '@vidkit/platform/ports/object-store';

import { enqueue, type OutboxRelay } from '../../db/outbox.ts';
import { AppError } from '../../http/app-error.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import { VideosRepository } from '../videos/videos.repository.ts';
import { frameOf } from '../videos/videos.service.ts';
import { endUpload } from './ending.ts';
import { requireStored, requireWhole, unquoted } from './part-check.ts';
import type { Completion, UploadRecord, UploadsRepository } from './uploads.repository.ts';

export interface CompletionsDeps {
  uploads: UploadsRepository;
  videos: VideosRepository;
  objects: Pick<ObjectStore, 'listParts' | 'completeUpload'>;
  outbox: Pick<OutboxRelay, 'kick'>;
  live: Pick<LiveHub, 'tell'>;
}

/** Without a sign of life for this long a completion is taken over; the process that began it is gone. */
const leaseSeconds = 15;
const renewEveryMs = 5_000;
/** Shorter than the patience of clients, who then hear that it is under way instead of nothing. */
const waitsForMs = 20_000;
const looksEveryMs = 200;

/** What is wrong with the parts or the disk, so that the caller has to do something and complete again. */
const mendable = ['parts_missing', 'part_mismatch', 'checksum_mismatch', 'storage_full'] as const;

/**
 * The end of an upload: its parts are checked and joined, its video gets the file, and an encode is asked for. One
 * process at a time does it, under a lease on the row; others wait for it, or take over when its lease runs out.
 */
export class Completions {
  readonly #deps: CompletionsDeps;

  constructor(deps: CompletionsDeps) {
    this.#deps = deps;
  }

  /**
   * Resolves once the upload is stored; again and again with the same result. `find` gives the row, or throws for
   * whom it is not meant. Throws `upload_closed`, `upload_completing` and what is wrong with the parts.
   */
  async complete(find: () => Promise<UploadRecord>, parts: Completion): Promise<void> {
    const deadline = Date.now() + waitsForMs;
    for (;;) {
      const upload = await find();
      if (upload.state === 'stored') return;
      if (upload.state !== 'open' && upload.state !== 'completing') throw new AppError('upload_closed');
      requireWhole(upload, parts);
      const lease = randomUUID();
      const claimed = await this.#deps.uploads.claim(upload.id, { lease, leaseSeconds, parts });
      if (claimed && (await this.#finish(claimed, lease, parts))) return;
      if (Date.now() > deadline) throw uploadCompleting();
      if (!claimed) await pause(looksEveryMs);
    }
  }

  /** Finishes what other processes began and can no longer finish. */
  async finishInterrupted(): Promise<void> {
    const failures: unknown[] = [];
    for (const { id } of await this.#deps.uploads.listInterrupted(50)) {
      const lease = randomUUID();
      const claimed = await this.#deps.uploads.claim(id, { lease, leaseSeconds, parts: null });
      if (!claimed) continue;
      try {
        await this.#finish(claimed, lease, null);
      } catch (error) {
        // What is wrong with the parts, whoever sent them hears when they ask again.
        if (!(error instanceof AppError)) failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some uploads could not be completed.');
  }

  /**
   * Does the work under a lease. False when it is not done and the caller should look again: another process took over,
   * or what was wrong are the parts of an earlier caller.
   */
  async #finish(upload: UploadRecord, lease: string, parts: Completion | null): Promise<boolean> {
    const renewal = setInterval(() => {
      // When the database is away for longer than the lease, somebody else may take over: that is what it is for.
      this.#deps.uploads.renew(upload.id, { lease, leaseSeconds }).catch(() => undefined);
    }, renewEveryMs);
    try {
      await this.#join(upload);
    } catch (error) {
      const refusal = await this.#giveUp(upload, lease, error);
      if (refusal.code !== 'upload_closed' && parts !== null && !isSame(upload.completion, parts))
        return false;
      throw refusal;
    } finally {
      clearInterval(renewal);
    }
    return this.#record(upload, lease);
  }

  async #join(upload: UploadRecord): Promise<void> {
    const parts = upload.completion ?? [];
    const stored = await this.#storedParts(upload);
    // Null: an earlier run came as far as the object, and the store knows that; or nothing is left.
    if (stored) requireStored(upload, parts, stored);
    const object = await this.#deps.objects.completeUpload(
      upload.storage,
      parts
        .map(({ number, etag, checksum }) => ({ number, etag: unquoted(etag), crc32: checksum }))
        .sort((a, b) => a.number - b.number),
      upload.size,
    );
    if (object.size !== upload.size) {
      throw new AppError('part_mismatch', 'The stored file has another size than announced.');
    }
  }

  /**
   * After a failure: the parts stay, and the upload is open again when the caller can mend it. When the store lost it,
   * it is over. Whatever else went wrong passes, so the completion stays for the next who tries.
   */
  async #giveUp(upload: UploadRecord, lease: string, error: unknown): Promise<AppError> {
    const known = error instanceof AppError || error instanceof ObjectStoreError ? error : null;
    if (known?.code === 'upload_missing') {
      await this.#deps.uploads.transaction(async (uploads, trx) => {
        if (await uploads.lockLeased(upload.id, lease)) await endUpload(trx, upload, 'expired');
      });
      return new AppError('upload_closed', 'What was sent is no longer in storage.', { cause: error });
    }
    const code = mendable.find((one) => one === known?.code);
    if (code !== undefined) {
      await this.#deps.uploads.reopen(upload.id, lease);
      return known instanceof AppError ? known : new AppError(code, undefined, { cause: error });
    }
    await this.#deps.uploads.letGo(upload.id, lease);
    throw error;
  }

  /** Records the file and asks for its encode in one transaction. False when the lease was lost meanwhile. */
  async #record(upload: UploadRecord, lease: string): Promise<boolean> {
    const recorded = await this.#deps.uploads.transaction(async (uploads, trx) => {
      if (!(await uploads.lockLeased(upload.id, lease))) return false;
      await uploads.end(upload.id, 'stored');
      const videos = new VideosRepository(trx);
      // A source that was there before belongs to nobody now; the storage audit removes it.
      await videos.replaceSource(upload.videoId, {
        key: upload.storage.key,
        fileName: upload.fileName,
        sizeBytes: upload.size,
      });
      const encode = await videos.beginEncode(upload.videoId);
      const message = {
        videoId: upload.videoId,
        encode,
        sourceKey: upload.storage.key,
        sizeBytes: upload.size,
        fileName: upload.fileName,
        askedAt: Date.now(),
      };
      await enqueue(trx, 'object-stored', message, `${upload.videoId}:${encode}`);
      return true;
    });
    if (!recorded) return false;
    this.#deps.outbox.kick();
    const video = await this.#deps.videos.find(upload.videoId);
    if (video) await this.#deps.live.tell([`video:${video.id}`, `person:${video.ownerId}`], frameOf(video));
    return true;
  }

  /** Null when the store knows no such upload (any more). */
  async #storedParts(upload: UploadRecord): Promise<StoredObjectPart[] | null> {
    try {
      return await this.#deps.objects.listParts(upload.storage);
    } catch (error) {
      if (error instanceof ObjectStoreError && error.code === 'upload_missing') return null;
      throw error;
    }
  }
}

/** Somebody else is at it; it takes seconds, of large files minutes. */
export const uploadCompleting = (): AppError =>
  new AppError('upload_completing', undefined, { headers: { 'retry-after': '2' } });

/** Compared as the database keeps it, which knows no `undefined`. */
const isSame = (kept: Completion | null, given: Completion): boolean =>
  isDeepStrictEqual(kept, JSON.parse(JSON.stringify(given)));
