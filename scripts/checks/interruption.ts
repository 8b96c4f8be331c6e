import { constants } from 'node:os';

import { followParent } from '@vidkit/platform/local/parent';

import { followLauncher } from '../bootstrap/launcher.mjs';

/** Runs `clean` once when a signal or the end of who supervises us asks this process to go, then ends it. */
export const onInterruption = (supervised: boolean, clean: (why: string) => Promise<void>): void => {
  let going = false;
  const go = (why: string, code: number) => {
    if (going) return;
    going = true;
    void clean(why)
      .catch((error: unknown) => console.error(error))
      .finally(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => go(signal, 128 + constants.signals[signal]));
  }
  const onAlone = () => go('nobody waits for the result', 1);
  followParent(onAlone, supervised);
  followLauncher(onAlone);
};
