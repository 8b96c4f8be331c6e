import { speedIcon } from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { PlayerPort } from '../model/player-port.ts';
import type { Commands } from './commands.ts';
import type { controlsMessages } from './controls.messages.ts';
import type { Feedback } from './feedback.ts';
import type { Menu } from './menu.ts';
import type { Presence } from './presence.ts';
import { Touches, type Touch } from './touches.ts';

/** Two taps within this time on the same side are one double tap; more of them add up while none is later than `moreTime`. */
const doubleTapTime = 300;
const moreTime = 700;
const skip = 10;
/** Milliseconds of a press after which the video runs faster for as long as it lasts. */
const holdTime = 500;
const heldRate = 2;

export interface GestureParts {
  readonly commands: Commands;
  readonly feedback: Feedback;
  readonly presence: Presence;
  readonly menu: Menu;
  readonly localize: Words<typeof controlsMessages.en>;
}

/**
 * Pointer on the picture. A mouse: click plays and pauses, double click goes full screen. A finger: tap shows and hides
 * the controls; double tap on the left or right third skips, and each further tap skips more; in full screen two
 * fingers fill the player or show the whole picture; with `volume-swipe` a finger that goes up or down on the right
 * half changes the volume. Either, held down while the video plays: double speed.
 */
export class Gestures {
  readonly #base: HTMLElement;
  readonly #port: PlayerPort;
  readonly #parts: GestureParts;
  #lastTap = { at: 0, side: 0 };
  /** Whether the controls were there when the finger came: the focus that it brings is a sign of life itself. */
  #present = true;
  /** Seconds that the taps of this row have skipped. */
  #skipped = 0;
  #holding: ReturnType<typeof setTimeout> | undefined;
  /** The speed before it was held down; null while it is not. */
  #rateBefore: number | null = null;
  /** The click that ends a gesture is none. */
  #spent = false;
  /** Volume at which a swipe began. */
  #volumeBefore: number | null = null;

  constructor(base: HTMLElement, port: PlayerPort, parts: GestureParts) {
    this.#base = base;
    this.#port = port;
    this.#parts = parts;
    base.addEventListener('click', this.#click);
    base.addEventListener('dblclick', this.#doubleClick);
    base.addEventListener('pointermove', this.#move);
    base.addEventListener(
      'pointerleave',
      (event) => event.pointerType === 'mouse' && this.#parts.presence.leave(),
    );
    new Touches(base, {
      begins: (event) => this.#begin(event),
      moves: (touch) => this.#swipe(touch),
      pinches: (ratio) => this.#pinch(ratio),
      ends: () => this.#end(),
    });
  }

  readonly #move = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') this.#parts.presence.stir();
  };

  readonly #click = (event: PointerEvent): void => {
    const spent = this.#spent;
    this.#spent = false;
    if (spent || !this.#port.started || this.#port.failure || !onPicture(event)) return;
    const { menu, commands } = this.#parts;
    if (menu.open) return menu.close({ returnFocus: false });
    this.#base.focus({ preventScroll: true });
    if (event.pointerType === 'touch') this.#tap(event);
    else commands.togglePlay();
  };

  readonly #doubleClick = (event: MouseEvent): void => {
    const touch = performance.now() - this.#lastTap.at < doubleTapTime * 2;
    if (this.#port.started && onPicture(event) && !touch) this.#parts.commands.toggleFullscreen();
  };

  #tap(event: PointerEvent): void {
    const { commands, presence } = this.#parts;
    const box = this.#base.getBoundingClientRect();
    const place = (event.clientX - box.left) / box.width;
    const side = place < 1 / 3 ? -1 : place > 2 / 3 ? 1 : 0;
    const now = performance.now();
    const inRow = now - this.#lastTap.at < (this.#skipped > 0 ? moreTime : doubleTapTime);
    const again = inRow && side === this.#lastTap.side && side !== 0;
    this.#lastTap = { at: now, side };
    if (!again) this.#skipped = 0;
    if (this.#port.ended) commands.togglePlay();
    else if (again) {
      this.#skipped += skip;
      commands.seekBy(side * skip, this.#skipped);
    } else if (this.#present && !this.#port.paused) presence.leave();
    else if (this.#port.paused && side === 0) commands.togglePlay();
    else presence.stir();
  }

  #begin(event: PointerEvent): void {
    this.#spent = false;
    this.#present = this.#parts.presence.present;
    if (!this.#port.started || this.#port.failure || !onPicture(event) || this.#parts.menu.open) return;
    const { media } = this.#port;
    this.#volumeBefore = media.muted ? 0 : media.volume;
    clearTimeout(this.#holding);
    if (this.#port.paused) return;
    this.#holding = setTimeout(() => {
      if (this.#port.paused || this.#port.ended) return;
      this.#spent = true;
      this.#rateBefore = media.playbackRate;
      media.playbackRate = heldRate;
      this.#parts.feedback.keep(speedIcon, `${this.#parts.localize.number(heldRate)}×`);
      this.#parts.feedback.say(this.#parts.localize.term('fast'));
    }, holdTime);
  }

  #end(): void {
    clearTimeout(this.#holding);
    this.#volumeBefore = null;
    if (this.#rateBefore === null) return;
    this.#port.media.playbackRate = this.#rateBefore;
    this.#rateBefore = null;
    this.#parts.feedback.hide();
  }

  /** It is no press any more; with `volume-swipe` and mostly upright it is a wish for more or less sound. */
  #swipe({ x, dx, dy, type }: Touch): void {
    if (this.#rateBefore !== null) return;
    clearTimeout(this.#holding);
    const before = this.#volumeBefore;
    const box = this.#base.getBoundingClientRect();
    const wanted =
      type === 'touch' && this.#port.element.hasAttribute('volume-swipe') && x > box.left + box.width / 2;
    if (!wanted || before === null || (!this.#spent && Math.abs(dx) > Math.abs(dy))) return;
    this.#spent = true;
    this.#parts.commands.setVolume(before - dy / (box.height * 0.75));
  }

  #pinch(ratio: number): void {
    clearTimeout(this.#holding);
    this.#spent = true;
    if (document.fullscreenElement !== this.#port.element) return;
    if (ratio > 1.2) this.#parts.commands.fill(true);
    else if (ratio < 0.8) this.#parts.commands.fill(false);
  }
}

const onPicture = (event: Event): boolean =>
  !event
    .composedPath()
    .some(
      (node) =>
        node instanceof Element &&
        node.matches('.controls, .menu, .panel, .notice, .end-screen, .top, .overlay, button, input, a'),
    );
