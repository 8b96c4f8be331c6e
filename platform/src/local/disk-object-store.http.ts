import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { type ErrorCode, errors } from '@vidkit/contracts/errors';

import { ObjectStoreError, type ObjectStoreErrorCode } from '../ports/object-store.ts';
import { checksumHeader, type DiskObjectStore } from './disk-object-store.ts';
import type { Digest } from './disk-object-store/digest.ts';
import { serveDownload } from './disk-object-store/download.ts';
import { downloadPrefix } from './disk-object-store/download-signature.ts';
import { Refusal } from './disk-object-store/refusal.ts';

export type ObjectHandler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

const pathPrefix = '/objects/';
const defaultStallMs = 30_000;
const drainMs = 10_000;

/**
 * The HTTP face of the disk object store: `PUT /objects/<uploadId>/<number>?size&expires&signature`, as signed by
 * `signPart`, answered as S3 does, its CORS preflight, and `GET /objects/download/<key>?…` as signed by `signDownload`. Resolves to false when the path is not below
 * `/objects/`; rejects only when the disk fails in a way that no caller can mend.
 */
export const createObjectHandler = (
  store: DiskObjectStore,
  { stallMs = defaultStallMs }: { stallMs?: number } = {},
): ObjectHandler => {
  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    if (req.method === 'OPTIONS') {
      answerPreflight(res);
      return;
    }
    const url = new URL(req.url ?? '', 'http://store');
    if (url.pathname.startsWith(downloadPrefix)) {
      await serveDownload(store, url, req, res);
      return;
    }
    if (req.method !== 'PUT') {
      res.setHeader('Allow', 'PUT, OPTIONS');
      throw new Refusal('method_not_allowed', 'Parts are sent with PUT.');
    }
    const verdict = store.verifyPart(url);
    if (!verdict.ok) throw new Refusal(verdict.reason, errors[verdict.reason].meaning);
    const { uploadId, number, size, crc32 } = verdict.grant;
    // As S3, which signs every header of its own that may be sent, and wants each that it signed.
    if ((req.headers[checksumHeader] ?? null) !== crc32) {
      throw new Refusal('signature_invalid', `The URL was not signed for this ${checksumHeader}.`);
    }
    if (Number(req.headers['content-length']) !== size) {
      throw new Refusal('length_mismatch', `The URL was signed for a body of exactly ${size} bytes.`);
    }
    await store.requirePart(uploadId, size);
    const accept = (digest: Digest): void => {
      if (crc32 !== null && crc32 !== digest.crc32) {
        throw new Refusal('checksum_mismatch', 'The body differs from its CRC-32; send the part again.');
      }
    };
    const digest = await receive(res, (options) =>
      store.storePart(uploadId, number, req, { ...options, size, known: crc32 !== null, accept }),
    );
    if (!digest) return;
    res
      .writeHead(200, { ETag: `"${digest.md5}"`, [checksumHeader]: digest.crc32, 'Content-Length': 0 })
      .end();
  };

  /** Null when the client went away or stopped sending; the connection is closed then. */
  const receive = async (
    res: ServerResponse,
    store: (options: { signal: AbortSignal; onBytes: () => void }) => Promise<Digest>,
  ): Promise<Digest | null> => {
    const stalled = new AbortController();
    const deadline = setTimeout(() => stalled.abort(), stallMs);
    try {
      return await store({ signal: stalled.signal, onBytes: () => deadline.refresh() });
    } catch (error) {
      if (!stalled.signal.aborted && !isDisconnect(error)) throw error;
      res.destroy();
      return null;
    } finally {
      clearTimeout(deadline);
    }
  };

  return async (req, res) => {
    if (!req.url?.startsWith(pathPrefix)) return false;
    res.setHeader('Access-Control-Allow-Origin', '*');
    res.setHeader('Access-Control-Expose-Headers', `ETag, ${checksumHeader}`);
    res.setHeader('Cache-Control', 'no-store');
    try {
      await serve(req, res);
    } catch (error) {
      const refusal = toRefusal(error);
      if (!refusal) throw error;
      answerProblem(res, refusal);
      drain(req);
    }
    return true;
  };
};

const answerPreflight = (res: ServerResponse): void => {
  res
    .writeHead(204, {
      'Access-Control-Allow-Methods': 'PUT',
      'Access-Control-Allow-Headers': `content-type, ${checksumHeader}`,
      'Access-Control-Max-Age': '86400',
    })
    .end();
};

const answerProblem = (res: ServerResponse, { code, message }: Refusal): void => {
  const requestId = randomUUID();
  const { status, title } = errors[code];
  const body = JSON.stringify({
    type: `/docs/errors#${code}`,
    title,
    status,
    code,
    detail: message,
    requestId,
  });
  res.writeHead(status, { 'Content-Type': 'application/problem+json', 'X-Request-Id': requestId }).end(body);
};

/** Reads on for a while: closing at once would reset the connection before a browser has read the answer. */
const drain = (req: IncomingMessage): void => {
  if (req.complete) return;
  const deadline = setTimeout(() => req.destroy(), drainMs).unref();
  req.once('close', () => clearTimeout(deadline)).resume();
};

const isDisconnect = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE');

const publicCodes: Partial<Record<ObjectStoreErrorCode, ErrorCode>> = {
  object_missing: 'object_missing',
  range_not_satisfiable: 'range_not_satisfiable',
  upload_missing: 'object_missing',
  storage_full: 'storage_full',
};

const toRefusal = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  const code = error instanceof ObjectStoreError ? publicCodes[error.code] : undefined;
  return code && error instanceof Error ? new Refusal(code, error.message) : null;
};
