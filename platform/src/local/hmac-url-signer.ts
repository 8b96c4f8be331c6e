import { createHmac } from 'node:crypto';

import type { UrlSigner } from '../ports/url-signer.ts';
import {
  signedText,
  verifyTokenPath,
  type Mac,
  type MediaRequest,
  type MediaVerdict,
} from '../token-path/verify.ts';

const prefixPattern = /^\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\/$/;

/** Token paths by HMAC-SHA-256, judged by the function that also runs at the edge. */
export class HmacUrlSigner implements UrlSigner {
  readonly #keys: readonly string[];

  /** `keys`: the current one first, then those that still verify. */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  sign(prefix: string, expiresAt: Date, origin: string | null = null): string {
    if (!prefixPattern.test(prefix)) throw new TypeError(`A prefix has two segments, unlike ${prefix}`);
    if (origin?.includes('\n')) throw new TypeError('An origin has no line breaks.');
    return this.#path({ covers: origin === null ? '' : 'o', what: prefix, expiresAt, origin: origin ?? '' });
  }

  signFile(path: string, expiresAt: Date): string {
    const signed = this.#path({ covers: 'f', what: path, expiresAt, origin: '' });
    if (path.endsWith('/') || !this.verify({ path: signed }, new Date(0)).ok) {
      throw new TypeError(`${path} is not the path of a file`);
    }
    return signed;
  }

  verify(request: MediaRequest, now = new Date()): MediaVerdict {
    return verifyTokenPath(request, this.#keys, now.getTime() / 1000, mac);
  }

  #path(right: { covers: '' | 'f' | 'o'; what: string; expiresAt: Date; origin: string }): string {
    const { covers, what, expiresAt, origin } = right;
    const key = this.#keys[0];
    if (key === undefined) throw new Error('The URL signer needs at least one key.');
    const expires = String(Math.ceil(expiresAt.getTime() / 1000));
    const signature = mac(key, signedText(expires, covers, what, origin));
    return `/p/${expires}.${signature}${covers && `.${covers}`}${what}`;
  }
}

const mac: Mac = (key, text) => createHmac('sha256', key).update(text).digest('base64url');
