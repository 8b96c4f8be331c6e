import { z } from 'zod';

import { AppError } from '../../http/app-error.ts';

/** `meta` of a file in Uppy: everything that the page put there, of which we need little. */
const metadata = z.record(z.string().max(255), z.unknown()).default({});

const create = z.object({ filename: z.string(), type: z.string().max(255).default(''), metadata });

const complete = z.object({
  parts: z
    .array(z.object({ PartNumber: z.int(), ETag: z.string().min(1).max(128) }))
    .min(1)
    .max(10_000),
});

/** A file as the page describes it; nothing of it is believed. */
export interface UppyFile {
  readonly fileName: string;
  readonly type: string;
  readonly title: string | undefined;
  /** Bytes, from `meta.size`; null where the page does not set it. */
  readonly size: number | null;
  /** Bytes, from `meta.partSize`, for pages with a `getChunkSize` of their own. */
  readonly partSize: number | null;
}

/** The body of `POST /s3/multipart`. */
export const parseCreate = (body: unknown): UppyFile => {
  const { filename, type, metadata: meta } = parse(create, body);
  return fileOf(filename, type, (key) => meta[key]);
};

/** The query of `GET /s3/params`, with keys such as `metadata[name]`. */
export const parseParams = (query: Readonly<Record<string, unknown>>): UppyFile => {
  const { filename, type } = parse(create.omit({ metadata: true }), query);
  return fileOf(filename, type, (key) => query[`metadata[${key}]`]);
};

/** The body of `POST /s3/multipart/:id/complete`. ETags come with quotes from a list and without from an answer. */
export const parseComplete = (body: unknown): { number: number; etag: string }[] =>
  parse(complete, body).parts.map(({ PartNumber, ETag }) => ({
    number: PartNumber,
    etag: ETag.replace(/^"+|"+$/g, ''),
  }));

const fileOf = (filename: string, type: string, meta: (key: string) => unknown): UppyFile => ({
  fileName: textOf(meta('name')) ?? filename,
  type: textOf(meta('type')) ?? type,
  title: textOf(meta('title')),
  size: bytesOf('size', meta('size')),
  partSize: bytesOf('partSize', meta('partSize')),
});

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A query carries numbers as text, and what a page left undefined as the word. */
const bytesOf = (name: string, value: unknown): number | null => {
  if (value === undefined || value === null || value === '' || value === 'undefined' || value === 'null')
    return null;
  const bytes = Number(value);
  if (!['number', 'string'].includes(typeof value) || !Number.isSafeInteger(bytes) || bytes < 0)
    throw new AppError('invalid_request', `metadata.${name} has to be a whole number of bytes.`);
  return bytes;
};

const parse = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, code, message }) => ({
    pointer: `/${path.map(String).join('/')}`,
    code,
    message,
  }));
  throw new AppError('invalid_request', `${fields[0]?.pointer}: ${fields[0]?.message}`, { fields });
};
