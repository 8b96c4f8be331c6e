import { ObjectStoreError, type ObjectStoreErrorCode } from '../../ports/object-store.ts';

/** Names of S3's errors, and of stores that speak its language, as callers branch on them. */
const codes: Readonly<Record<string, ObjectStoreErrorCode>> = {
  NoSuchKey: 'object_missing',
  NotFound: 'object_missing',
  NoSuchUpload: 'upload_missing',
  InvalidPart: 'part_mismatch',
  InvalidPartOrder: 'part_mismatch',
  EntityTooSmall: 'part_mismatch',
  EntityTooLarge: 'part_mismatch',
  IncompleteBody: 'part_mismatch',
  BadDigest: 'checksum_mismatch',
  InvalidDigest: 'checksum_mismatch',
  XAmzContentSHA256Mismatch: 'checksum_mismatch',
  XAmzContentChecksumMismatch: 'checksum_mismatch',
  InvalidRange: 'range_not_satisfiable',
  KeyTooLongError: 'invalid_key',
  XMinioInvalidObjectName: 'invalid_key',
  // AWS has no end; Ceph, MinIO, Garage and Wasabi have.
  QuotaExceeded: 'storage_full',
  XMinioStorageFull: 'storage_full',
  XMinioAdminBucketQuotaExceeded: 'storage_full',
  InsufficientStorage: 'storage_full',
  ServiceQuotaExceeded: 'storage_full',
};

const messages: Readonly<Record<ObjectStoreErrorCode, (what: string) => string>> = {
  object_missing: (what) => `There is no object ${what}.`,
  upload_missing: (what) => `There is no open upload of ${what}.`,
  part_mismatch: (what) => `The parts of ${what} are not those that are stored.`,
  checksum_mismatch: (what) => `What arrived of ${what} differs from its checksum.`,
  range_not_satisfiable: (what) => `${what} has no such range.`,
  storage_full: (what) => `There is no room for ${what}; make room and try again.`,
  invalid_key: (what) => `The store refuses the key ${what}.`,
};

/** Runs a call about `what`, a key, and throws `ObjectStoreError` where callers branch; all else comes through as it is. */
export const translated = async <T>(what: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw translate(what, error);
  }
};

const translate = (what: string, error: unknown): unknown => {
  const code = codeOf(error);
  return code === null ? error : new ObjectStoreError(code, messages[code](what), { cause: error });
};

const codeOf = (error: unknown): ObjectStoreErrorCode | null => {
  if (!(error instanceof Error)) return null;
  const known = codes[error.name];
  if (known) return known;
  // Answers to HEAD have no body that would name the error.
  const status = statusOf(error);
  if (status === 404 && ['Unknown', 'UnknownError', '404'].includes(error.name)) return 'object_missing';
  if (status === 416) return 'range_not_satisfiable';
  return status === 507 ? 'storage_full' : null;
};

/** The HTTP status of an answer, or null when there was none. */
export const statusOf = (error: unknown): number | null => {
  const metadata = (error as { $metadata?: { httpStatusCode?: number } } | null)?.$metadata;
  return metadata?.httpStatusCode ?? null;
};
