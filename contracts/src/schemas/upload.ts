import { z } from 'zod';

import { id, timestamp } from './basics.ts';
import { fileName } from './file-name.ts';
import { title, videoStatus } from './video.ts';

/** The largest part count that S3 and its likes allow. */
export const maxPartCount = 10_000;

/** How many parts one call signs at most. */
export const signedAtOnce = 100;

export const uploadState = z.enum(['open', 'completing', 'stored', 'aborted', 'expired']);
export type UploadState = z.infer<typeof uploadState>;

/** CRC-32 (IEEE) of the bytes, big-endian, base64: S3's `x-amz-checksum-crc32`. */
export const crc32 = z.base64().length(8);

export const createUpload = z.strictObject({
  fileName,
  /** Bytes. Zero is answered with `file_empty`, too many with `file_too_large`. */
  size: z.int().min(0),
  type: z.string().max(255).default(''),
  /** Names the file's content for resuming; made by the client. */
  fingerprint: z.string().min(8).max(128).optional(),
  title: title.optional(),
  /** A video of mine whose source this file takes the place of; absent: a new video. */
  videoId: id.optional(),
  /** Bytes that the client would have each part be. The server decides, and says so in its answer. */
  partSize: z.int().min(1).optional(),
  /**
   * Checksums of the first parts in their order, cut at exactly `partSize`. When the server takes that size, these
   * parts come signed with their checksums.
   */
  checksums: z.array(crc32).max(signedAtOnce).optional(),
});
export type CreateUpload = z.input<typeof createUpload>;

export const signedPart = z.object({
  number: z.int().min(1).max(maxPartCount),
  /** Exact bytes this part must have. */
  size: z.int().min(1),
  url: z.string(),
  /** Every one of them must be sent, and no other `x-amz-*`. */
  headers: z.record(z.string(), z.string()),
  expiresAt: timestamp,
});
export type SignedPart = z.infer<typeof signedPart>;

export const storedPart = z.object({
  number: z.int().min(1).max(maxPartCount),
  size: z.int().min(0),
  etag: z.string(),
  checksum: crc32.nullable(),
});
export type StoredPart = z.infer<typeof storedPart>;

export const upload = z.object({
  id,
  videoId: id,
  fileName: z.string(),
  size: z.int(),
  type: z.string(),
  fingerprint: z.string().nullable(),
  state: uploadState,
  partSize: z.int(),
  partCount: z.int(),
  storedParts: z.array(storedPart),
  createdAt: timestamp,
  expiresAt: timestamp,
});
export type Upload = z.infer<typeof upload>;

/** The answer to a new upload carries its first signed parts, so that bytes move after one round trip. */
export const createdUpload = upload.extend({ parts: z.array(signedPart) });
export type CreatedUpload = z.infer<typeof createdUpload>;

/**
 * `parts` binds each address to the checksum of what will be sent: the store then refuses every other body. `numbers`
 * is for clients that do not know it yet.
 */
export const signParts = z
  .strictObject({
    numbers: z.array(z.int()).min(1).max(signedAtOnce).optional(),
    parts: z
      .array(z.strictObject({ number: z.int(), checksum: crc32 }))
      .min(1)
      .max(signedAtOnce)
      .optional(),
  })
  .refine(
    ({ numbers = [], parts = [] }) => numbers.length + parts.length > 0,
    'Name the parts to sign, in `parts` or in `numbers`.',
  )
  .refine(
    ({ numbers = [], parts = [] }) => numbers.length + parts.length <= signedAtOnce,
    `At most ${signedAtOnce} parts are signed at once.`,
  );
export type SignParts = z.input<typeof signParts>;

export const signedParts = z.object({ parts: z.array(signedPart) });
export type SignedParts = z.infer<typeof signedParts>;

export const completeUpload = z.strictObject({
  parts: z
    .array(
      z.strictObject({
        number: z.int(),
        etag: z.string().min(1).max(128),
        checksum: crc32.optional(),
      }),
    )
    .min(1)
    .max(maxPartCount),
});
export type CompleteUpload = z.input<typeof completeUpload>;

export const completedUpload = z.object({ videoId: id, status: videoStatus });
export type CompletedUpload = z.infer<typeof completedUpload>;
