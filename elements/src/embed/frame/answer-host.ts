import { isCall } from '../embed-protocol.ts';
import { isPlayerJs, playerJsReady } from './player-js-ready.ts';

export type Take = (event: MessageEvent<unknown>) => void;

/** Messages that wait for their answer while its code is on the way. */
const maxWaiting = 1_000;

/**
 * Hears the page right around the frame, and no other window. Says `ready` of player.js, which tells the page nothing
 * that it does not know; what answers is loaded when the page first speaks our language or that of player.js.
 */
export const answerHost = (load: () => Promise<Take>): void => {
  const waiting: MessageEvent<unknown>[] = [];
  let take: Take | null = null;
  let loading = false;

  const begin = async (): Promise<void> => {
    loading = true;
    try {
      take = await load();
      waiting.splice(0).forEach(take);
    } catch {
      // The next message tries again.
    }
    loading = false;
  };

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    // A page without an origin of its own cannot be addressed.
    if (event.source !== window.parent || event.origin === 'null') return;
    if (!isCall(event.data) && !isPlayerJs(event.data)) return;
    if (take) return take(event);
    if (waiting.length < maxWaiting) waiting.push(event);
    if (!loading) void begin();
  });
  window.parent.postMessage(playerJsReady(), '*');
};
