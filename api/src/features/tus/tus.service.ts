import { createUpload } from '@vidkit/contracts/schemas/upload';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';

import { AppError } from '../../http/app-error.ts';
import type { PeopleService } from '../people/people.service.ts';
import type { UploadSizes } from '../uploads/upload-sizes.ts';
import type { Uploader } from '../uploads/uploader.ts';
import type { UploadRecord, UploadsRepository } from '../uploads/uploads.repository.ts';
import type { UploadsService } from '../uploads/uploads.service.ts';
import { append, dropTails } from './appending.ts';
import type { JoiningPieces } from './joining-pieces.ts';
import { maxTusBytes, planTusParts } from './part-plan.ts';
import { parseMetadata } from './tus-headers.ts';
import type { TusKind, TusRecord, TusRepository } from './tus.repository.ts';
import type { UploadLocks } from './upload-locks.ts';

export interface TusDeps {
  tus: TusRepository;
  uploads: UploadsService;
  uploadRecords: UploadsRepository;
  sizes: UploadSizes;
  people: PeopleService;
  objects: ObjectStore;
  joining: JoiningPieces;
  locks: UploadLocks;
  maxFileBytes: number;
  log: Logger;
}

/** An upload as the protocol shows it. */
export interface TusView {
  readonly id: string;
  readonly kind: TusKind;
  readonly size: number;
  /** Null while pieces are being joined. */
  readonly offset: number | null;
  readonly metadata: string;
  /** Of what is joined. */
  readonly pieces: readonly string[] | null;
  readonly expiresAt: Date;
}

export interface Arriving {
  readonly offset: number;
  /** Null when the request does not say. */
  readonly length: number | null;
  /** Where the bytes come from, until the signal aborts. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** Throws unless what came is what was meant; then nothing of it counts. */
  readonly accept?: (() => void) | undefined;
}

const livesForSeconds = 7 * 24 * 3_600;
/** How long it can be asked what became of an upload that has expired. */
const rememberedSeconds = 24 * 3_600;
/** Whoever finishes an upload is given this long before somebody else does it. */
const idleSeconds = 60;
const joinPatienceMs = 10_000;

/** tus 1.0 on the uploads of everybody else: a tus upload is an upload whose bytes come through here. */
export class TusService {
  readonly #deps: TusDeps;

  constructor(deps: TusDeps) {
    this.#deps = deps;
  }

  get maxBytes(): number {
    return Math.min(maxTusBytes, this.#deps.maxFileBytes);
  }

  /** A file, or a piece of one. */
  async create(
    uploader: Uploader,
    { kind, size, metadata }: { kind: 'whole' | 'piece'; size: number; metadata: string },
  ): Promise<TusView> {
    this.#requireSize(size);
    const record = newRecord(uploader, { kind, size, metadata });
    await this.#deps.people.ensure(uploader.ownerId);
    if (kind === 'piece') return this.#createPiece(uploader, record);
    const request = describe(record);
    await this.#deps.tus.insert(record);
    await this.#open(uploader, record, request);
    return viewOf(record);
  }

  /**
   * Makes a file of pieces that have arrived, in this order. A repeat finds the first one. Resolves when they are joined
   * or after some seconds, and it goes on by itself then, also after a crash.
   */
  async join(uploader: Uploader, pieces: readonly string[], metadata: string): Promise<TusView> {
    await this.#deps.people.ensure(uploader.ownerId);
    const record = await this.#deps.tus.transaction(async (tus) => {
      const found = await tus.lockMany(pieces);
      if (found.length !== pieces.length || found.some((piece) => !isOwn(piece, uploader)))
        throw new AppError('not_found', 'One of the uploads to join is not there.');
      const [before] = new Set(found.map((piece) => piece.joinedId));
      if (found.every((piece) => piece.joinedId !== null && piece.joinedId === before)) {
        const earlier = await tus.find(before ?? '');
        if (earlier && sameOrder(earlier.pieces ?? [], pieces)) return earlier;
      }
      for (const piece of found) requireJoinable(piece);
      const size = found.reduce((sum, piece) => sum + piece.size, 0);
      this.#requireSize(size);
      const made = { ...newRecord(uploader, { kind: 'joined', size, metadata }), pieces };
      describe(made);
      await tus.insert(made);
      await tus.setJoined(pieces, made.id, made.expiresAt);
      return made;
    });
    await this.#open(uploader, record, describe(record));
    await this.#deps.joining.start(record, joinPatienceMs);
    return this.find(record.id, uploader);
  }

  /** Has whoever still adds to it stop first, so that the offset holds. Throws `not_found`, `upload_gone`. */
  async find(id: string, uploader: Uploader): Promise<TusView> {
    const record = await this.#own(id, uploader);
    if (record.kind !== 'joined') await this.#deps.locks.endOlder(id);
    const upload = await this.#requireAlive(record);
    if (upload?.state === 'stored') return { ...viewOf(record), offset: record.size };
    if (record.kind === 'joined') return { ...viewOf(record), offset: null };
    const { received } = await this.#own(id, uploader);
    return { ...viewOf(record), offset: received };
  }

  /**
   * Adds what arrives. With the last byte a file is complete and goes to processing before this resolves. Throws
   * `offset_mismatch`, `upload_joined`, `upload_locked`, `file_too_large`, what `accept` throws, and what completing does.
   */
  async append(id: string, uploader: Uploader, arriving: Arriving): Promise<TusView> {
    if ((await this.#own(id, uploader)).kind === 'joined') throw new AppError('upload_joined');
    return this.#deps.locks.run(id, async (signal) => {
      const record = await this.#own(id, uploader);
      const upload = await this.#requireAlive(record);
      const { size } = record;
      const received = upload?.state === 'stored' ? size : record.received;
      if (arriving.offset !== received) throw offsetMismatch(received);
      if ((arriving.length ?? 0) > size - received)
        throw new AppError('file_too_large', `Only ${size - received} bytes of the upload are missing.`);
      const storage = record.storage ?? upload?.storage;
      if (!storage) throw new AppError('upload_gone');
      let end = received;
      if (received < size) {
        if (upload) await this.#deps.uploadRecords.extend(id, expiry());
        const plan = { ...planTusParts(size), ...(upload && planOf(upload)), size };
        end = await append({ id, storage, plan, received }, arriving.open(signal), {
          objects: this.#deps.objects,
          accept: arriving.accept,
          advance: this.#advance(record),
        });
      }
      if (end === size) await this.#finish(record);
      return { ...viewOf(record), offset: end, expiresAt: expiry() };
    });
  }

  /** Gives the upload up, and what it has brought. */
  async terminate(id: string, uploader: Uploader): Promise<void> {
    await this.#own(id, uploader);
    await this.#deps.locks.run(id, async () => {
      const record = await this.#own(id, uploader);
      if (record.kind === 'piece') {
        if (record.joinedId !== null) throw new AppError('upload_closed');
        await this.#forgetPiece(record);
      } else {
        await this.#deps.uploads.abort(id, uploader);
      }
      await dropTails(this.#deps.objects, id);
    });
  }

  /** Finishes what arrived and was not finished, and ends what nobody went on with. */
  async sweep(): Promise<void> {
    const { tus, objects, joining, log } = this.#deps;
    for (const record of await tus.listUnfinished(idleSeconds, livesForSeconds)) {
      const work = record.kind === 'joined' ? joining.start(record, null) : this.#finishLate(record);
      await work.catch((error: unknown) => {
        // Another process is at it.
        if (error instanceof AppError && error.code === 'upload_locked') return;
        log.warn({ err: error, upload: record.id }, 'an upload that has arrived cannot be finished yet');
      });
    }
    for (const record of await tus.listExpired(rememberedSeconds)) {
      if (record.kind === 'piece') await this.#forgetPiece(record);
      else await tus.delete(record.id);
      await dropTails(objects, record.id);
    }
  }

  async #createPiece(uploader: Uploader, record: TusRecord): Promise<TusView> {
    const key = `pieces/${record.id}`;
    const storage = { key, ...(await this.#deps.objects.createUpload(key, 'application/octet-stream')) };
    try {
      await this.#deps.sizes.admitPiece(uploader, record.size, (trx) =>
        this.#deps.tus.within(trx).insert({ ...record, storage }),
      );
    } catch (error) {
      await this.#deps.objects.abortUpload(storage);
      throw error;
    }
    return viewOf(record);
  }

  /** The row of the protocol is there first: without the other one it is nothing, and the other way round it would be stuck. */
  async #open(
    uploader: Uploader,
    record: TusRecord,
    request: Parameters<UploadsService['create']>[2],
  ): Promise<void> {
    const { tus, uploads } = this.#deps;
    try {
      await uploads.create(uploader, record.id, request, planTusParts(record.size));
    } catch (error) {
      if (record.pieces) await tus.setJoined(record.pieces, null, expiry());
      await tus.delete(record.id);
      throw error;
    }
  }

  #advance(record: TusRecord): (received: number) => Promise<void> {
    let from = record.received;
    return async (received) => {
      // The lock was lost, and another process went on.
      if (!(await this.#deps.tus.advance(record.id, from, received, expiry())))
        throw new AppError('upload_locked');
      from = received;
    };
  }

  async #finish(record: TusRecord): Promise<void> {
    const { tus, objects, uploads, uploadRecords } = this.#deps;
    const { id, size } = record;
    if (record.kind === 'piece') {
      if (!record.storage || record.stored) return;
      const parts = await objects.listParts(record.storage);
      await objects.completeUpload(record.storage, parts.map(withChecksum), size);
      await tus.markStored(id);
    } else {
      const upload = await uploadRecords.find(id);
      if (!upload || upload.state === 'stored') return;
      const parts = await objects.listParts(upload.storage);
      const completion = parts.map(({ number, etag, crc32 }) => ({
        number,
        etag,
        checksum: crc32 ?? undefined,
      }));
      await uploads.complete(id, uploaderOf(record), completion);
    }
    await dropTails(objects, id);
  }

  async #finishLate(record: TusRecord): Promise<void> {
    await this.#deps.locks.run(record.id, () => this.#finish(record));
  }

  async #forgetPiece({ id, storage }: TusRecord): Promise<void> {
    if (storage) {
      await this.#deps.objects.abortUpload(storage);
      await this.#deps.objects.delete(storage.key);
    }
    await this.#deps.tus.delete(id);
  }

  /** Its row among the uploads, which a piece does not have. */
  async #requireAlive(record: TusRecord): Promise<UploadRecord | null> {
    if (record.kind === 'piece') {
      if (record.expiresAt < new Date()) throw new AppError('upload_gone');
      return null;
    }
    const upload = await this.#deps.uploadRecords.find(record.id);
    if (!upload || upload.state === 'aborted' || upload.state === 'expired')
      throw new AppError('upload_gone');
    return upload;
  }

  async #own(id: string, uploader: Uploader): Promise<TusRecord> {
    const record = await this.#deps.tus.find(id);
    if (!record || !isOwn(record, uploader)) throw new AppError('not_found');
    return record;
  }

  #requireSize(size: number): void {
    if (size > this.maxBytes)
      throw new AppError(
        'file_too_large',
        `The file has ${size} bytes; at most ${this.maxBytes} are accepted.`,
      );
    if (size === 0) throw new AppError('file_empty');
  }
}

const expiry = (): Date => new Date(Date.now() + livesForSeconds * 1000);

const newRecord = (
  { ownerId, tokenId }: Uploader,
  { kind, size, metadata }: { kind: TusKind; size: number; metadata: string },
): TusRecord => ({
  id: uuidv7(),
  ownerId,
  tokenId,
  kind,
  size,
  metadata,
  received: 0,
  storage: null,
  stored: false,
  pieces: null,
  joinedId: null,
  expiresAt: expiry(),
});

const viewOf = ({ id, kind, size, received, metadata, pieces, expiresAt }: TusRecord): TusView => ({
  id,
  kind,
  size,
  offset: kind === 'joined' ? null : received,
  metadata,
  pieces,
  expiresAt,
});

/** What the client says of the file, by the contract's rules for text. */
const describe = ({ size, metadata }: TusRecord): Parameters<UploadsService['create']>[2] => {
  const parsed = createUpload.safeParse({ ...parseMetadata(metadata), size });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid_request', `Upload-Metadata: ${issue?.path.join('.')}: ${issue?.message}`);
};

const isOwn = (record: TusRecord, { ownerId, tokenId }: Uploader): boolean =>
  record.ownerId === ownerId && record.tokenId === tokenId;

const uploaderOf = ({ ownerId, tokenId }: TusRecord): Uploader => ({ ownerId, tokenId });

const planOf = ({ partSize, partCount }: UploadRecord) => ({ partSize, partCount });

const withChecksum = ({ number, etag, crc32 }: { number: number; etag: string; crc32: string | null }) => ({
  number,
  etag,
  crc32: crc32 ?? undefined,
});

const sameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

const requireJoinable = (piece: TusRecord): void => {
  if (piece.kind !== 'piece')
    throw new AppError('invalid_request', 'Only uploads that were opened as partial can be joined.');
  if (piece.joinedId !== null) throw new AppError('upload_closed', 'One of the uploads was joined before.');
  if (!piece.stored) throw new AppError('parts_missing', 'Not every upload to join has arrived.');
};

const offsetMismatch = (received: number): AppError =>
  new AppError('offset_mismatch', `The upload has ${received} bytes.`, {
    headers: { 'upload-offset': String(received) },
  });
