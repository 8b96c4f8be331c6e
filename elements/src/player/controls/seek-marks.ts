import { html, nothing, svg, type TemplateResult } from 'lit';

import type { Words } from '../../localize/words.ts';
import { heatPath, usableMarkers, type Marker } from '../model/markers.ts';
import type { PlayerPort } from '../model/player-port.ts';
import type { AbLoop } from './ab-loop.ts';
import type { controlsMessages } from './controls.messages.ts';

/** Share of the timeline around a marker in which it is meant. */
const reach = 0.008;

/** What lies on the timeline beside the chapters: moments that are talked about, and the stretch that is repeated. */
export class SeekMarks {
  readonly #port: PlayerPort;
  readonly #loop: AbLoop;
  readonly #localize: Words<typeof controlsMessages.en>;
  #given: unknown = null;
  #duration = 0;
  #markers: readonly Required<Marker>[] = [];
  #heat = '';
  /** Those whose ticks are where they belong; media tell of their time often. */
  #placed: unknown = null;

  constructor(port: PlayerPort, parts: { loop: AbLoop; localize: Words<typeof controlsMessages.en> }) {
    this.#port = port;
    this.#loop = parts.loop;
    this.#localize = parts.localize;
  }

  render(): TemplateResult {
    this.#read();
    const { start, end } = this.#loop;
    return html`
      ${
        this.#heat
          ? html`<svg class="seek-heat" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              ${svg`<path d=${this.#heat}></path>`}
            </svg>`
          : nothing
      }
      ${this.#markers.map(() => html`<i class="seek-marker"></i>`)}
      ${start === null && end === null ? nothing : html`<div class="seek-loop"></div>`}
    `;
  }

  /** Places go into custom properties by script: a strict policy allows no `style` attributes. */
  updated(root: HTMLElement): void {
    const share = (seconds: number): string => String(Math.min(1, seconds / this.#duration || 0));
    const { start, end } = this.#loop;
    const drawnAnew = root.querySelector<HTMLElement>('.seek-marker')?.style.getPropertyValue('--at') === '';
    if (drawnAnew || this.#placed !== this.#markers) {
      this.#placed = this.#markers;
      root.querySelectorAll<HTMLElement>('.seek-marker').forEach((tick, index) => {
        tick.style.setProperty('--at', share(this.#markers[index]?.time ?? 0));
      });
    }
    root.style.setProperty('--loop-start', share(start ?? 0));
    root.style.setProperty('--loop-end', share(end ?? start ?? 0));
  }

  /** How many speak of this place, in words; empty where nobody does. */
  noteAt(seconds: number): string {
    const count = this.#markers
      .filter(({ time }) => Math.abs(time - seconds) <= Math.max(0.5, this.#duration * reach))
      .reduce((sum, marker) => sum + marker.count, 0);
    return count > 0 ? this.#localize.term('mentions', { count }) : '';
  }

  #read(): void {
    const { markers, duration } = this.#port;
    if (markers === this.#given && duration === this.#duration) return;
    this.#given = markers;
    this.#duration = duration;
    this.#markers = usableMarkers(markers, duration);
    this.#heat = heatPath(this.#markers, duration);
  }
}
