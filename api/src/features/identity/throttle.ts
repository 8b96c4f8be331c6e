import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

import type { RateLimit, RateLimiter } from '@vidkit/platform/ports/rate-limiter';

type Act = 'sign-in' | 'second-step' | 'sign-up' | 'social' | 'mail';

const limits: Readonly<Record<Act, { address: RateLimit; network: RateLimit }>> = {
  'sign-in': {
    address: { name: 'sign-in-address', points: 10, perSeconds: 900 },
    network: { name: 'sign-in-network', points: 100, perSeconds: 900 },
  },
  /** By account: a code has a million values, of which three are good. */
  'second-step': {
    address: { name: 'second-step-account', points: 10, perSeconds: 900 },
    network: { name: 'second-step-network', points: 100, perSeconds: 900 },
  },
  'sign-up': {
    address: { name: 'sign-up-address', points: 5, perSeconds: 3600 },
    network: { name: 'sign-up-network', points: 60, perSeconds: 3600 },
  },
  /** Of those whose address is proven elsewhere: what strangers do with the address does not count. */
  social: {
    address: { name: 'social-address', points: 30, perSeconds: 3600 },
    network: { name: 'social-network', points: 100, perSeconds: 3600 },
  },
  mail: {
    address: { name: 'mail-address', points: 5, perSeconds: 3600 },
    network: { name: 'mail-network', points: 60, perSeconds: 3600 },
  },
};

/** How often people may try, by e-mail address and by network. */
export class Throttle {
  readonly #limiter: RateLimiter;

  constructor(limiter: RateLimiter) {
    this.#limiter = limiter;
  }

  /** Seconds to wait, or 0 when the act may go on. */
  async take(act: Act, email: string, ip: string): Promise<number> {
    const verdicts = await Promise.all([
      this.#limiter.take(limits[act].address, addressKey(email)),
      this.#limiter.take(limits[act].network, networkOf(ip)),
    ]);
    const waits = verdicts
      .filter(({ allowed }) => !allowed)
      .map(({ retryAfterSeconds }) => retryAfterSeconds);
    return waits.length === 0 ? 0 : Math.max(1, ...waits);
  }

  /** Forgets the failures of an address after a success. */
  async forgive(act: Act, email: string): Promise<void> {
    await this.#limiter.reset(limits[act].address, addressKey(email));
  }
}

/** Addresses are hashed so that no store of counters lists who signs in. */
const addressKey = (email: string): string =>
  createHash('sha256').update(email.toLowerCase()).digest('base64url');

/** Who moves within one network counts as one: /24 for IPv4, /56 for IPv6. */
export const networkOf = (ip: string): string => {
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(address)) return address.split('.').slice(0, 3).join('.');
  const [head = '', tail = ''] = address.split('::');
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const missing = address.includes('::') ? 8 - before.length - after.length : 0;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  const [a, b, c, d = '0'] = groups.map((group) => group.padStart(4, '0').toLowerCase());
  return [a, b, c, d.slice(0, 2)].join(':');
};
