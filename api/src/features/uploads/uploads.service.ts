import type { Page } from '@vidkit/contracts/schemas/basics';
import {
  type CompletedUpload,
  type CreatedUpload,
  type CreateUpload,
  signedAtOnce,
  type SignedPart,
  type Upload,
} from '@vidkit/contracts/schemas/upload';
import {
  ObjectStoreError,
  type ObjectStore,
  type StoredObjectPart,
} from '@vidkit/platform/ports/object-store';

import type { OutboxRelay } from '../../db/outbox.ts';
import { AppError } from '../../http/app-error.ts';
import type { Cursors } from '../../http/cursors.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { PeopleService } from '../people/people.service.ts';
import { UploadTokensRepository } from '../upload-tokens/upload-tokens.repository.ts';
import { VideosRepository } from '../videos/videos.repository.ts';
import { titleFrom } from '../videos/title-from.ts';
import { requireAdmission } from './admission.ts';
import { Completions, uploadCompleting } from './completions.ts';
import { endUpload, freeStorage } from './ending.ts';
import { requireParts } from './part-check.ts';
import { type PartPlan, planParts, sizeOfPart } from './part-plan.ts';
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

/** A part, and the CRC-32 of what will be sent as it, where the client knows it already. */
export interface PartToSign {
  readonly number: number;
  readonly checksum?: string | undefined;
}

/** Of clients that cut files by rules of their own. */
export interface UploadPlan extends PartPlan {
  /** False when the size is a guess; see `UploadSizes`. */
  readonly sizeKnown?: boolean;
}

/** An upload's life: open → completing → stored, or aborted, or expired. Bytes never pass through here. */
export class UploadsService {
  readonly #deps: UploadsDeps;
  readonly #completions: Completions;

  constructor(deps: UploadsDeps) {
    this.#deps = deps;
    this.#completions = new Completions(deps);
  }

  /**
   * Makes the upload, and a draft video unless the file replaces the source of an existing one; a repeat with the
   * same `id` finds both again.
   */
  async create(
    uploader: Uploader,
    id: string,
    request: CreateUpload,
    plan: UploadPlan = planParts(request.size, request.partSize),
  ): Promise<CreatedUpload> {
    this.#requireAcceptable(request);
    const existing = await this.#deps.uploads.find(id);
    if (existing) return this.#withFirstParts(this.#ownOrThrow(existing, uploader), request);
    if (request.videoId !== undefined) await this.#requireReplaceable(request.videoId, uploader);
    await this.#requireAdmission(uploader, request.size);

    const key = `sources/${id}`;
    const { uploadId } = await this.#deps.objects.createUpload(
      key,
      'application/octet-stream',
      plan.sizeKnown === false ? undefined : plan.partSize,
    );
    const storage = { key, uploadId };
    const opened = await this.#open(uploader, id, { request, storage, plan }).catch(
      async (error: unknown) => {
        await this.#deps.objects.abortUpload(storage);
        throw error;
      },
    );
    // Somebody else opened it meanwhile.
    if (!opened) await this.#deps.objects.abortUpload(storage);
    return this.#withFirstParts(await this.#own(id, uploader), request);
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

  /** The upload as it is kept, for those who speak of it in other words. */
  async find(id: string, uploader: Uploader): Promise<UploadRecord> {
    return this.#own(id, uploader);
  }

  async get(id: string, uploader: Uploader): Promise<Upload> {
    return this.#view(await this.#own(id, uploader));
  }

  async sign(id: string, uploader: Uploader, parts: readonly PartToSign[]): Promise<SignedPart[]> {
    const upload = await this.#own(id, uploader);
    if (upload.state === 'completing') throw uploadCompleting();
    if (upload.state !== 'open') throw new AppError('upload_closed');
    requireParts(
      upload,
      parts.map(({ number }) => number),
    );
    await this.#deps.uploads.extend(id, new Date(Date.now() + livesForMs));
    return this.#signed(upload, parts);
  }

  /** Safe to repeat, also at the same time: a stored upload answers as it did the first time. */
  async complete(id: string, uploader: Uploader, parts: Completion): Promise<CompletedUpload> {
    await this.#completions.complete(() => this.#own(id, uploader), parts);
    const { videoId } = await this.#own(id, uploader);
    const video = await this.#deps.videos.find(videoId);
    return { videoId, status: video?.status ?? 'processing' };
  }

  /** Gives the upload up, and the draft with it. */
  async abort(id: string, uploader: Uploader): Promise<void> {
    const upload = await this.#deps.uploads.transaction(async (uploads, trx) => {
      const locked = this.#ownOrThrow(await uploads.lock(id), uploader);
      if (locked.state === 'completing') throw uploadCompleting();
      if (locked.state === 'stored') throw new AppError('upload_closed');
      if (locked.state === 'open') await endUpload(trx, locked, 'aborted');
      return locked;
    });
    await freeStorage(this.#deps, upload, signedForSeconds);
  }

  /**
   * Hears from the store that the object of an upload is whole. Throws while a process has the completion and may have
   * died: whoever brings the news comes again.
   */
  async onObjectCreated(key: string): Promise<void> {
    // What is wrong with others is for the janitor to say, who tries them all again.
    await this.finishInterrupted().catch(() => undefined);
    if (await this.#deps.uploads.isCompleting(key)) throw new Error(`${key} is being completed`);
  }

  /** Finishes completions that a crash cut short, in this process or another. */
  async finishInterrupted(): Promise<void> {
    await this.#completions.finishInterrupted();
  }

  /** Ends uploads that nobody went on with. */
  async endExpired(): Promise<void> {
    for (const { id } of await this.#deps.uploads.listExpired(100)) {
      await this.#deps.uploads.transaction(async (uploads, trx) => {
        const locked = await uploads.lock(id);
        if (locked?.state !== 'open' || locked.expiresAt > new Date()) return;
        await endUpload(trx, locked, 'expired');
      });
    }
  }

  /** Drops what is stored of uploads that ended without a file, also when the process that ended them died before. */
  async freeEnded(): Promise<void> {
    const failures: unknown[] = [];
    for (const upload of await this.#deps.uploads.listToFree(200)) {
      await freeStorage(this.#deps, upload, signedForSeconds).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some storage could not be freed.');
  }

  /** False when it is there already. */
  async #open(
    uploader: Uploader,
    id: string,
    { request, storage, plan }: { request: CreateUpload; storage: UploadRecord['storage']; plan: UploadPlan },
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
        partSize: plan.partSize,
        partCount: plan.partCount,
        sizeKnown: plan.sizeKnown ?? true,
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

  /** With the parts whose checksums came along, when they were cut as they will be stored; else with the first ones. */
  async #withFirstParts(
    upload: UploadRecord,
    { partSize, checksums = [] }: CreateUpload,
  ): Promise<CreatedUpload> {
    const view = await this.#view(upload);
    const stored = new Set(view.storedParts.map((part) => part.number));
    const known = partSize === upload.partSize ? checksums.slice(0, upload.partCount) : [];
    const first: PartToSign[] =
      known.length > 0
        ? known.map((checksum, index) => ({ number: index + 1, checksum }))
        : Array.from({ length: upload.partCount }, (_, index) => ({ number: index + 1 }));
    const missing = first.filter(({ number }) => !stored.has(number));
    return {
      ...view,
      parts: upload.state === 'open' ? await this.#signed(upload, missing.slice(0, signedAtOnce)) : [],
    };
  }

  #signed(upload: UploadRecord, parts: readonly PartToSign[]): Promise<SignedPart[]> {
    return Promise.all(
      parts.map(async ({ number, checksum }) => {
        const size = sizeOfPart(upload, number);
        const { url, headers, expiresAt } = await this.#deps.objects.signPart(
          upload.storage,
          { number, size, crc32: checksum },
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
