import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/**
 * Asks until the answer is truthy and returns it. Throws with `what` and the last answer, or the last error, when
 * that takes too long.
 */
export const until = async <T>(
  what: string,
  ask: () => Promise<T> | T,
  { withinMs = 60_000, everyMs = 100 }: UntilOptions = {},
): Promise<Truthy<T>> => {
  const end = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer as Truthy<T>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`, { cause: last });
    await sleep(everyMs);
  }
};
