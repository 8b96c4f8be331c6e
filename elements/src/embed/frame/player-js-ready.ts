export const context = 'player.js';
export const version = '0.0.11';
export const events = ['ready', 'play', 'pause', 'ended', 'timeupdate', 'progress', 'error'] as const;
export const methods = [
  ...['play', 'pause', 'getPaused', 'mute', 'unmute', 'getMuted', 'setVolume', 'getVolume', 'getDuration'],
  ...['setCurrentTime', 'getCurrentTime', 'setLoop', 'getLoop', 'addEventListener', 'removeEventListener'],
] as const;

/**
 * The message of player.js that says that the player can be asked. Pages compare `src` with the address that they gave
 * the frame.
 */
export const playerJsReady = (listener?: string): string =>
  JSON.stringify({
    context,
    version,
    event: 'ready',
    value: { src: location.href, events, methods },
    listener,
  });

/** Whether a message may be one of player.js: a string of JSON, or an object from those who do not know that. */
export const isPlayerJs = (data: unknown): boolean =>
  typeof data === 'string'
    ? data.length <= 10_000 && data.includes(context)
    : (data as { context?: unknown } | null | undefined)?.context === context;
