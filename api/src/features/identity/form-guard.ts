import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const field = 'csrf';
const token = /^[\w-]{43}$/;

/**
 * Tells our own forms from forged ones: the browser's `Origin` (or `Sec-Fetch-Site`) has to be ours, and a
 * hidden field has to match a cookie that only we can set (signed double submit). The cookie also recognises the
 * browser in which somebody signed up.
 */
export class FormGuard {
  readonly #origin: string;
  readonly #keys: readonly string[];
  readonly #cookie: string;
  readonly #attributes: string;

  constructor({ publicUrl, keys }: { publicUrl: string; keys: readonly string[] }) {
    const secure = publicUrl.startsWith('https:');
    this.#origin = publicUrl;
    this.#keys = keys;
    this.#cookie = secure ? '__Host-vid_browser' : 'vid_browser';
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=86400${secure ? '; Secure' : ''}`;
  }

  /** The hidden field's value. Sets the cookie when the browser has none. */
  token(request: IncomingMessage, response: ServerResponse): string {
    return this.#sign(this.#ensure(request, response), this.#keys[0] ?? '');
  }

  accepts(request: IncomingMessage & { body?: unknown }): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (origin !== undefined ? origin !== this.#origin : site !== undefined && site !== 'same-origin')
      return false;
    const secret = this.#read(request);
    const given = (request.body as Record<string, unknown> | undefined)?.[field];
    if (secret === null || typeof given !== 'string') return false;
    return this.#keys.some((key) => equal(given, this.#sign(secret, key)));
  }

  /** Hash that recognises the browser. Null when it has no cookie of ours yet. */
  browser(request: IncomingMessage): string | null {
    const secret = this.#read(request);
    return secret && createHash('sha256').update(`browser ${secret}`).digest('base64url');
  }

  #ensure(request: IncomingMessage, response: ServerResponse): string {
    const known = this.#read(request);
    if (known) return known;
    const secret = randomBytes(32).toString('base64url');
    response.appendHeader('Set-Cookie', `${this.#cookie}=${secret}; ${this.#attributes}`);
    return secret;
  }

  #read(request: IncomingMessage): string | null {
    for (const pair of (request.headers.cookie ?? '').split(';')) {
      const [name, value = ''] = pair.trim().split('=', 2);
      if (name === this.#cookie && token.test(value)) return value;
    }
    return null;
  }

  #sign(secret: string, key: string): string {
    return createHmac('sha256', key).update(`form ${secret}`).digest('base64url');
  }
}

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
