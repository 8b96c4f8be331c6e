import type { Readable } from 'node:stream';

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type Part,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import { bare, type CompletedPart, requireParts } from '../../objects/completed-parts.ts';
import { isKey, requireKey } from '../../objects/object-key.ts';
import {
  type ObjectInfo,
  ObjectStoreError,
  type StoredObjectPart,
  type UploadRef,
} from '../../ports/object-store.ts';
import { exactSize } from './exact-size.ts';
import { joinedObject } from './joined-object.ts';
import { objectHeaders } from './object-headers.ts';
import { headObject } from './reading.ts';
import { translated } from './s3-errors.ts';

/** Uploads in parts: a coat around S3's own, which adds what it does not check and bears lost answers. */
export class S3Multipart {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #checksums: boolean;

  constructor(client: S3Client, { bucket, checksums }: { bucket: string; checksums: boolean }) {
    this.#client = client;
    this.#bucket = bucket;
    this.#checksums = checksums;
  }

  async create(key: string, contentType: string): Promise<string> {
    requireKey(key);
    const command = new CreateMultipartUploadCommand({
      Bucket: this.#bucket,
      Key: key,
      ...objectHeaders(key, contentType),
      // Of the whole object and not of the parts' checksums: only so may parts come with or without one, and S3 makes
      // those that are missing.
      ...(this.#checksums ? { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } : {}),
    });
    const { UploadId } = await translated(key, this.#client.send(command));
    if (UploadId === undefined) throw new Error(`The store opened no upload of ${key}.`);
    return UploadId;
  }

  /** The body passes through without being kept, so a failure is the caller's to repeat. */
  async put(
    { key, uploadId }: UploadRef,
    { number, size }: { number: number; size: number },
    body: Readable,
  ): Promise<StoredObjectPart> {
    const broken = new AbortController();
    const exact = exactSize(body, { number, size, onWrong: (error) => broken.abort(error) });
    const command = new UploadPartCommand({
      ...this.#place({ key, uploadId }),
      PartNumber: number,
      Body: exact,
      ContentLength: size,
      ...(this.#checksums ? { ChecksumAlgorithm: 'CRC32' } : {}),
    });
    try {
      const sending = this.#client.send(command, { abortSignal: broken.signal });
      const { ETag, ChecksumCRC32 } = await translated(key, sending);
      return { number, size, etag: bare(ETag ?? ''), crc32: ChecksumCRC32 ?? null };
    } catch (error) {
      if (!broken.signal.aborted) throw error;
      // Nobody mends a part of an upload that is gone.
      await this.#parts({ key, uploadId });
      throw broken.signal.reason;
    } finally {
      exact.destroy();
    }
  }

  async list(upload: UploadRef): Promise<StoredObjectPart[]> {
    return (await this.#parts(upload)).map(({ PartNumber, Size, ETag, ChecksumCRC32 }) => ({
      number: PartNumber ?? 0,
      size: Size ?? 0,
      etag: bare(ETag ?? ''),
      crc32: ChecksumCRC32 ?? null,
    }));
  }

  /**
   * Compares with what is stored before S3 joins it, since S3 neither counts the parts nor says which one differs. When the
   * upload is gone, an earlier call may have come through whose answer was lost.
   */
  async complete(upload: UploadRef, parts: readonly CompletedPart[], totalSize: number): Promise<ObjectInfo> {
    requireKey(upload.key);
    try {
      const stored = await this.list(upload);
      requireParts(parts, stored, totalSize);
      const command = new CompleteMultipartUploadCommand({
        ...this.#place(upload),
        MultipartUpload: {
          Parts: stored.map(({ number, etag, crc32 }) => ({
            PartNumber: number,
            ETag: `"${etag}"`,
            ...(crc32 === null ? {} : { ChecksumCRC32: crc32 }),
          })),
        },
        // Stores that do not know this header ignore it; the sizes were summed up before.
        MpuObjectSize: totalSize,
      });
      await translated(upload.key, this.#client.send(command));
    } catch (error) {
      if (!(error instanceof ObjectStoreError && error.code === 'upload_missing')) throw error;
      const whole = await joinedObject(
        this.#client,
        { bucket: this.#bucket, key: upload.key },
        { etags: parts.map(({ etag }) => etag), size: totalSize },
      );
      if (!whole) throw error;
      return whole;
    }
    return (await headObject(this.#client, { bucket: this.#bucket, key: upload.key })).info;
  }

  async abort(upload: UploadRef): Promise<void> {
    try {
      const command = new AbortMultipartUploadCommand(this.#place(upload));
      await translated(upload.key, this.#client.send(command));
    } catch (error) {
      if (!(error instanceof ObjectStoreError && error.code === 'upload_missing')) throw error;
    }
  }

  /** Aborts uploads of ours to which nothing was added for this long. Returns how many. */
  async sweep(olderThanMs: number): Promise<number> {
    const before = Date.now() - olderThanMs;
    let removed = 0;
    for await (const { key, uploadId, begun } of this.#open()) {
      if (begun > before) continue;
      const parts = await this.#parts({ key, uploadId }).catch(() => null);
      if (!parts || parts.some(({ LastModified }) => (LastModified?.getTime() ?? 0) > before)) continue;
      await this.abort({ key, uploadId });
      removed++;
    }
    return removed;
  }

  async #parts(upload: UploadRef): Promise<Part[]> {
    const parts: Part[] = [];
    let marker: string | undefined;
    do {
      const command = new ListPartsCommand({
        ...this.#place(upload),
        ...(marker === undefined ? {} : { PartNumberMarker: marker }),
      });
      const page = await translated(upload.key, this.#client.send(command));
      parts.push(...(page.Parts ?? []));
      marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
    return parts;
  }

  async *#open(): AsyncGenerator<{ key: string; uploadId: string; begun: number }> {
    let markers: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
    while (markers) {
      const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
        Bucket: this.#bucket,
        ...markers,
      });
      const page = await this.#client.send(command);
      for (const { Key: key = '', UploadId: uploadId = '', Initiated } of page.Uploads ?? [])
        if (isKey(key) && uploadId !== '') yield { key, uploadId, begun: Initiated?.getTime() ?? Date.now() };
      const { NextKeyMarker, NextUploadIdMarker } = page;
      markers =
        page.IsTruncated && NextKeyMarker !== undefined
          ? {
              KeyMarker: NextKeyMarker,
              ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
            }
          : null;
    }
  }

  #place({ key, uploadId }: UploadRef) {
    return { Bucket: this.#bucket, Key: key, UploadId: uploadId };
  }
}
