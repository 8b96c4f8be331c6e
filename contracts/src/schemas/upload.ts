import { z } from 'zod';

import { id, timestamp } from './basics.ts';
import { fileName } from './file-name.ts';
import { title, videoStatus } from './video.ts';

/** The largest part count that S3 and its likes allow. */
export const maxPartCount = 10_000;

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
});
export type CreateUpload = z.input<typeof createUpload>;

export const signedPart = z.object({
  number: z.int().min(1).max(maxPartCount),
  /** Exact bytes this part must have. */
  size: z.int().min(1),
  url: z.string(),
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

export const signParts = z.strictObject({ numbers: z.array(z.int()).min(1).max(100) });
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
