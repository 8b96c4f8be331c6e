import type { PlayerPort } from '../model/player-port.ts';
import type { Commands } from './commands.ts';
import type { Menu } from './menu.ts';
import type { Presence } from './presence.ts';

/** Two taps within this time on the same side are one double tap. */
const doubleTapTime = 300;
const skip = 10;

/**
 * Pointer on the picture. A mouse: click plays and pauses, double click goes full screen. A finger: tap shows and
 * hides the controls, double tap on the left or right third skips.
 */
export class Gestures {
  readonly #base: HTMLElement;
  readonly #port: PlayerPort;
  readonly #commands: Commands;
  readonly #presence: Presence;
  readonly #menu: Menu;
  #lastTap = { at: 0, side: 0 };

  constructor(
    base: HTMLElement,
    port: PlayerPort,
    parts: { commands: Commands; presence: Presence; menu: Menu },
  ) {
    this.#base = base;
    this.#port = port;
    this.#commands = parts.commands;
    this.#presence = parts.presence;
    this.#menu = parts.menu;
    base.addEventListener('click', this.#click);
    base.addEventListener('dblclick', this.#doubleClick);
    base.addEventListener('pointermove', this.#move);
    base.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && this.#presence.leave());
  }

  readonly #move = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') this.#presence.stir();
  };

  readonly #click = (event: PointerEvent): void => {
    if (!this.#port.started || this.#port.failure || !onPicture(event)) return;
    if (this.#menu.open) return this.#menu.close({ returnFocus: false });
    this.#base.focus({ preventScroll: true });
    if (event.pointerType === 'touch') this.#tap(event);
    else this.#commands.togglePlay();
  };

  readonly #doubleClick = (event: MouseEvent): void => {
    const touch = performance.now() - this.#lastTap.at < doubleTapTime * 2;
    if (this.#port.started && onPicture(event) && !touch) this.#commands.toggleFullscreen();
  };

  #tap(event: PointerEvent): void {
    const box = this.#base.getBoundingClientRect();
    const place = (event.clientX - box.left) / box.width;
    const side = place < 1 / 3 ? -1 : place > 2 / 3 ? 1 : 0;
    const now = performance.now();
    const double = now - this.#lastTap.at < doubleTapTime && side === this.#lastTap.side;
    this.#lastTap = { at: now, side };
    if (this.#port.ended) this.#commands.togglePlay();
    else if (double && side !== 0) this.#commands.seekBy(side * skip);
    else if (this.#presence.present && !this.#port.paused) this.#presence.leave();
    else if (this.#port.paused && side === 0) this.#commands.togglePlay();
    else this.#presence.stir();
  }
}

const onPicture = (event: Event): boolean =>
  !event
    .composedPath()
    .some(
      (node) =>
        node instanceof Element && node.matches('.controls, .menu, .notice, .end-screen, button, input, a'),
    );
