import type { Readable } from 'node:stream';

/** A failure that callers branch on; adapters translate their vendor's errors to it. */
export class ObjectStoreError extends Error {
  readonly code: ObjectStoreErrorCode;

  constructor(code: ObjectStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ObjectStoreError';
    this.code = code;
  }
}

export type ObjectStoreErrorCode =
  | 'object_missing'
  | 'upload_missing'
  | 'part_mismatch'
  | 'checksum_mismatch'
  | 'range_not_satisfiable'
  | 'storage_full'
  | 'invalid_key';

/** The value, or null where there is no such object. */
export const nullIfMissing = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ObjectStoreError && error.code === 'object_missing') return null;
    throw error;
  }
};

export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly contentType: string;
  readonly lastModified: Date;
}

/** What a list tells of each object: a store may know the type of the content only of one that it is asked for. */
export type ListedObject = Omit<ObjectInfo, 'contentType'>;

export interface StoredObjectPart {
  readonly number: number;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Base64 CRC-32, where the store knows it. */
  readonly crc32: string | null;
}

export interface SignedRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly expiresAt: Date;
}

/**
 * Where bytes live. Keys are made by the server, lower-case path segments of `[a-z0-9._-]`, at most 512
 * characters, never user text. Everything answered with success survives a crash.
 */
export interface ObjectStore {
  /**
   * Opens a multipart upload. Nothing is visible under `key` before `completeUpload`. `partSize` says that every part
   * but the last will have exactly so many bytes, where that is known: a store can then put each in its place at once.
   */
  createUpload(key: string, contentType: string, partSize?: number): Promise<{ uploadId: string }>;
  /**
   * A URL by which a browser sends exactly `size` bytes as part `number` (1 to 10,000). With `crc32` (base64) the
   * right is bound to it: the checksum is one of the headers to send, and a body that differs from it is refused.
   * A checksum that was not signed must not be sent.
   */
  signPart(
    upload: UploadRef,
    part: { number: number; size: number; crc32?: string | undefined },
    expiresInSeconds: number,
  ): Promise<SignedRequest>;
  /**
   * Stores exactly `size` bytes (1 or more) as part `number`, for callers that have the bytes in hand. When the body
   * fails or has another length, nothing is stored; the error of the body comes through. Throws `upload_missing`,
   * `part_mismatch`, `storage_full`.
   */
  putPart(
    upload: UploadRef,
    part: { number: number; size: number },
    body: Readable,
  ): Promise<StoredObjectPart>;
  /**
   * A URL by which a browser downloads the object under this name, a person's own text, whatever it may contain.
   * Throws `object_missing`.
   */
  signDownload(key: string, fileName: string, expiresInSeconds: number): Promise<SignedRequest>;
  /** Every stored part in order of number, however many pages the store has. Throws `upload_missing`. */
  listParts(upload: UploadRef): Promise<StoredObjectPart[]>;
  /**
   * Joins parts 1..n into the object. Checks ETag, checksum where given, and the total. Repeating it after a
   * lost answer succeeds when the object is already whole. Throws `part_mismatch`, `checksum_mismatch`,
   * `upload_missing`, `storage_full`.
   */
  completeUpload(
    upload: UploadRef,
    parts: readonly { number: number; etag: string; crc32?: string | undefined }[],
    totalSize: number,
  ): Promise<ObjectInfo>;
  /** Drops the upload and its parts; succeeds when it is already gone. */
  abortUpload(upload: UploadRef): Promise<void>;

  /** Stores a file of this machine. Replaces what is there, atomically. */
  putFile(key: string, path: string, contentType: string): Promise<ObjectInfo>;
  put(key: string, body: Uint8Array | string, contentType: string): Promise<ObjectInfo>;
  /** Throws `object_missing`. */
  head(key: string): Promise<ObjectInfo>;
  /** `end` is inclusive. Throws `object_missing`, `range_not_satisfiable`. */
  read(key: string, range?: { start: number; end?: number }): Promise<{ info: ObjectInfo; body: Readable }>;
  /** The object as a readable file of this machine, below `folder` where a copy is needed. Do not write to it. */
  toFile(key: string, folder: string): Promise<string>;
  /** By key. */
  list(prefix: string): Promise<ListedObject[]>;
  /** The next segments below a prefix that ends in a slash, each with its slash, in order: `v/` → `v/1/`, `v/2/`. */
  listFolders(prefix: string): Promise<string[]>;
  delete(key: string): Promise<void>;
  deletePrefix(prefix: string): Promise<void>;

  /** Removes uploads and temporary files that nothing was added to for this many milliseconds. Returns how many. */
  sweep(olderThanMs: number): Promise<number>;
  /** Throws when the store cannot be written to; for `/readyz`. */
  check(): Promise<void>;
}

export interface UploadRef {
  readonly key: string;
  readonly uploadId: string;
}
