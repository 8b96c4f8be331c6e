import type { PlayerPort } from '../model/player-port.ts';
import { refused } from '../source/refused.ts';

/**
 * Among `<source>` children the next is tried when one fails, as in `<video>`: the child is told by `error`, the
 * player only when there is no other. Trying again after that begins with the first.
 */
export const nextSource = (port: PlayerPort): void => {
  const { element } = port;
  const goOn = (event?: Event): void => {
    if (port.src || port.videoId || !port.failure || (event && event.target !== element)) return;
    const children = [...element.querySelectorAll<HTMLSourceElement>(':scope > source[src]')];
    const failed = children.find(({ src }) => src === port.currentSrc);
    if (!failed) return;
    refused.set(failed, failed.src);
    failed.dispatchEvent(new Event('error'));
    if (port.currentSrc) {
      event?.stopImmediatePropagation();
      // What failed is still being taken down.
      queueMicrotask(() => port.retry());
    } else for (const child of children) refused.delete(child);
  };
  // Before any listener of the page: there is nothing to tell it yet.
  element.addEventListener('error', goOn, { capture: true });
  // It failed while this was on its way.
  goOn();
};
