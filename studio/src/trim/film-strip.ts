import { loadStoryboard, type Tile, tileAt } from '@vidkit/elements/storyboard';
import { css, html, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';

/** What a video shows along its time, as many small pictures as fit. Empty while there are none. */
export class FilmStrip extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      :host {
        display: flex;
        overflow: hidden;
      }

      .cell {
        position: relative;
        flex: 1 0 0;
        overflow: hidden;
      }

      .picture {
        position: absolute;
        inset-block-start: 0;
        left: 50%;
        transform-origin: top left;
      }
    `,
  ];

  /** WebVTT whose cues are parts of sheets. */
  @property() url: string | null = null;
  @property({ type: Number }) durationMs = 0;

  @state() private tiles: readonly Tile[] = [];
  @state() private size = { width: 0, height: 0 };

  #loading: AbortController | null = null;
  readonly #watcher = new ResizeObserver(([entry]) => {
    if (entry) this.size = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
    this.#loading?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('url')) void this.#load();
  }

  async #load(): Promise<void> {
    this.#loading?.abort();
    this.tiles = [];
    if (this.url === null) return;
    const loading = (this.#loading = new AbortController());
    const tiles = await loadStoryboard(this.url, loading.signal);
    if (!loading.signal.aborted) this.tiles = tiles;
  }

  override render() {
    return this.#shown.map(() => html`<div class="cell"><div class="picture"></div></div>`);
  }

  /** In the order of time, each for the middle of its part; rather one too many than a gap. */
  get #shown(): readonly Tile[] {
    const [first] = this.tiles;
    const { width, height } = this.size;
    if (!first || width === 0 || height === 0) return [];
    const count = Math.ceil((width * first.height) / (height * first.width));
    const seconds = this.durationMs / 1000;
    return Array.from(
      { length: count },
      (_, i) => tileAt(this.tiles, ((i + 0.5) / count) * seconds) ?? first,
    );
  }

  /** Sheets have no styles of their own under our content policy: what is drawn is set on the element. */
  protected override updated(): void {
    const pictures = this.renderRoot.querySelectorAll<HTMLElement>('.picture');
    for (const [i, { url, x, y, width, height }] of this.#shown.entries()) {
      const style = pictures[i]?.style;
      if (!style) continue;
      const scale = this.size.height / height;
      style.inlineSize = `${width}px`;
      style.blockSize = `${height}px`;
      style.background = `url(${JSON.stringify(url)}) ${-x}px ${-y}px no-repeat`;
      style.transform = `scale(${scale}) translateX(-50%)`;
    }
  }
}
