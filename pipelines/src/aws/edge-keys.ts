import type { ProcessLog } from '../flow/attempt.ts';

export interface EdgeKeysOptions {
  /** Those by which addresses of media are signed: the current one, then the previous one where there is one. */
  readonly mediaKeys: () => Promise<readonly string[]>;
  /** Stores them where the edge looks them up. */
  readonly put: (current: string, previous: string | null) => Promise<void>;
  readonly log: ProcessLog;
}

/**
 * Brings the keys of media addresses from where they are kept to where the edge checks them. Repeating it changes
 * nothing; it runs by the clock and whenever the secret was changed, so that a rotation that nobody heard of is made up for.
 */
export const edgeKeys =
  ({ mediaKeys, put, log }: EdgeKeysOptions) =>
  async (): Promise<void> => {
    const [current, previous = null] = await mediaKeys();
    if (current === undefined) throw new RangeError('The secret of the installation has no media keys.');
    await put(current, previous);
    log.info({ keys: previous === null ? 1 : 2 }, 'the edge has the keys');
  };
