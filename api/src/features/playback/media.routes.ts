import { pipeline } from 'node:stream/promises';

import { growingPlaylist } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { UrlSigner } from '@vidkit/platform/ports/url-signer';
import type { MediaVerdict } from '@vidkit/platform/token-path/verify';
import { Router, type Request } from 'express';

import { AppError } from '../../http/app-error.ts';

type Right = Extract<MediaVerdict, { ok: true }>;

/**
 * Media by token path, `/p/<token>/v/<videoId>/<revision>/<file>`: the token is the right to read, and there is no
 * other way; `/v/…` without one is refused like a wrong one. Revisions never change, so everything may be cached for
 * as long as the right lasts; only the playlists of a growing one are asked for each time, which is cheap by their
 * ETag.
 */
export const mediaRoutes = (objects: ObjectStore, signer: UrlSigner): Router => {
  const router = Router();

  // On refusals too: without it a player on another site cannot tell 403 from a broken line, and would not renew.
  router.all(/^\/[pv]\//, (_req, res, next) => {
    res.set({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'content-length, content-range, accept-ranges',
      'timing-allow-origin': '*',
    });
    next();
  });

  router.options(/^\/p\//, (_req, res) => {
    res.set({ 'access-control-allow-headers': 'range', 'access-control-max-age': '86400' });
    res.status(204).end();
  });

  router.get(/^\/[pv]\//, async (req, res) => {
    const right = admit(req, signer);
    const key = right.path.slice(1);
    const info = await objects.head(key);
    res.set({
      'accept-ranges': 'bytes',
      'cache-control': cacheControl(right),
      'content-type': info.contentType,
      etag: `"${info.etag}"`,
    });
    // Answers 304 and HEAD without touching the bytes.
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    const range = growingPlaylist.test(key) ? null : rangeOf(req, info.size);
    if (range) {
      res.status(206).set('content-range', `bytes ${range.start}-${range.end}/${info.size}`);
    }
    if (req.method === 'HEAD') {
      res.set('content-length', String(range ? range.end - range.start + 1 : info.size)).end();
      return;
    }
    const { info: sent, body } = await objects.read(key, range ?? undefined);
    // What grows may have been replaced since we asked.
    res.set('etag', `"${sent.etag}"`);
    res.set('content-length', String(range ? range.end - range.start + 1 : sent.size));
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

const admit = (req: Request, signer: UrlSigner): Right => {
  const verdict = signer.verify({ path: req.path, origin: req.get('origin'), referer: req.get('referer') });
  if (verdict.ok) return verdict;
  switch (verdict.reason) {
    case 'expired':
      throw new AppError('playback_expired');
    case 'origin_missing':
      throw new AppError('origin_not_allowed');
    case 'forged':
    case 'malformed':
      throw new AppError('signature_invalid');
  }
};

/** No cache answers longer than the right lasts, and none that people share answers for a right of one site. */
const cacheControl = ({ path, expires, origin }: Right): string => {
  const seconds = Math.max(0, Math.floor(expires - Date.now() / 1000));
  const caching = growingPlaylist.test(path) ? 'no-cache' : `max-age=${seconds}, immutable`;
  return `${origin === null ? 'public' : 'private'}, ${caching}`;
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
