/**
 * Takes the place of the browser's wake lock, which headless browsers refuse. `held` counts the locks that are not
 * released; `restore` gives the browser its own back.
 */
export const countWakeLocks = (): { held: number; restore: () => void } => {
  const { wakeLock } = navigator;
  const count = { held: 0, restore: () => void Reflect.deleteProperty(wakeLock, 'request') };
  wakeLock.request = () => {
    count.held++;
    const lock = Object.assign(new EventTarget(), {
      released: false,
      type: 'screen' as const,
      onrelease: null,
      release: () => {
        if (!lock.released) count.held--;
        lock.released = true;
        return Promise.resolve();
      },
    });
    return Promise.resolve(lock);
  };
  return count;
};
