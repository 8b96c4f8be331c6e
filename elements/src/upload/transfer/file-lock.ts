import { createDeferred } from '../model/deferred.ts';

/**
 * Holds a name that no other tab holds. Returns the function that lets go, or null when it is taken. Where the
 * browser has no locks (an insecure page), everybody may.
 */
export const holdLock = async (name: string): Promise<(() => void) | null> => {
  if (!('locks' in navigator)) return () => undefined;
  const held = createDeferred<void>();
  return new Promise((resolve) => {
    navigator.locks
      .request(`vid-upload ${name}`, { ifAvailable: true }, (lock) => {
        resolve(lock ? () => held.resolve() : null);
        return lock ? held.promise : undefined;
      })
      .catch(() => resolve(() => undefined));
  });
};
