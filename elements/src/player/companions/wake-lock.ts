import type { PlayerPort } from '../model/player-port.ts';

/** Keeps the screen on while a picture moves and somebody can see it, and not a moment longer. */
export const wakeLock = (port: PlayerPort): void => {
  const { media, element } = port;
  const { wakeLock: locks } = navigator as { wakeLock?: WakeLock };
  // A frame that may not would have the refusal in its console.
  if (!locks || !allowed('screen-wake-lock')) return;
  let lock: WakeLockSentinel | null = null;
  let asking = false;

  const wanted = (): boolean =>
    element.isConnected &&
    !media.paused &&
    !media.ended &&
    media.videoWidth > 0 &&
    document.visibilityState === 'visible' &&
    !(media.muted && media.loop);

  const settle = async (): Promise<void> => {
    if (!wanted()) {
      const held = lock;
      lock = null;
      return held?.release().catch(() => undefined);
    }
    if (asking || (lock && !lock.released)) return;
    asking = true;
    // Refused when the battery is low: the screen may go dark then.
    lock = await locks.request('screen').catch(() => null);
    asking = false;
    // It may have stopped meanwhile.
    if (lock && !wanted()) await settle();
  };

  const change = (): void => void settle();
  for (const type of ['playing', 'pause', 'ended', 'emptied', 'volumechange']) {
    media.addEventListener(type, change);
  }
  element.addController({
    hostConnected: () => document.addEventListener('visibilitychange', change),
    hostDisconnected: () => {
      document.removeEventListener('visibilitychange', change);
      change();
    },
  });
  change();
};

/** Whether the permissions policy lets this document; true where it cannot be asked. */
const allowed = (feature: string): boolean => {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  return featurePolicy?.allowsFeature(feature) ?? true;
};
