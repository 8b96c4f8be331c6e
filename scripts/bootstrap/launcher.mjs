import { clearInterval, setInterval } from 'node:timers';

const everyMs = 500;

/**
 * Calls `onGone` once when the npm that started us has gone: a signal ends npm and the shell between us, and that shell
 * does not pass it on. Does nothing for who was started by hand, and may outlive its shell.
 * @param {() => void} onGone
 */
export const followLauncher = (onGone) => {
  const launcher = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined || launcher === 1) return;
  const watch = setInterval(() => {
    if (process.ppid === launcher) return;
    clearInterval(watch);
    onGone();
  }, everyMs);
  watch.unref();
};
