import type { Page } from '@vidkit/contracts/schemas/basics';
import type {
  CompletedUpload,
  CreatedUpload,
  CreateUpload,
  SignedPart,
  Upload,
} from '@vidkit/contracts/schemas/upload';
import {
  ObjectStoreError,
  type ObjectStore,
  type StoredObjectPart,
} from '@vidkit/platform/ports/object-store';

import type { Knex } from '../../db/connect.ts';
import { enqueue, type OutboxRelay } from '../../db/outbox.ts';
import { AppError } from '../../http/app-error.ts';
import type { Cursors } from '../../http/cursors.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { PeopleService } from '../people/people.service.ts';
import { UploadTokensRepository } from '../upload-tokens/upload-tokens.repository.ts';
import { frameOf } from '../videos/videos.service.ts';
import { VideosRepository } from '../videos/videos.repository.ts';
import { titleFrom } from '../videos/title-from.ts';
import { requireAdmission } from './admission.ts';
import { planParts, sizeOfPart } from './part-plan.ts';
import type { Uploader } from './uploader.ts';
import type { Completion, UploadRecord, UploadsRepository } from './uploads.repository.ts';

export interface UploadsDeps {
  uploads: UploadsRepository;
  videos: VideosRepository;
  tokens: UploadTokensRepository;
  people: PeopleService;
  objects: ObjectStore;
  outbox: OutboxRelay;
  live: LiveHub;
  cursors: Cursors;
  maxFileBytes: number;
  /** Bytes that one person's videos may take; null is no limit. */
  quotaBytes: number | null;
}

/** Media types by which browsers and phones call what a video file can be; empty means that they do not know. */
const acceptedType =
  /^(video\/|audio\/|application\/(octet-stream|mp4|ogg|mxf|x-matroska|vnd\.rn-realmedia)|image\/gif$|$)/i;
const signedForSeconds = 3_600;
const livesForMs = 7 * 24 * 3_600_000;
const signedAtOnce = 100;

/** An upload's life: open → completing → stored, or aborted, or expired. Bytes never pass through here. */
export class UploadsService {
  readonly #deps: UploadsDeps;

  constructor(deps: UploadsDeps) {
    this.#deps = deps;
  }

  /**
   * Makes the upload, and a draft video unless the file replaces the source of an existing one; a repeat with the
   * same `id` finds both again.
   */
  async create(uploader: Uploader, id: string, request: CreateUpload): Promise<CreatedUpload> {
    this.#requireAcceptable(request);
    const existing = await this.#deps.uploads.find(id);
    if (existing) return this.#withFirstParts(this.#ownOrThrow(existing, uploader));
    if (request.videoId !== undefined) await this.#requireReplaceable(request.videoId, uploader);
    await this.#requireAdmission(uploader, request.size);

    const key = `sources/${id}`;
    const { uploadId } = await this.#deps.objects.createUpload(key, 'application/octet-stream');
    const storage = { key, uploadId };
    const opened = await this.#open(uploader, id, { request, storage }).catch(async (error: unknown) => {
      await this.#deps.objects.abortUpload(storage);
      throw error;
    });
    // Somebody else opened it meanwhile.
    if (!opened) await this.#deps.objects.abortUpload(storage);
    return this.#withFirstParts(await this.#own(id, uploader));
  }

  async listUnfinished(
    uploader: Uploader,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Upload>> {
    const scope = `uploads:${uploader.ownerId}:${uploader.tokenId ?? ''}`;
    const before = this.#deps.cursors.decode(scope, query.cursor)?.[0];
    const rows = await this.#deps.uploads.listUnfinished(
      uploader,
      before === undefined ? undefined : String(before),
      query.limit,
    );
    const page = this.#deps.cursors.page(scope, rows, query.limit, (row) => [row.id]);
    return {
      items: await Promise.all(page.items.map((row) => this.#view(row))),
      nextCursor: page.nextCursor,
    };
  }

  async get(id: string, uploader: Uploader): Promise<Upload> {
    return this.#view(await this.#own(id, uploader));
  }

  async sign(id: string, uploader: Uploader, numbers: readonly number[]): Promise<SignedPart[]> {
    const upload = await this.#own(id, uploader);
    if (upload.state !== 'open') throw new AppError('upload_closed');
    const wrong = numbers.find((number) => number < 1 || number > upload.partCount);
    if (wrong !== undefined) {
      throw new AppError(
        'part_number_invalid',
        `There is no part ${wrong}; this upload has parts 1 to ${upload.partCount}.`,
      );
    }
    await this.#deps.uploads.extend(id, new Date(Date.now() + livesForMs));
    return this.#signed(upload, numbers);
  }

  /** Safe to repeat: a stored upload answers as it did the first time. */
  async complete(id: string, uploader: Uploader, parts: Completion): Promise<CompletedUpload> {
    const upload = await this.#deps.uploads.transaction(async (uploads) => {
      const locked = this.#ownOrThrow(await uploads.lock(id), uploader);
      if (locked.state === 'stored') return locked;
      if (locked.state !== 'open' && locked.state !== 'completing') throw new AppError('upload_closed');
      assertWhole(locked, parts);
      await uploads.setState(id, 'completing', parts);
      return locked;
    });
    if (upload.state !== 'stored') await this.#store(upload, parts);
    const video = await this.#deps.videos.find(upload.videoId);
    return { videoId: upload.videoId, status: video?.status ?? 'processing' };
  }

  /** Gives the upload up, and the draft with it. */
  async abort(id: string, uploader: Uploader): Promise<void> {
    const upload = await this.#deps.uploads.transaction(async (uploads, trx) => {
      const locked = this.#ownOrThrow(await uploads.lock(id), uploader);
      if (locked.state === 'completing' || locked.state === 'stored') throw new AppError('upload_closed');
      if (locked.state === 'open') {
        await this.#end(locked, 'aborted', uploads, trx);
      }
      return locked;
    });
    await this.#deps.objects.abortUpload(upload.storage);
  }

  /** Ends uploads that nobody went on with. */
  async sweep(): Promise<void> {
    for (const upload of await this.#deps.uploads.listExpired(100)) {
      await this.#deps.uploads.transaction(async (uploads, trx) => {
        const locked = await uploads.lock(upload.id);
        if (locked?.state !== 'open' || locked.expiresAt > new Date()) return;
        await this.#end(locked, 'expired', uploads, trx);
      });
      await this.#deps.objects.abortUpload(upload.storage);
    }
  }

  /** Finishes completions that a crash cut short; at start. */
  async recover(): Promise<void> {
    for (const upload of await this.#deps.uploads.listInterrupted()) {
      await this.#store(upload, upload.completion ?? []).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      });
    }
  }

  /** Joins the parts, then records the file and asks for its encode in one transaction. */
  async #store(upload: UploadRecord, parts: Completion): Promise<void> {
    try {
      const stored = await this.#deps.objects.completeUpload(
        upload.storage,
        parts
          .map(({ number, etag, checksum }) => ({ number, etag: unquoted(etag), crc32: checksum }))
          .sort((a, b) => a.number - b.number),
        upload.size,
      );
      if (stored.size !== upload.size)
        throw new AppError('part_mismatch', 'The stored file has another size than announced.');
    } catch (error) {
      // The parts are still there: the caller may send what is wrong again and complete once more.
      await this.#deps.uploads.transaction(async (uploads) => {
        if ((await uploads.lock(upload.id))?.state === 'completing')
          await uploads.setState(upload.id, 'open', null);
      });
      throw error;
    }
    await this.#deps.uploads.transaction(async (uploads, trx) => {
      const locked = await uploads.lock(upload.id);
      if (locked?.state !== 'completing') return;
      await uploads.setState(upload.id, 'stored', null);
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
      };
      await enqueue(trx, 'object-stored', message, `${upload.videoId}:${encode}`);
    });
    this.#deps.outbox.kick();
    const video = await this.#deps.videos.find(upload.videoId);
    if (video) await this.#deps.live.tell([`video:${video.id}`, `person:${video.ownerId}`], frameOf(video));
  }

  /** Ends it without a file: what was reserved for it is free again. */
  async #end(
    upload: UploadRecord,
    state: 'aborted' | 'expired',
    uploads: UploadsRepository,
    trx: Knex,
  ): Promise<void> {
    await uploads.setState(upload.id, state);
    if (isFirst(upload)) await new VideosRepository(trx).markDeleted(upload.videoId);
    if (upload.tokenId !== null) await new UploadTokensRepository(trx).release(upload.tokenId, upload.size);
  }

  /** False when it is there already. */
  async #open(
    uploader: Uploader,
    id: string,
    { request, storage }: { request: CreateUpload; storage: UploadRecord['storage'] },
  ): Promise<boolean> {
    const { ownerId, tokenId } = uploader;
    const { size, fileName, type = '' } = request;
    const { channel } = await this.#deps.people.ensure(ownerId);
    return this.#deps.uploads.transaction(async (uploads, trx) => {
      await uploads.lockOwner(ownerId);
      if (await uploads.find(id)) return false;
      const tokens = new UploadTokensRepository(trx);
      const token = tokenId === null ? null : await tokens.lock(tokenId);
      const videos = new VideosRepository(trx);
      const { quotaBytes } = this.#deps;
      await requireAdmission(uploader, size, { uploads, videos, token, quotaBytes });
      if (token) await tokens.reserve(token.id, size);
      if (request.videoId === undefined) {
        await videos.insertUploading({
          id,
          channelId: channel.id,
          ownerId,
          title: request.title ?? titleFrom(fileName),
          fileName,
          sizeBytes: size,
          folder: token?.folder ?? null,
        });
      }
      await uploads.insert({
        id,
        videoId: request.videoId ?? id,
        ownerId,
        tokenId,
        fileName,
        type,
        size,
        fingerprint: request.fingerprint ?? null,
        ...planParts(size),
        storage,
        expiresAt: new Date(Date.now() + livesForMs),
      });
      return true;
    });
  }

  #requireAcceptable({ size, type = '' }: CreateUpload): void {
    const { maxFileBytes } = this.#deps;
    if (size === 0) throw new AppError('file_empty');
    if (size > maxFileBytes) {
      throw new AppError(
        'file_too_large',
        `The file has ${size} bytes; at most ${maxFileBytes} are accepted.`,
      );
    }
    if (!acceptedType.test(type)) {
      throw new AppError('file_type_refused', `Files of type ${type} are not videos.`);
    }
  }

  /** Refuses early what `#open` would refuse with the rows locked. */
  async #requireAdmission(uploader: Uploader, size: number): Promise<void> {
    const { uploads, videos, tokens, quotaBytes } = this.#deps;
    const token = uploader.tokenId === null ? null : await tokens.find(uploader.tokenId);
    await requireAdmission(uploader, size, { uploads, videos, token, quotaBytes });
  }

  async #requireReplaceable(videoId: string, { ownerId, tokenId }: Uploader): Promise<void> {
    if (tokenId !== null) {
      throw new AppError('insufficient_scope', 'An upload token makes new videos and replaces none.');
    }
    const video = await this.#deps.videos.find(videoId);
    if (video?.ownerId !== ownerId || video.deletedAt) throw new AppError('not_found');
    if (video.sourceKey === null) throw new AppError('upload_unfinished');
  }

  async #own(id: string, uploader: Uploader): Promise<UploadRecord> {
    return this.#ownOrThrow(await this.#deps.uploads.find(id), uploader);
  }

  /** Owners reach what others send to them, too; whoever has a token, only what was opened with it. */
  #ownOrThrow(upload: UploadRecord | null, { ownerId, tokenId }: Uploader): UploadRecord {
    if (upload?.ownerId !== ownerId || (tokenId !== null && upload.tokenId !== tokenId)) {
      throw new AppError('not_found');
    }
    return upload;
  }

  async #withFirstParts(upload: UploadRecord): Promise<CreatedUpload> {
    const view = await this.#view(upload);
    const stored = new Set(view.storedParts.map((part) => part.number));
    const missing = Array.from({ length: upload.partCount }, (_, index) => index + 1).filter(
      (number) => !stored.has(number),
    );
    return {
      ...view,
      parts: upload.state === 'open' ? await this.#signed(upload, missing.slice(0, signedAtOnce)) : [],
    };
  }

  #signed(upload: UploadRecord, numbers: readonly number[]): Promise<SignedPart[]> {
    return Promise.all(
      numbers.map(async (number) => {
        const size = sizeOfPart(upload, number);
        const { url, headers, expiresAt } = await this.#deps.objects.signPart(
          upload.storage,
          { number, size },
          signedForSeconds,
        );
        return { number, size, url, headers, expiresAt: expiresAt.toISOString() };
      }),
    );
  }

  async #view(upload: UploadRecord): Promise<Upload> {
    const parts =
      upload.state === 'open' || upload.state === 'completing' ? await this.#storedParts(upload) : [];
    return {
      id: upload.id,
      videoId: upload.videoId,
      fileName: upload.fileName,
      size: upload.size,
      type: upload.type,
      fingerprint: upload.fingerprint,
      state: upload.state,
      partSize: upload.partSize,
      partCount: upload.partCount,
      storedParts: parts.map(({ number, size, etag, crc32 }) => ({ number, size, etag, checksum: crc32 })),
      createdAt: upload.createdAt.toISOString(),
      expiresAt: upload.expiresAt.toISOString(),
    };
  }

  async #storedParts(upload: UploadRecord): Promise<StoredObjectPart[]> {
    try {
      return await this.#deps.objects.listParts(upload.storage);
    } catch (error) {
      if (error instanceof ObjectStoreError && error.code === 'upload_missing') return [];
      throw error;
    }
  }
}

/** Whether the upload brings a video's first source: then the draft lives and dies with it. */
const isFirst = ({ id, videoId }: UploadRecord): boolean => id === videoId;

/** Every part exactly once, none beyond the plan. */
const assertWhole = (upload: UploadRecord, parts: Completion): void => {
  const numbers = new Set(parts.map((part) => part.number));
  const outside = parts.find(({ number }) => number < 1 || number > upload.partCount);
  if (outside)
    throw new AppError(
      'part_number_invalid',
      `There is no part ${outside.number}; parts run from 1 to ${upload.partCount}.`,
    );
  if (numbers.size !== parts.length) throw new AppError('part_number_invalid', 'A part is listed twice.');
  if (numbers.size !== upload.partCount) {
    throw new AppError('parts_missing', `${numbers.size} of ${upload.partCount} parts are listed.`);
  }
};

const unquoted = (etag: string): string => etag.replace(/^"|"$/g, '');
