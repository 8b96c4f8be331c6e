/** Set by who starts a process that shall end with it. */
export const supervisedVariable = 'VIDKIT_SUPERVISED';

/**
 * For a child of the supervisor: calls `onGone` once when the supervisor has gone, killed without a word
 * included, for the channel between both closes then. Does nothing in a process that runs on its own, which is
 * one that is not `supervised`.
 */
export const followParent = (
  onGone: () => void,
  supervised = process.env[supervisedVariable] !== undefined,
): void => {
  // What we start in turn is not the supervisor's.
  Reflect.deleteProperty(process.env, supervisedVariable);
  if (!process.channel) {
    // It may have gone while we were still loading; the event has passed then.
    if (supervised) queueMicrotask(onGone);
    return;
  }
  process.once('disconnect', onGone);
  // The channel alone is no reason to keep running once everything else has ended.
  process.channel.unref();
};

/** Tells the supervisor that this process does its work. */
export const tellReady = (): void => {
  // Without the callback a supervisor that has just gone would end us by an error, instead of an orderly stop.
  if (process.connected) process.send?.('ready', undefined, undefined, () => undefined);
};
