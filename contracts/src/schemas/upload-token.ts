import { z } from 'zod';

import { id, line, timestamp } from './basics.ts';
import { embedOrigin } from './site.ts';
import { folder } from './video.ts';

const longestLifeMs = 366 * 24 * 3_600_000;

const bytes = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** `vut_`, the token's id, a dot, and 32 random bytes in base64url. */
export const uploadTokenSecret = z
  .string()
  .regex(/^vut_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{43}$/);

/** By such a token people without an account upload to the channel of the person who made it. */
export const createUploadToken = z.strictObject({
  /** What it is for, in its maker's words. */
  label: line(100).pipe(z.string().min(1)),
  /** How many files may be sent with it; null is no limit. */
  maxFiles: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Bytes of the largest file; null is what the server accepts. */
  maxFileBytes: bytes.nullable().default(null),
  /** Bytes of all files; null is what its maker's storage has room for. */
  maxTotalBytes: bytes.nullable().default(null),
  /** Every video made with it carries this. */
  folder: folder.nullable().default(null),
  /** Pages on which it is of use; none: all, and programs. */
  origins: z.array(embedOrigin).max(100).default([]),
  /** At most a year ahead. */
  expiresAt: timestamp.refine(
    (value) => {
      const ahead = Date.parse(value) - Date.now();
      return ahead > 0 && ahead <= longestLifeMs;
    },
    { message: 'A token ends in the future, within a year.' },
  ),
});
export type CreateUploadToken = z.input<typeof createUploadToken>;

export const uploadToken = z.object({
  id,
  label: z.string(),
  maxFiles: z.int().nullable(),
  maxFileBytes: z.int().nullable(),
  maxTotalBytes: z.int().nullable(),
  folder: z.string().nullable(),
  origins: z.array(z.string()),
  /** Files sent with it, those under way too. What is given up counts no more. */
  usedFiles: z.int().min(0),
  usedBytes: z.int().min(0),
  createdAt: timestamp,
  expiresAt: timestamp,
  revokedAt: timestamp.nullable(),
});
export type UploadToken = z.infer<typeof uploadToken>;

/** The one answer that has the secret: nobody can read it again. */
export const createdUploadToken = uploadToken.extend({ secret: uploadTokenSecret });
export type CreatedUploadToken = z.infer<typeof createdUploadToken>;
