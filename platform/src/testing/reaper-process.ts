import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { isRunning } from '../local/process-info.ts';

/**
 * Ends a server of the tests once their process has gone: that one holds the other end of our standard input.
 * Arguments: the server's process id and the folder to remove.
 */
const [pidText, folder] = process.argv.slice(2);
const pid = Number(pidText);

// Who ends a whole tree of processes must not end us before the server.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.stdin.resume();
process.stdin.on('error', () => undefined);
process.stdin.once('close', () => void end());

const end = async (): Promise<void> => {
  // At once, also for clients that are still there.
  if (await isRunning(pid)) process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 600 && (await isRunning(pid)); waited += 1) await sleep(50);
  if (folder) await rm(folder, { recursive: true, force: true });
};
