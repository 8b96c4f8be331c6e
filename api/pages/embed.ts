import { answerHost } from '@vidkit/elements/embed/answer-host';
import { refuseFrame } from '@vidkit/elements/embed/refuse-frame';
import type { ServedFrame } from '@vidkit/elements/embed/serve-frame';
import type { VidPlayer } from '@vidkit/elements/player';

/** The embed page: lets the page around it control the player, and keeps to what its address asked for. */
const framed = window.parent !== window;
const player = document.querySelector<VidPlayer>('vid-player');
const refused = document.querySelector<HTMLElement>('main[data-refused]');
if (player) show(player);
else if (refused && framed) refuseFrame(refused.dataset['refused'] ?? '', document.title);

function show(player: VidPlayer): void {
  let served: Promise<ServedFrame> | undefined;
  const serve = async (): Promise<ServedFrame> => {
    const { serveFrame } = await import('@vidkit/elements/embed/serve-frame');
    await customElements.whenDefined('vid-player');
    return serveFrame(player);
  };
  const once = (): Promise<ServedFrame> => {
    served ??= serve();
    served.catch(() => (served = undefined));
    return served;
  };

  if (framed) answerHost(async () => (await once()).take);

  const { quality } = player.dataset;
  const choose = (): void =>
    void once().then(
      ({ qualities }) => qualities.wish(quality ?? ''),
      () => undefined,
    );
  if (quality !== undefined) player.addEventListener('loadstart', choose, { once: true });

  const title = document.querySelector<HTMLElement>('.title');
  player.addEventListener('play', () => title?.setAttribute('hidden', ''), { once: true });
}
