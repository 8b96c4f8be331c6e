/** Waits, but not beyond the signal. Resolves either way: callers look at the signal next. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });

/** As `sleep`, but ends early when the browser says that the line is back. */
export const sleepOrOnline = async (ms: number, signal: AbortSignal): Promise<void> => {
  const early = new AbortController();
  const wake = (): void => early.abort();
  globalThis.addEventListener('online', wake);
  await sleep(ms, AbortSignal.any([signal, early.signal]));
  globalThis.removeEventListener('online', wake);
};

/** `onLine === true` proves nothing, but `false` is worth believing: nothing can be sent. */
export const isOffline = (): boolean => 'onLine' in navigator && !navigator.onLine;

/** Resolves when the browser is not surely offline, or the signal ends. */
export const untilOnline = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (!isOffline() || signal.aborted) return resolve();
    const end = (): void => {
      globalThis.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    globalThis.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
