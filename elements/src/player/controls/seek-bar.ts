import { html, nothing, type TemplateResult } from 'lit';

import type { Words } from '../../localize/words.ts';
import { bufferedUntil } from '../model/buffered.ts';
import { chapterAt } from '../model/chapters.ts';
import { clock } from '../../localize/clock.ts';
import { reachOf, type Reach } from '../model/live.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { loadStoryboard, tileAt, type Tile } from '../storyboard/storyboard.ts';
import type { AbLoop } from './ab-loop.ts';
import { SeekFrames } from './seek-frames.ts';
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
  readonly #frames: SeekFrames;
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
    this.#frames = new SeekFrames(port);
    for (const type of ['timeupdate', 'progress', 'seeking', 'seeked', 'durationchange']) {
      port.media.addEventListener(type, () => this.updated());
    }
  }

  get scrubbing(): boolean {
    return this.#scrubbing !== null;
  }

  render(): TemplateResult {
    const { chapters } = this.#port;
    const reach = reachOf(this.#port);
    const known = reach !== null && !reach.live;
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
        min=${reach?.start ?? 0}
        max=${reach?.end ?? 1}
        step="any"
        ?disabled=${!reach}
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
    const { chapters, media } = this.#port;
    const reach = reachOf(this.#port);
    const time = this.#scrubbing ?? this.#port.currentTime;
    const share = (seconds: number): string => String(shareOf(reach, seconds));
    root.style.setProperty('--played', share(time));
    root.style.setProperty('--buffered', share(bufferedUntil(media.buffered, time) ?? time));
    root.querySelectorAll<HTMLElement>('.seek-chapter').forEach((gap, index) => {
      const chapter = chapters.filter(({ startMs }) => startMs > 0)[index];
      gap.style.setProperty('--at', share((chapter?.startMs ?? 0) / 1000));
    });
    if (this.#scrubbing === null) input.value = String(time);
    this.#marks.updated(root);
    const text = this.#positionText(reach, time);
    const note = this.#marks.noteAt(time);
    input.setAttribute('aria-valuetext', note ? `${text}, ${note}` : text);
    this.#preview(root);
  };

  #positionText(reach: Reach | null, time: number): string {
    if (!reach) return this.#localize.term('live');
    if (reach.live) return this.#localize.term('behindLive', { time: clock(reach.end - time) });
    const values = { time: clock(time, reach.end), duration: clock(reach.end) };
    const chapter = chapterAt(this.#port.chapters, time)?.title;
    return chapter
      ? this.#localize.term('positionInChapter', { ...values, chapter })
      : this.#localize.term('position', values);
  }

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
    const { chapters } = this.#port;
    const reach = reachOf(this.#port);
    const share = this.#scrubbing !== null ? shareOf(reach, this.#scrubbing) : this.#hover;
    const preview = root.querySelector<HTMLElement>('.seek-preview');
    if (!preview) return;
    root.classList.toggle('pointed', share !== null && reach !== null);
    if (share === null || !reach) return;
    const seconds = reach.start + share * (reach.end - reach.start);
    root.style.setProperty('--hovered', String(share));
    setText(
      preview.querySelector('.seek-time'),
      reach.live ? `−${clock(reach.end - seconds)}` : clock(seconds, reach.end),
    );
    setText(preview.querySelector('.seek-title'), chapterAt(chapters, seconds)?.title ?? '');
    setText(preview.querySelector('.seek-note'), this.#marks.noteAt(seconds));
    const picture = preview.querySelector<HTMLElement>('.seek-picture');
    const tile = tileAt(this.#tiles, seconds);
    if (picture && (tile || !this.#frames.show(picture, seconds))) showTile(picture, tile);
    // Kept inside the player's edges.
    const half = preview.offsetWidth / 2;
    const edge = root.offsetWidth;
    preview.style.setProperty(
      '--x',
      `${Math.min(Math.max(share * edge, half), Math.max(half, edge - half))}px`,
    );
  }
}

/** Where on the bar a moment is, 0 to 1. */
const shareOf = (reach: Reach | null, seconds: number): number =>
  reach ? Math.min(1, Math.max(0, (seconds - reach.start) / (reach.end - reach.start))) : 0;

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
