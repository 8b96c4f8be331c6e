import { waitUntil } from '@open-wc/testing';

/** Waits for a condition as long as a busy machine may need; `why` is what is said when it never holds. */
export const until = (condition: () => unknown, why?: string): Promise<void> =>
  waitUntil(condition, why, { timeout: 30_000 });
