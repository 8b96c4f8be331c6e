import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { ChecksumAlgorithm } from './checksums.ts';
import { S3Error } from './s3-error.ts';

/** An object as the stand-in remembers it; its bytes lie in a file of a random name. */
export interface StoredObject {
  readonly path: string;
  readonly size: number;
  readonly etag: string;
  readonly contentType: string;
  readonly lastModified: Date;
  readonly checksums: Partial<Record<ChecksumAlgorithm, string>>;
  readonly checksumType: 'FULL_OBJECT' | 'COMPOSITE';
  readonly storageClass: string;
  /** The query string of the tags. */
  readonly tags: string;
  /** Headers `x-amz-meta-…`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** A copy that was asked for: under way without a date, there until the date with one. */
  readonly restore: { readonly until: Date | null; readonly days: number } | null;
}

export interface StoredPart {
  readonly path: string;
  readonly size: number;
  readonly etag: string;
  readonly checksums: Partial<Record<ChecksumAlgorithm, string>>;
  readonly lastModified: Date;
}

export interface OpenUpload {
  readonly key: string;
  readonly initiated: Date;
  readonly algorithm: ChecksumAlgorithm | null;
  readonly checksumType: 'FULL_OBJECT' | 'COMPOSITE';
  readonly head: Pick<StoredObject, 'contentType' | 'storageClass' | 'tags' | 'metadata'>;
  readonly parts: Map<number, StoredPart>;
}

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
}

export class Bucket {
  readonly objects = new Map<string, StoredObject>();
  readonly uploads = new Map<string, OpenUpload>();
  cors: readonly CorsRule[] = [];

  /** Keys in the order of their UTF-8 bytes, as S3 lists them. */
  keys(prefix: string): string[] {
    return [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  object(key: string): StoredObject {
    const found = this.objects.get(key);
    if (!found) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
    return found;
  }

  upload(key: string, uploadId: string): OpenUpload {
    const found = this.uploads.get(uploadId);
    if (found?.key !== key)
      throw new S3Error('NoSuchUpload', 'The specified multipart upload does not exist.');
    return found;
  }
}

/** What a handler may use. */
export interface World {
  /** Of the bytes. */
  readonly folder: string;
  readonly buckets: Map<string, Bucket>;
  /** Restores are done when they are asked for. */
  readonly restoresAtOnce: boolean;
  readonly encryptsByKms: boolean;
  now(): Date;
  created(bucket: string, key: string, reason: string): void;
  finishRestore(bucket: string, key: string): void;
}

export interface Call {
  readonly req: IncomingMessage;
  readonly bucketName: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** What the body was signed as. */
  readonly payload: string;
  readonly world: World;
}

/** Status, headers, and a text or a part of a file. `end` is exclusive. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | { readonly path: string; readonly start: number; readonly end: number };
}

export type Handler = (call: Call, bucket: Bucket) => Answer | Promise<Answer>;

export const header = (call: Call, name: string): string | undefined => {
  const value = call.req.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** As the header has it; with KMS it is no digest. */
export const newEtag = ({ encryptsByKms }: World, md5: string): string =>
  `"${encryptsByKms ? randomBytes(16).toString('hex') : md5}"`;
