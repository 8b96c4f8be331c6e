import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Ends the server `pid` and removes its folder when this process ends, by SIGKILL included: a small process beside
 * us waits for our end of a pipe to break. Returns what ends it at once, and resolves when it is gone with its folder.
 */
export const endWithThisProcess = (pid: number, folder: string): (() => Promise<void>) => {
  const reaper = spawn(
    process.execPath,
    [fileURLToPath(new URL('reaper-process.ts', import.meta.url)), String(pid), folder],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  reaper.unref();
  // The pipe alone must not keep the test's process alive; the types do not know that it is a socket.
  (reaper.stdin as unknown as { unref(): void }).unref();
  const gone = once(reaper, 'exit');
  return async () => {
    reaper.ref();
    reaper.stdin.destroy();
    await gone;
  };
};
