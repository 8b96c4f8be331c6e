import { createWriteStream } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { MediaFailure } from '../steps/media-failure.ts';
import { guardedRequest } from './guarded-request.ts';
import { fileNameOf } from './file-name.ts';

export interface FetchOptions {
  readonly maxBytes: number;
  /** Milliseconds for everything. */
  readonly deadlineMs: number;
  /** Milliseconds without a byte. */
  readonly idleMs: number;
  /** Milliseconds before the first repeat; doubles with each that brought nothing. */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
  readonly mayReach: (address: string) => boolean;
  readonly onProgress: (bytes: number, totalBytes: number | null) => void;
}

export interface FetchedFile {
  readonly sizeBytes: number;
  readonly fileName: string;
}

/** Repeats in a row that bring no byte. */
const maxFruitless = 4;
const maxPauseMs = 60_000;

/**
 * Fetches a file from the web to `path`. Goes on where it was, after a broken connection and after a crash, as long as
 * the other server vouches that the file is the same (RFC 9110, `If-Range`). Throws `MediaFailure` with an `import_…`
 * code, or the reason of the signal.
 */
export const fetchFile = async (
  address: string,
  path: string,
  options: FetchOptions,
): Promise<FetchedFile> => {
  const deadline = AbortSignal.timeout(options.deadlineMs);
  const signal = AbortSignal.any([options.signal, deadline]);
  for (let fruitless = 0, pause = options.pauseMs; ;) {
    const before = await sizeOf(path);
    try {
      return await attempt(new URL(address), path, { ...options, signal });
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof MediaFailure) throw error;
      if (deadline.aborted) throw new MediaFailure('import_timeout', String(error), { cause: error });
      fruitless = (await sizeOf(path)) > before ? 0 : fruitless + 1;
      if (fruitless >= maxFruitless) {
        throw new MediaFailure('import_unreachable', String(error), { cause: error });
      }
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      pause = fruitless === 0 ? options.pauseMs : Math.min(pause * 2, maxPauseMs);
    }
  }
};

const attempt = async (address: URL, path: string, options: FetchOptions): Promise<FetchedFile> => {
  const have = await sizeOf(path);
  const validator = have > 0 ? await validatorOf(path) : null;
  const { response, url } = await guardedRequest(address, {
    ...options,
    headers: validator ? { range: `bytes=${have}-`, 'if-range': validator } : {},
  });
  try {
    const start = startOf(response, validator ? have : 0);
    const length = Number(response.headers['content-length'] ?? Number.NaN);
    const total = Number.isSafeInteger(length) ? start + length : null;
    if ((total ?? 0) > options.maxBytes) throw new MediaFailure('import_too_large', `${total} bytes`);
    if (start === 0) await rememberValidator(path, response);
    const file = createWriteStream(path, { flags: start === 0 ? 'w' : 'a', mode: 0o600 });
    await pipeline(response, counted(start, total, options), file, { signal: options.signal });
    const sizeBytes = await sizeOf(path);
    if (total !== null && sizeBytes !== total) throw new Error(`${sizeBytes} of ${total} bytes`);
    if (sizeBytes === 0) throw new MediaFailure('empty_file');
    await rm(validatorFile(path), { force: true });
    return { sizeBytes, fileName: fileNameOf(response.headers['content-disposition'], url) };
  } finally {
    response.destroy();
  }
};

/** Where in the file the answer begins. Throws for answers that hold none of it. */
const startOf = ({ statusCode = 0, headers }: IncomingMessage, have: number): number => {
  if (statusCode === 200) return 0;
  if (statusCode === 206 && headers['content-range']?.startsWith(`bytes ${have}-`)) return have;
  if (statusCode >= 500 || statusCode === 429 || statusCode === 408) throw new Error(`status ${statusCode}`);
  throw new MediaFailure('import_refused', `status ${statusCode}`);
};

const counted = (start: number, total: number | null, { maxBytes, onProgress }: FetchOptions): Transform => {
  let bytes = start;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(new MediaFailure('import_too_large', `more than ${maxBytes} bytes`));
      onProgress(bytes, total);
      done(null, chunk);
    },
  });
};

const validatorFile = (path: string): string => `${path}.validator`;

/** A strong entity tag alone: a weak one or a date may stand for other bytes. */
const rememberValidator = async (path: string, { headers }: IncomingMessage): Promise<void> => {
  const { etag = '' } = headers;
  if (etag.startsWith('"')) await writeFile(validatorFile(path), etag, { mode: 0o600 });
  else await rm(validatorFile(path), { force: true });
};

const validatorOf = (path: string): Promise<string | null> =>
  readFile(validatorFile(path), 'utf8').catch(() => null);

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => ({ size: 0 }))).size;
