import { Circuit } from '../model/circuit.ts';
import { defaultRetry, type RetryOptions } from '../model/retry-policy.ts';
import { originOf } from './connections.ts';
import { sleepOrOnline } from './waiting.ts';

/** As many as a browser has connections to a host: all of them failing is no accident of one. */
const limit = 6;

/** One circuit for each origin that this page's uploads speak to. */
export class Circuits {
  readonly #retry: RetryOptions;
  readonly #circuits = new Map<string, Circuit>();

  constructor(retry: Partial<RetryOptions> = {}) {
    this.#retry = { ...defaultRetry, ...retry };
  }

  of(url: string): Circuit {
    const origin = originOf(url);
    const known = this.#circuits.get(origin);
    if (known) return known;
    const { base, cap, random, now } = this.#retry;
    const made = new Circuit({ limit, base, cap, random, now, wait: sleepOrOnline });
    this.#circuits.set(origin, made);
    return made;
  }
}
