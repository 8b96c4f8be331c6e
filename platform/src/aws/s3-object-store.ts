import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

import { DeleteObjectCommand, HeadBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { bare, type CompletedPart } from '../objects/completed-parts.ts';
import { crc32ToBase64 } from '../objects/crc32.ts';
import { requireKey } from '../objects/object-key.ts';
import type {
  ListedObject,
  ObjectInfo,
  ObjectStore,
  SignedRequest,
  StoredObjectPart,
  UploadRef,
} from '../ports/object-store.ts';
import type { CloudFrontDownloads } from './cloudfront-downloads.ts';
import { fetchFile } from './s3-object-store/fetch-file.ts';
import { deleteBelow, listFolders, listPages } from './s3-object-store/listing.ts';
import { S3Multipart } from './s3-object-store/multipart.ts';
import { objectHeaders } from './s3-object-store/object-headers.ts';
import { headObject, openObject } from './s3-object-store/reading.ts';
import { translated } from './s3-object-store/s3-errors.ts';
import { multipartThreshold, sendInParts } from './s3-object-store/send-file.ts';
import { S3Signing } from './s3-object-store/signing.ts';

export interface S3ObjectStoreOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /**
   * CRC-32 with every body, as S3 has it. False for stores that do not know full-object checksums of uploads in parts:
   * then parts are compared by ETag and size only, and addresses are not bound to a checksum.
   */
  readonly checksums?: boolean;
  /** An object that `check` writes to see that it can; without one it only asks for the bucket. */
  readonly probeKey?: string;
  /** Where downloads do not come from the bucket itself. */
  readonly downloads?: Pick<CloudFrontDownloads, 'sign'>;
}

/** A probe that went well holds for so long: what is asked every few seconds would cost more than the site's media. */
const probeEveryMs = 60_000;

/**
 * Objects in a bucket of S3 or of a store that speaks its language. Nothing is sent under a key that is not ours
 * (`invalid_key`). Calls are repeated by the SDK where S3 is throttling, failing or silent, except for `putPart`, whose body
 * can be read once. Errors without a code of the port come through as the SDK's.
 */
export class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #checksums: boolean;
  readonly #probeKey: string | null;
  readonly #downloads: Pick<CloudFrontDownloads, 'sign'> | null;
  readonly #uploads: S3Multipart;
  readonly #signing: S3Signing;
  #probedAt = -Infinity;

  constructor({ client, bucket, checksums = true, probeKey, downloads }: S3ObjectStoreOptions) {
    this.#downloads = downloads ?? null;
    this.#client = client;
    this.#bucket = bucket;
    this.#checksums = checksums;
    this.#probeKey = probeKey ?? null;
    this.#uploads = new S3Multipart(client, { bucket, checksums });
    this.#signing = new S3Signing(client, { bucket, checksums });
  }

  /** S3 needs no `partSize`: it joins parts of any size without copying them. */
  async createUpload(key: string, contentType: string): Promise<{ uploadId: string }> {
    return { uploadId: await this.#uploads.create(key, contentType) };
  }

  async signPart(
    upload: UploadRef,
    part: { number: number; size: number; crc32?: string | undefined },
    expiresInSeconds: number,
  ): Promise<SignedRequest> {
    requireKey(upload.key);
    return await this.#signing.part(upload, part, expiresInSeconds);
  }

  async putPart(
    upload: UploadRef,
    part: { number: number; size: number },
    body: Readable,
  ): Promise<StoredObjectPart> {
    requireKey(upload.key);
    return await this.#uploads.put(upload, part, body);
  }

  async signDownload(key: string, fileName: string, expiresInSeconds: number): Promise<SignedRequest> {
    await this.head(key);
    if (this.#downloads) return this.#downloads.sign(key, fileName, { expiresInSeconds });
    return await this.#signing.download(key, fileName, expiresInSeconds);
  }

  async listParts(upload: UploadRef): Promise<StoredObjectPart[]> {
    requireKey(upload.key);
    return await this.#uploads.list(upload);
  }

  async completeUpload(
    upload: UploadRef,
    parts: readonly CompletedPart[],
    totalSize: number,
  ): Promise<ObjectInfo> {
    return await this.#uploads.complete(upload, parts, totalSize);
  }

  async abortUpload(upload: UploadRef): Promise<void> {
    requireKey(upload.key);
    await this.#uploads.abort(upload);
  }

  async putFile(key: string, path: string, contentType: string): Promise<ObjectInfo> {
    requireKey(key);
    const { size } = await stat(path);
    if (size <= multipartThreshold) return await this.put(key, await readFile(path), contentType);
    const target = { bucket: this.#bucket, key, contentType, checksums: this.#checksums };
    await sendInParts(this.#client, target, { path, size });
    return await this.head(key);
  }

  /** `lastModified` of the result is by the clock of this machine. */
  async put(key: string, body: Uint8Array | string, contentType: string): Promise<ObjectInfo> {
    requireKey(key);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      Body: bytes,
      ...objectHeaders(key, contentType),
      ...(this.#checksums ? { ChecksumCRC32: crc32ToBase64(crc32(bytes)) } : {}),
    });
    const { ETag } = await translated(key, this.#client.send(command));
    return { key, size: bytes.length, etag: bare(ETag ?? ''), contentType, lastModified: new Date() };
  }

  async head(key: string): Promise<ObjectInfo> {
    requireKey(key);
    return (await headObject(this.#client, { bucket: this.#bucket, key })).info;
  }

  async read(
    key: string,
    range?: { start: number; end?: number },
  ): Promise<{ info: ObjectInfo; body: Readable }> {
    requireKey(key);
    return await openObject(this.#client, { bucket: this.#bucket, key, range });
  }

  async toFile(key: string, folder: string): Promise<string> {
    requireKey(key);
    return await fetchFile(this.#client, { bucket: this.#bucket, key, folder, checksums: this.#checksums });
  }

  async list(prefix: string): Promise<ListedObject[]> {
    const found: ListedObject[] = [];
    for await (const page of listPages(this.#client, this.#bucket, prefix)) found.push(...page);
    return found;
  }

  async listFolders(prefix: string): Promise<string[]> {
    return await listFolders(this.#client, this.#bucket, prefix);
  }

  async delete(key: string): Promise<void> {
    requireKey(key);
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  async deletePrefix(prefix: string): Promise<void> {
    await deleteBelow(this.#client, { bucket: this.#bucket, prefix, checksums: this.#checksums });
  }

  /** Uploads only: S3 shows no half-written object. */
  async sweep(olderThanMs: number): Promise<number> {
    return await this.#uploads.sweep(olderThanMs);
  }

  async check(): Promise<void> {
    if (performance.now() - this.#probedAt < probeEveryMs) return;
    if (this.#probeKey === null) await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
    else await this.put(this.#probeKey, 'writable', 'text/plain');
    this.#probedAt = performance.now();
  }
}
