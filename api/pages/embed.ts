import { serveFrame, QualityChoice } from '@vidkit/elements/embed/serve-frame';
import type { VidPlayer } from '@vidkit/elements/player';

/** The embed page: lets the page around it control the player, and keeps to what its address asked for. */
const start = (player: VidPlayer): void => {
  const framed = window.parent !== window;
  const qualities = framed ? serveFrame(player, player.givenPlayback).qualities : new QualityChoice(player);
  const { quality } = player.dataset;
  if (quality !== undefined) qualities.wish(quality);

  const title = document.querySelector<HTMLElement>('.title');
  player.addEventListener('play', () => title?.setAttribute('hidden', ''), { once: true });
};

void customElements.whenDefined('vid-player').then(() => {
  const player = document.querySelector<VidPlayer>('vid-player');
  if (player) start(player);
});
