import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import { errors } from '@vidkit/contracts/errors';

import type { DiskObjectStore } from '../disk-object-store.ts';
import { attachment } from '../../objects/content-disposition.ts';
import { Refusal } from './refusal.ts';

/** Answers a signed download, also from the middle, so that a browser can go on with one that broke off. */
export const serveDownload = async (
  store: DiskObjectStore,
  url: URL,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => {
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    res.setHeader('Allow', 'GET, HEAD');
    throw new Refusal('method_not_allowed', 'Objects are downloaded with GET.');
  }
  const verdict = store.verifyDownload(url);
  if (!verdict.ok) throw new Refusal(verdict.reason, errors[verdict.reason].meaning);
  const { key, fileName } = verdict.grant;
  const info = await store.head(key);
  const etag = `"${info.etag}"`;
  const start = startOf(req, etag);
  if (start !== null && start >= info.size) {
    res.setHeader('Content-Range', `bytes */${info.size}`);
    throw new Refusal('range_not_satisfiable', errors.range_not_satisfiable.meaning);
  }
  res.writeHead(start === null ? 200 : 206, {
    // Somebody's file: never shown, whatever it claims to be.
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': attachment(fileName),
    'Content-Security-Policy': `default-src 'none'; sandbox`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
    'Content-Length': info.size - (start ?? 0),
    ETag: etag,
    ...(start !== null && { 'Content-Range': `bytes ${start}-${info.size - 1}/${info.size}` }),
  });
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  const { body } = await store.read(key, start === null ? undefined : { start });
  // Who goes away in the middle may come back for the rest.
  await pipeline(body, res).catch(() => res.destroy());
};

/** First byte of an open range, which is how browsers go on; other ranges get the whole file (RFC 9110, 14.2). */
const startOf = (req: IncomingMessage, etag: string): number | null => {
  const start = /^bytes=(\d{1,15})-$/.exec(req.headers.range ?? '')?.[1];
  const condition = req.headers['if-range'];
  return start === undefined || (condition !== undefined && condition !== etag) ? null : Number(start);
};
