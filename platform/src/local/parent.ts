/**
 * For a child of the supervisor: calls `onGone` once when the supervisor has gone, killed without a word
 * included, for the channel between both closes then. Does nothing in a process that runs on its own.
 */
export const followParent = (onGone: () => void): void => {
  if (!process.channel) return;
  process.once('disconnect', onGone);
  // The channel alone is no reason to keep running once everything else has ended.
  process.channel.unref();
};

/** Tells the supervisor that this process does its work. */
export const tellReady = (): void => {
  if (process.connected) process.send?.('ready');
};
