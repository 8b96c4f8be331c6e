import type { Readable } from 'node:stream';

import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { bare } from '../../objects/completed-parts.ts';
import { type ObjectInfo, ObjectStoreError } from '../../ports/object-store.ts';
import { ResumingBody } from './resuming-body.ts';
import { translated } from './s3-errors.ts';

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end?: number;
}

export interface ObjectAsked {
  readonly bucket: string;
  readonly key: string;
  /** Asks for the checksum, too, which stores that know none may refuse. */
  readonly checksums?: boolean;
}

/** What HEAD says, and what only S3 knows of an object. */
export interface HeadOfObject {
  readonly info: ObjectInfo;
  /** Base64; null for a checksum of checksums, and where none was asked for or is known. */
  readonly crc32: string | null;
  /** The ETag is no digest then. */
  readonly encryptedByKms: boolean;
}

/** Throws `object_missing`. */
export const headObject = async (
  client: S3Client,
  { bucket, key, checksums = false }: ObjectAsked,
): Promise<HeadOfObject> => {
  const command = new HeadObjectCommand({
    Bucket: bucket,
    Key: key,
    ...(checksums ? { ChecksumMode: 'ENABLED' } : {}),
  });
  const answer = await translated(key, client.send(command));
  return {
    info: toInfo(key, answer.ContentLength ?? 0, answer),
    crc32: answer.ChecksumCRC32?.includes('-') ? null : (answer.ChecksumCRC32 ?? null),
    encryptedByKms: answer.ServerSideEncryption?.startsWith('aws:kms') ?? false,
  };
};

/**
 * Opens an object or a range of it. The body outlives broken connections, as long as the object stays the same; when it
 * is replaced meanwhile, the body fails rather than mixing both. Throws `object_missing`, `range_not_satisfiable`.
 */
export const openObject = async (
  client: S3Client,
  { bucket, key, range }: { bucket: string; key: string; range?: ByteRange | undefined },
): Promise<{ info: ObjectInfo; body: Readable }> => {
  if (range && (range.start < 0 || (range.end !== undefined && range.end < range.start)))
    throw new ObjectStoreError('range_not_satisfiable', `There is no range from ${range.start} of ${key}.`);
  const answer = await get(client, { bucket, key, range });
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.ContentRange ?? '') ?? [];
  const size = Number(total ?? answer.ContentLength ?? 0);
  const end = to === undefined ? size - 1 : Number(to);
  const body = new ResumingBody({
    first: answer.Body as Readable,
    start: Number(from ?? 0),
    end,
    open: async (start, signal) => {
      const rest = await get(client, { bucket, key, range: { start, end }, etag: answer.ETag, signal });
      return rest.Body as Readable;
    },
  });
  return { info: toInfo(key, size, answer), body };
};

interface Get {
  readonly bucket: string;
  readonly key: string;
  readonly range?: ByteRange | undefined;
  /** That the object must still have. */
  readonly etag?: string | undefined;
  readonly signal?: AbortSignal;
}

const get = (client: S3Client, { bucket, key, range, etag, signal }: Get) => {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ...(range ? { Range: `bytes=${range.start}-${range.end ?? ''}` } : {}),
    ...(etag === undefined ? {} : { IfMatch: etag }),
  });
  return translated(key, client.send(command, signal ? { abortSignal: signal } : {}));
};

interface Facts {
  readonly ETag?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly LastModified?: Date | undefined;
}

const toInfo = (key: string, size: number, { ETag, ContentType, LastModified }: Facts): ObjectInfo => ({
  key,
  size,
  etag: bare(ETag ?? ''),
  contentType: ContentType ?? 'application/octet-stream',
  lastModified: LastModified ?? new Date(0),
});
