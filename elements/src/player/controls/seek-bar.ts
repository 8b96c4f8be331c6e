import { html, nothing, type TemplateResult } from 'lit';

import type { Words } from '../../localize/words.ts';
import { chapterAt } from '../model/chapters.ts';
import { clock } from '../model/clock.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { loadStoryboard, tileAt, type Tile } from '../storyboard/storyboard.ts';
import type { AbLoop } from './ab-loop.ts';
import type { controlsMessages } from './controls.messages.ts';
import { SeekMarks } from './seek-marks.ts';

/** While the thumb is dragged, the picture follows at most this often, in milliseconds. */
const scrubPause = 150;

/**
 * The timeline: a native range input, so that touch screen readers can swipe it, under our own drawing. Positions
 * go into custom properties by script between renders, so that a playing video does not render its controls anew.
 */
export class SeekBar {
  readonly #port: PlayerPort;
  readonly #base: HTMLElement;
  readonly #localize: Words<typeof controlsMessages.en>;
  readonly #marks: SeekMarks;
  #scrubbing: number | null = null;
  #scrubbedAt = 0;
  #hover: number | null = null;
  #tiles: readonly Tile[] = [];
  #tilesUrl: string | null = null;

  constructor(
    port: PlayerPort,
    base: HTMLElement,
    parts: { loop: AbLoop; localize: Words<typeof controlsMessages.en> },
  ) {
    this.#port = port;
    this.#base = base;
    this.#localize = parts.localize;
    this.#marks = new SeekMarks(port, parts);
    for (const type of ['timeupdate', 'progress', 'seeking', 'seeked', 'durationchange']) {
      port.media.addEventListener(type, () => this.updated());
    }
  }

  get scrubbing(): boolean {
    return this.#scrubbing !== null;
  }

  render(): TemplateResult {
    const { duration, chapters } = this.#port;
    const known = Number.isFinite(duration) && duration > 0;
    return html`<div
      class="seek ${this.scrubbing ? 'scrubbing' : ''}"
      part="seek-bar"
      @pointerenter=${this.#point}
      @pointermove=${this.#point}
      @pointerleave=${this.#unpoint}
    >
      <div class="seek-track">
        <div class="seek-buffer"></div>
        <div class="seek-hover"></div>
        <div class="seek-played"></div>
        ${
          known
            ? chapters.filter(({ startMs }) => startMs > 0).map(() => html`<i class="seek-chapter"></i>`)
            : nothing
        }
      </div>
      ${known ? this.#marks.render() : nothing}
      <div class="seek-thumb"></div>
      <input
        class="seek-input"
        type="range"
        min="0"
        max=${known ? duration : 1}
        step="any"
        ?disabled=${!known}
        aria-label=${this.#localize.term('seek')}
        aria-keyshortcuts="ArrowLeft ArrowRight j l"
        @input=${this.#scrub}
        @change=${this.#settle}
      />
      <div class="seek-preview" aria-hidden="true">
        <div class="seek-picture"></div>
        <span class="seek-title"></span>
        <span class="seek-note"></span>
        <span class="seek-time"></span>
      </div>
    </div>`;
  }

  /** Brings the drawing up to the media's position. */
  readonly updated = (): void => {
    const root = this.#root;
    const input = root?.querySelector<HTMLInputElement>('.seek-input');
    if (!root || !input) return;
    const { duration, chapters, media } = this.#port;
    const time = this.#scrubbing ?? this.#port.currentTime;
    const share = (seconds: number): string => String(duration > 0 ? Math.min(1, seconds / duration) : 0);
    root.style.setProperty('--played', share(time));
    root.style.setProperty('--buffered', share(bufferedEnd(media.buffered, time)));
    root.querySelectorAll<HTMLElement>('.seek-chapter').forEach((gap, index) => {
      const chapter = chapters.filter(({ startMs }) => startMs > 0)[index];
      gap.style.setProperty('--at', share((chapter?.startMs ?? 0) / 1000));
    });
    if (this.#scrubbing === null) input.value = String(time);
    const values = { time: clock(time, duration), duration: clock(duration) };
    this.#marks.updated(root);
    const chapter = chapterAt(chapters, time)?.title;
    const text = chapter
      ? this.#localize.term('positionInChapter', { ...values, chapter })
      : this.#localize.term('position', values);
    const note = this.#marks.noteAt(time);
    input.setAttribute('aria-valuetext', note ? `${text}, ${note}` : text);
    this.#preview(root);
  };

  get #root(): HTMLElement | null {
    return this.#base.querySelector<HTMLElement>('.seek');
  }

  readonly #point = (event: PointerEvent): void => {
    const box = this.#root?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    this.#hover = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    void this.#fetchTiles();
    this.updated();
  };

  readonly #unpoint = (): void => {
    this.#hover = null;
    this.updated();
  };

  readonly #scrub = (event: Event): void => {
    this.#scrubbing = Number((event.target as HTMLInputElement).value);
    const now = performance.now();
    if (now - this.#scrubbedAt > scrubPause) {
      this.#scrubbedAt = now;
      this.#port.currentTime = this.#scrubbing;
    }
    void this.#fetchTiles();
    this.#port.requestUpdate();
    this.updated();
  };

  readonly #settle = (event: Event): void => {
    this.#scrubbing = null;
    this.#port.currentTime = Number((event.target as HTMLInputElement).value);
    this.#port.requestUpdate();
  };

  /** Storyboards are fetched when somebody looks for a place, and again when the video is another. */
  async #fetchTiles(): Promise<void> {
    const url = this.#port.storyboardUrl;
    if (url === this.#tilesUrl) return;
    this.#tilesUrl = url;
    this.#tiles = url ? await loadStoryboard(url) : [];
    this.updated();
  }

  #preview(root: HTMLElement): void {
    const { duration, chapters } = this.#port;
    const share = this.#scrubbing !== null ? this.#scrubbing / duration : this.#hover;
    const preview = root.querySelector<HTMLElement>('.seek-preview');
    if (!preview) return;
    root.classList.toggle('pointed', share !== null && duration > 0);
    if (share === null || !(duration > 0)) return;
    const seconds = share * duration;
    root.style.setProperty('--hovered', String(share));
    setText(preview.querySelector('.seek-time'), clock(seconds, duration));
    setText(preview.querySelector('.seek-title'), chapterAt(chapters, seconds)?.title ?? '');
    setText(preview.querySelector('.seek-note'), this.#marks.noteAt(seconds));
    const picture = preview.querySelector<HTMLElement>('.seek-picture');
    const tile = tileAt(this.#tiles, seconds);
    if (picture) showTile(picture, tile);
    // Kept inside the player's edges.
    const half = preview.offsetWidth / 2;
    const edge = root.offsetWidth;
    preview.style.setProperty(
      '--x',
      `${Math.min(Math.max(share * edge, half), Math.max(half, edge - half))}px`,
    );
  }
}

const showTile = (picture: HTMLElement, tile: Tile | null): void => {
  picture.hidden = tile === null;
  if (!tile) return;
  picture.style.setProperty('inline-size', `${tile.width}px`);
  picture.style.setProperty('block-size', `${tile.height}px`);
  picture.style.setProperty('background-image', `url(${JSON.stringify(tile.url)})`);
  picture.style.setProperty('background-position', `${-tile.x}px ${-tile.y}px`);
};

const setText = (node: Element | null, text: string): void => {
  if (node && node.textContent !== text) node.textContent = text;
};

/** End of the buffered range around `time`; `time` itself when nothing is there. */
const bufferedEnd = (ranges: TimeRanges, time: number): number => {
  for (let index = 0; index < ranges.length; index++) {
    if (ranges.start(index) <= time + 0.5 && ranges.end(index) >= time) return ranges.end(index);
  }
  return time;
};
