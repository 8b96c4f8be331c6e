import { createHmac, timingSafeEqual } from 'node:crypto';

import type { UrlSigner } from '../ports/url-signer.ts';

/** Expiries are rounded up to this, so that players which ask within it get one path, and caches one object. */
const roundToSeconds = 300;

const prefixPattern = /^\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\/$/;
/** No percent signs, empty segments or segments that start with a dot: nothing that a server may read as another path. */
const tokenPath =
  /^\/p\/(\d{10,12})\.([A-Za-z0-9_-]{43})((\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\/)(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?)$/;

/** Token paths by HMAC-SHA-256 over expiry and prefix. A prefix has two segments, such as `/v/<videoId>/`. */
export class HmacUrlSigner implements UrlSigner {
  readonly #keys: readonly string[];

  /** `keys`: the current one first, then those that still verify. */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  sign(prefix: string, expiresAt: Date): string {
    const key = this.#keys[0];
    if (key === undefined) throw new Error('The URL signer needs at least one key.');
    if (!prefixPattern.test(prefix)) throw new TypeError(`A prefix has two segments, unlike ${prefix}`);
    const expires = String(Math.ceil(expiresAt.getTime() / 1000 / roundToSeconds) * roundToSeconds);
    return `/p/${expires}.${mac(key, expires, prefix).toString('base64url')}${prefix}`;
  }

  verify(path: string, now = new Date()): ReturnType<UrlSigner['verify']> {
    const [, expires, given, rest, prefix] = tokenPath.exec(path) ?? [];
    if (expires === undefined || given === undefined || rest === undefined || prefix === undefined) {
      return { ok: false, reason: 'malformed' };
    }
    const bytes = Buffer.from(given, 'base64url');
    const matches = this.#keys.map((key) => timingSafeEqual(bytes, mac(key, expires, prefix)));
    if (!matches.includes(true)) return { ok: false, reason: 'forged' };
    if (Number(expires) * 1000 <= now.getTime()) return { ok: false, reason: 'expired' };
    return { ok: true, path: rest };
  }
}

const mac = (key: string, expires: string, prefix: string): Buffer =>
  createHmac('sha256', key).update(`${expires}\n${prefix}`).digest();
