import { setTimeout as sleep } from 'node:timers/promises';

import { isSame, type ProcessMark } from '@vidkit/platform/local/instance-lock';

/**
 * Waits for the processes that an instance left behind when it was killed. They end by themselves once they notice;
 * who does not within `graceMs` is ended.
 */
export const endOrphans = async (orphans: readonly ProcessMark[], graceMs = 5000): Promise<void> => {
  await Promise.all(
    orphans.map(async (orphan) => {
      for (const [signal, waitMs] of [
        [null, graceMs],
        ['SIGTERM', graceMs],
        ['SIGKILL', graceMs],
      ] as const) {
        if (signal && (await isSame(orphan))) process.kill(orphan.pid, signal);
        for (let waited = 0; waited < waitMs && (await isSame(orphan)); waited += 50) await sleep(50);
      }
    }),
  );
};
