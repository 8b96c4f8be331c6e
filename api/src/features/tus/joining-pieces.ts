import { Readable } from 'node:stream';

import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Logger } from 'pino';

import { AppError } from '../../http/app-error.ts';
import { sizeOfPart } from '../uploads/part-plan.ts';
import type { UploadRecord, UploadsRepository } from '../uploads/uploads.repository.ts';
import type { UploadsService } from '../uploads/uploads.service.ts';
import type { TusRecord, TusRepository } from './tus.repository.ts';
import type { UploadLocks } from './upload-locks.ts';

export interface JoiningDeps {
  tus: TusRepository;
  uploads: UploadsService;
  uploadRecords: UploadsRepository;
  objects: ObjectStore;
  locks: UploadLocks;
  log: Logger;
}

/** A disk flushes several files in little more time than one. */
const storedAtOnce = 4;

/**
 * Makes one file of pieces. Their lengths are the client's choice while the parts of a file have fixed ones, so the
 * bytes are read from the pieces and stored once more, part after part; what is there already is not repeated.
 */
export class JoiningPieces {
  readonly #deps: JoiningDeps;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(deps: JoiningDeps) {
    this.#deps = deps;
  }

  /**
   * Resolves when the file is whole and handed on, or when the patience is over: it goes on then, and a failure is left
   * to the sweep. Null is no limit. A second start joins the first.
   */
  async start(record: TusRecord, patienceMs: number | null): Promise<void> {
    let work = this.#running.get(record.id);
    if (!work) {
      work = this.#join(record).finally(() => this.#running.delete(record.id));
      this.#running.set(record.id, work);
      work.catch((error: unknown) => {
        if (!(error instanceof AppError))
          this.#deps.log.warn({ err: error, upload: record.id }, 'pieces of an upload were not joined');
      });
    }
    if (patienceMs === null) return work;
    let patience: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      patience = setTimeout(resolve, patienceMs);
    });
    await Promise.race([work, late]);
    clearTimeout(patience);
  }

  /** Ends what is running at its next part; the sweep goes on with it. */
  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('unavailable'));
    await Promise.allSettled(this.#running.values());
  }

  async #join(record: TusRecord): Promise<void> {
    const { uploads, uploadRecords, objects, locks } = this.#deps;
    await locks.run(record.id, async (signal) => {
      const upload = await uploadRecords.find(record.id);
      if (upload?.state !== 'open') return;
      const pieces = await this.#deps.tus.transaction((tus) => tus.lockMany(record.pieces ?? []));
      const there = new Map((await objects.listParts(upload.storage)).map((part) => [part.number, part]));
      const failed = new AbortController();
      const stop = AbortSignal.any([signal, this.#stopping.signal, failed.signal]);
      let number = 0;
      const store = async (): Promise<void> => {
        while (number < upload.partCount) {
          stop.throwIfAborted();
          const part = { number: ++number, size: sizeOfPart(upload, number) };
          if (there.get(part.number)?.size === part.size) continue;
          const body = Readable.from(this.#read(pieces, (part.number - 1) * upload.partSize, part.size));
          there.set(part.number, await objects.putPart(upload.storage, part, body));
        }
      };
      const stores = Array.from({ length: storedAtOnce }, () =>
        store().catch((error: unknown) => failed.abort(error)),
      );
      // The lock is let go only when none of them stores any more.
      await Promise.all(stores);
      failed.signal.throwIfAborted();
      await uploads.complete(upload.id, ownerOf(upload), completionOf([...there.values()]));
      for (const { storage } of pieces) if (storage) await objects.delete(storage.key);
    });
  }

  /** `length` bytes of what the pieces are together, from `start` on. */
  async *#read(pieces: readonly TusRecord[], start: number, length: number): AsyncGenerator<Uint8Array> {
    const end = start + length;
    let first = 0;
    for (const { size, storage } of pieces) {
      const from = Math.max(start, first);
      const to = Math.min(end, first + size);
      if (storage && from < to) {
        const { body } = await this.#deps.objects.read(storage.key, {
          start: from - first,
          end: to - first - 1,
        });
        yield* body as AsyncIterable<Uint8Array>;
      }
      first += size;
    }
  }
}

const ownerOf = ({ ownerId, tokenId }: UploadRecord) => ({ ownerId, tokenId });

const completionOf = (parts: readonly { number: number; etag: string; crc32: string | null }[]) =>
  parts
    .map(({ number, etag, crc32 }) => ({ number, etag, checksum: crc32 ?? undefined }))
    .sort((a, b) => a.number - b.number);
