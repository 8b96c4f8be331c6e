import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const name = 'vid_step';
const seconds = 600;

export interface SecondStepOptions {
  /** Current first. */
  readonly keys: readonly string[];
  readonly secure: boolean;
}

/** Remembers in the browser, below the address of one sign-in, who has given the password and owes the second code. */
export class SecondStep {
  readonly #keys: readonly string[];
  readonly #secure: boolean;

  constructor({ keys, secure }: SecondStepOptions) {
    this.#keys = keys;
    this.#secure = secure;
  }

  begin(response: ServerResponse, uid: string, accountId: string): void {
    const until = Math.floor(Date.now() / 1000) + seconds;
    const mac = macOf(this.#keys[0] ?? '', uid, accountId, until);
    this.#set(response, uid, `${accountId}.${until}.${mac}`, seconds);
  }

  /** Who it is; null for nobody, another sign-in's, or too late. */
  accountOf(request: IncomingMessage, uid: string): string | null {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
    const [accountId = '', until = '', mac = ''] = value.split('.');
    if (!(Number(until) > Date.now() / 1000)) return null;
    const good = this.#keys.some((key) => equal(mac, macOf(key, uid, accountId, Number(until))));
    return good ? accountId : null;
  }

  end(response: ServerResponse, uid: string): void {
    this.#set(response, uid, '', 0);
  }

  #set(response: ServerResponse, uid: string, value: string, age: number): void {
    response.appendHeader(
      'Set-Cookie',
      `${name}=${value}; Path=/interaction/${uid}; Max-Age=${age}; HttpOnly; SameSite=Lax${this.#secure ? '; Secure' : ''}`,
    );
  }
}

const macOf = (key: string, uid: string, accountId: string, until: number): string =>
  createHmac('sha256', key).update(`second step ${uid} ${accountId} ${until}`).digest('base64url');

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
