import { pipeline } from 'node:stream/promises';

import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { UrlSigner } from '@vidkit/platform/ports/url-signer';
import { Router, type Request } from 'express';

import { AppError } from '../../http/app-error.ts';

/**
 * Media by token path, `/p/<token>/v/<videoId>/<revision>/<file>`: the token is the right to read. Revisions
 * never change, so everything may be cached for as long as the link lives.
 */
export const mediaRoutes = (objects: ObjectStore, signer: UrlSigner): Router => {
  const router = Router();

  router.get(/^\/p\//, async (req, res) => {
    const verdict = signer.verify(req.path);
    if (!verdict.ok) {
      throw verdict.reason === 'expired'
        ? new AppError('playback_expired')
        : new AppError('signature_invalid');
    }
    const key = verdict.path.slice(1);
    const info = await objects.head(key);
    res.set({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'content-length, content-range, accept-ranges',
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=3600, immutable',
      'content-type': info.contentType,
      etag: `"${info.etag}"`,
      'timing-allow-origin': '*',
    });
    // Answers 304 and HEAD without touching the bytes.
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    const range = rangeOf(req, info.size);
    if (range) {
      res.status(206).set('content-range', `bytes ${range.start}-${range.end}/${info.size}`);
    }
    res.set('content-length', String(range ? range.end - range.start + 1 : info.size));
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    const { body } = await objects.read(key, range ?? undefined);
    await pipeline(body, res).catch((error: NodeJS.ErrnoException) => {
      // The viewer went on to another segment or left: not a failure.
      if (
        error.code !== 'ERR_STREAM_PREMATURE_CLOSE' &&
        error.code !== 'ECONNRESET' &&
        error.code !== 'EPIPE'
      )
        throw error;
    });
  });

  return router;
};

/** One range only (RFC 9110, 14.2); several ranges, or units unknown to us, get the whole file. */
const rangeOf = (req: Request, size: number): { start: number; end: number } | null => {
  const header = req.get('range');
  const match = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, from = '', to = ''] = match;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end || start >= size) {
    throw new AppError('range_not_satisfiable', undefined, {
      headers: { 'content-range': `bytes */${size}` },
    });
  }
  return { start, end };
};
