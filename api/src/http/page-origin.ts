import type { Request } from 'express';

/**
 * Origin of the page that asks, by what the browser says and never by what the page says: `Origin`, and without it
 * (a GET to the page's own origin, a picture, a frame) `Referer`. Null when neither tells.
 */
export const pageOriginOf = (req: Pick<Request, 'get'>): string | null => {
  const origin = req.get('origin');
  if (origin !== undefined) return origin;
  const referer = req.get('referer');
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : null;
};
