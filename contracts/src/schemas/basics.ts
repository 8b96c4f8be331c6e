import { z } from 'zod';

/** UUID in any version; ours are version 7, ordered by time. Lower case on the wire. */
export const id = z.uuid().toLowerCase();

/** RFC 3339 in UTC with milliseconds. */
export const timestamp = z.iso.datetime();

/** Milliseconds, whole. */
export const milliseconds = z.int().min(0).max(31_536_000_000);

/** Characters that reorder or hide text; refused in names and stripped from titles. */
// eslint-disable-next-line no-control-regex -- naming control characters is the point
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** One line of text for people: control and bidirectional characters removed, NFC, trimmed. */
export const line = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((text) => text.replace(unprintable, ' ').normalize('NFC').trim())
    .pipe(z.string().max(max));

/** Several lines of text for people: as `line`, but keeps line breaks and tabs; CRLF becomes LF. */
export const text = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((value) =>
      value
        .replace(/\r\n?/g, '\n')
        .replace(unprintable, (char) => (char === '\n' || char === '\t' ? char : ''))
        .normalize('NFC'),
    )
    .pipe(z.string().max(max));

/** BCP 47, as far as its shape goes. */
export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
  .max(35);

/** `limit` and `cursor` of every list. Cursors are opaque and signed. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(24),
  cursor: z.string().min(1).max(512).optional(),
});
export type PageQuery = z.input<typeof pageQuery>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A person as others see them. */
export const person = z.object({ id, name: z.string(), avatarUrl: z.string().nullable() });
export type Person = z.infer<typeof person>;

/** RFC 9457, with our stable `code`, per-field `errors` and the request's id. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
