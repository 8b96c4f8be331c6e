/**
 * Whether a token path may be read: `/p/<expiry>.<mac>/v/<videoId>/…`. One pure function that runs in this process and,
 * its types taken away, in a CloudFront Function (`edge-function.ts`): no imports, nothing asynchronous, and only
 * the language of that runtime, so no destructuring, spreading or `for…of`. `vectors.json` fixes what it answers.
 */

/** What of a request a right depends on. Headers as they came, undefined when there was none. */
export interface MediaRequest {
  readonly path: string;
  readonly origin?: string | undefined;
  readonly referer?: string | undefined;
}

export type MediaVerdict =
  /** `path` is what is opened, without the token; `expires` in seconds since 1970; `origin` the one page's it is for. */
  | { ok: true; path: string; expires: number; origin: string | null }
  /** `origin_missing`: the token is for one page's origin, and the request does not say where it comes from. */
  | { ok: false; reason: 'malformed' | 'forged' | 'expired' | 'origin_missing' };

/** HMAC-SHA-256 of `text` in base64url, without padding. */
export type Mac = (key: string, text: string) => string;

/**
 * Seconds, signature, what it covers, path, prefix. No percent signs, empty segments or segments that start with a
 * dot: nothing that a server may read as another path.
 */
const tokenPath =
  /^\/p\/(\d{10,12})\.([A-Za-z0-9_-]{43})(?:\.([fo]))?((\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\/)(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?)$/;

/** What a token signs. `covers`: '' a whole prefix, `f` one file, `o` a prefix for the pages of one origin. */
export const signedText = (expires: string, covers: string, what: string, origin: string): string =>
  [expires, covers, what, origin].join('\n');

/** `keys`: the current one and those that still count. All are tried, so that time does not tell which one fits. */
export const verifyTokenPath = (
  request: MediaRequest,
  keys: readonly string[],
  nowSeconds: number,
  mac: Mac,
): MediaVerdict => {
  const match = tokenPath.exec(request.path);
  if (match === null) return { ok: false, reason: 'malformed' };
  const expires = String(match[1]);
  const given = String(match[2]);
  const covers = match[3] === undefined ? '' : match[3];
  const path = String(match[4]);
  const origin = covers === 'o' ? originOf(request) : '';
  if (origin === null) return { ok: false, reason: 'origin_missing' };
  const text = signedText(expires, covers, covers === 'f' ? path : String(match[5]), origin);
  const fitting = keys.filter((key) => same(given, mac(key, text)));
  if (fitting.length === 0) return { ok: false, reason: 'forged' };
  if (Number(expires) <= nowSeconds) return { ok: false, reason: 'expired' };
  return { ok: true, path: path, expires: Number(expires), origin: origin === '' ? null : origin };
};

/** Where the asking page lives: cross-origin fetches say so in `Origin`, all else in `Referer`. Null: it does not say. */
const originOf = (request: MediaRequest): string | null => {
  if (request.origin !== undefined && request.origin !== '')
    return request.origin === 'null' ? null : request.origin;
  const match = /^https?:\/\/[^/?#\\@]+(?=[/?#]|$)/.exec(
    request.referer === undefined ? '' : request.referer,
  );
  return match === null ? null : match[0];
};

/** Takes the same time wherever the first difference is. */
const same = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
};
