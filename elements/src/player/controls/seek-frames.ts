import type { Engine, Frames } from '../engine/engine.ts';
import type { PlayerPort } from '../model/player-port.ts';

/** CSS pixels of a picture over the timeline, as wide as those of a storyboard. */
const width = 160;

/** Pictures over the timeline for streams that have no storyboard but list their keyframes. */
export class SeekFrames {
  readonly #port: PlayerPort;
  #engine: Engine | null = null;
  #frames: Frames | null = null;
  #asked = NaN;

  constructor(port: PlayerPort) {
    this.#port = port;
  }

  /** Whether the picture of the moment is, or will be, in `place`. */
  show(place: HTMLElement, seconds: number): boolean {
    const { engine, storyboardUrl } = this.#port;
    if (engine !== this.#engine || storyboardUrl) this.#close();
    this.#engine = engine;
    if (!storyboardUrl) this.#frames ??= this.#open(place);
    if (!this.#frames) return false;
    const whole = Math.round(seconds);
    if (whole !== this.#asked) this.#frames.show((this.#asked = whole));
    return true;
  }

  #open(place: HTMLElement): Frames | null {
    const frames = this.#engine?.openFrames?.() ?? null;
    if (!frames) return null;
    const { picture } = frames;
    picture.width = width;
    picture.addEventListener('loadeddata', () => (place.hidden = false), { once: true });
    place.append(picture);
    return frames;
  }

  #close(): void {
    this.#frames?.picture.remove();
    this.#frames?.destroy();
    this.#frames = null;
    this.#asked = NaN;
  }
}
