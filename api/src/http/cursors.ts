import { createHmac, timingSafeEqual } from 'node:crypto';

import { AppError } from './app-error.ts';

type Position = readonly (string | number)[];

/**
 * Opaque, signed list positions. A cursor is bound to its list (`scope`: route, sort and filter), so one list's
 * cursor is refused by another.
 */
export class Cursors {
  readonly #keys: readonly string[];

  /** Current key first; all verify. */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  encode(scope: string, position: Position): string {
    const body = Buffer.from(JSON.stringify(position)).toString('base64url');
    return `${body}.${this.#mac(this.#keys[0] ?? '', scope, body)}`;
  }

  /** Throws `invalid_cursor`. Undefined stays undefined: the first page. */
  decode(scope: string, cursor: string | undefined): Position | undefined {
    if (cursor === undefined) return undefined;
    const [body = '', mac = ''] = cursor.split('.');
    const valid = this.#keys.some((key) => equal(this.#mac(key, scope, body), mac));
    if (!valid) throw new AppError('invalid_cursor');
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as Position;
  }

  /** Cuts the extra row that tells whether there is more, and makes the next cursor from the last kept one. */
  page<T>(
    scope: string,
    rows: T[],
    limit: number,
    position: (row: T) => Position,
  ): { items: T[]; nextCursor: string | null } {
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last !== undefined ? this.encode(scope, position(last)) : null,
    };
  }

  #mac(key: string, scope: string, body: string): string {
    return createHmac('sha256', key).update(`${scope}\n${body}`).digest('base64url').slice(0, 22);
  }
}

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
