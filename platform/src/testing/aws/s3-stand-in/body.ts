import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';

import { type ChecksumAlgorithm, checksumAlgorithms, checksumHeader, hasher } from './checksums.ts';
import { S3Error } from './s3-error.ts';

/** A body that arrived whole and is what it was said to be. */
export interface Received {
  readonly path: string;
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  /** Base64, of every checksum that was asked for or sent along. */
  readonly checksums: Partial<Record<ChecksumAlgorithm, string>>;
}

export interface ReceiveBody {
  readonly folder: string;
  /** What the body was signed as. */
  readonly payload: string;
  /** A checksum to compute whether or not one was sent. */
  readonly algorithm?: ChecksumAlgorithm | null;
  /** The checksums in the headers are those of something else. */
  readonly aboutOther?: boolean;
}

/** Reads a body into a file of its own below the folder. Throws `S3Error` and leaves nothing when it is not what was said. */
export const receiveBody = async (
  req: IncomingMessage,
  { folder, payload, algorithm = null, aboutOther = false }: ReceiveBody,
): Promise<Received> => {
  const path = join(folder, randomUUID());
  const file = await open(path, 'wx', 0o600);
  const claims = new Map<ChecksumAlgorithm, string>();
  for (const each of checksumAlgorithms) {
    const value = req.headers[checksumHeader(each)];
    if (typeof value === 'string' && !aboutOther) claims.set(each, value);
  }
  const trailer = checksumAlgorithms.find((each) => checksumHeader(each) === req.headers['x-amz-trailer']);
  const hashers = [
    ...new Set([...claims.keys(), ...[trailer, algorithm].filter((each) => each != null)]),
  ].map((each) => [each, hasher(each)] as const);
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  let size = 0;
  try {
    for await (const bytes of contentOf(req, payload, claims)) {
      await file.write(bytes);
      size += bytes.length;
      md5.update(bytes);
      if (/^[0-9a-f]{64}$/.test(payload)) sha256.update(bytes);
      for (const [, each] of hashers) each.update(bytes);
    }
    requireLength(req, size);
    const checksums = Object.fromEntries(
      hashers.map(([name, each]) => [name, each.digest().toString('base64')]),
    );
    if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256.digest('hex'))
      throw new S3Error('XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');
    const digest = md5.digest();
    const claimedMd5 = req.headers['content-md5'];
    if (claimedMd5 !== undefined && claimedMd5 !== digest.toString('base64'))
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    for (const [name, value] of claims) {
      if (checksums[name] !== value)
        throw new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
    }
    return { path, size, md5: digest.toString('hex'), checksums };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
};

/** A small body as text. */
export const receiveText = async (req: IncomingMessage, options: ReceiveBody): Promise<string> => {
  const { path } = await receiveBody(req, options);
  const file = await open(path, 'r');
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
};

const requireLength = (req: IncomingMessage, size: number): void => {
  const decoded = req.headers['x-amz-decoded-content-length'];
  const wanted = Number(decoded ?? req.headers['content-length'] ?? size);
  if (wanted !== size) throw new S3Error('IncompleteBody', `${wanted} bytes were promised and ${size} came.`);
};

async function* contentOf(
  req: IncomingMessage,
  payload: string,
  claims: Map<ChecksumAlgorithm, string>,
): AsyncGenerator<Buffer> {
  if (!payload.startsWith('STREAMING-')) {
    if (req.headers['content-length'] === undefined && req.headers['transfer-encoding'] !== undefined)
      throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
    yield* req as AsyncIterable<Buffer>;
    return;
  }
  if (payload !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')
    throw new S3Error('NotImplemented', `The stand-in does not read ${payload}.`);
  yield* decodeChunks(req, claims);
}

type ChunkState = 'size' | 'bytes' | 'end-of-chunk' | 'trailers';

/** `aws-chunked`: `<hex>\r\n<bytes>\r\n` until a chunk of no bytes, then trailers, as a client signs them unsigned. */
async function* decodeChunks(
  req: IncomingMessage,
  claims: Map<ChecksumAlgorithm, string>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let left = 0;
  let state = 'size' as ChunkState;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (state === 'bytes') {
        const bytes = rest.subarray(0, left);
        if (bytes.length > 0) yield bytes;
        left -= bytes.length;
        rest = rest.subarray(bytes.length);
        if (left > 0) break;
        state = 'end-of-chunk';
      }
      const at = rest.indexOf('\r\n');
      if (at < 0) break;
      const line = rest.subarray(0, at).toString('latin1');
      rest = rest.subarray(at + 2);
      if (state === 'end-of-chunk') {
        if (line !== '') throw new S3Error('InvalidRequest', 'A chunk is longer than it says.');
        state = 'size';
      } else if (state === 'size') {
        if (!/^[0-9a-f]+(;.*)?$/i.test(line)) throw new S3Error('InvalidRequest', 'A chunk has no size.');
        left = parseInt(line, 16);
        state = left === 0 ? 'trailers' : 'bytes';
      } else readTrailer(line, claims);
    }
  }
  if (state !== 'trailers') throw new S3Error('IncompleteBody', 'The last chunk did not come.');
}

const readTrailer = (line: string, claims: Map<ChecksumAlgorithm, string>): void => {
  const name = checksumAlgorithms.find((each) => line.startsWith(`${checksumHeader(each)}:`));
  if (name) claims.set(name, line.slice(line.indexOf(':') + 1).trim());
};
