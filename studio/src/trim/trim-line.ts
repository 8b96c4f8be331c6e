import { css, html } from 'lit';
import { property } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';
import { writeMoment } from './moments.ts';

export type TrimEnd = 'startMs' | 'endMs';

/** An end of the part was moved. */
export class TrimMoveEvent extends Event {
  readonly end: TrimEnd;
  readonly ms: number;

  constructor(end: TrimEnd, ms: number) {
    super('trim-move');
    this.end = end;
    this.ms = ms;
  }
}

const stepMs = 100;
const largeStepMs = 5000;

/** A time line with a handle at each end of the part that is shown. Fires `trim-move`. */
export class TrimLine extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .line {
        position: relative;
        block-size: 44px;
        border-radius: var(--_radius-s);
        background-color: color-mix(in oklab, var(--_text) 10%, var(--_surface));
      }

      .part {
        position: absolute;
        inset-block: 0;
        inset-inline: calc(var(--start) * 100%) calc((1 - var(--end)) * 100%);
        border: 2px solid var(--_accent-ink);
        border-radius: var(--_radius-s);
        background-color: color-mix(in oklab, var(--_accent) 12%, transparent);
      }

      .film,
      film-strip,
      .left-out {
        position: absolute;
        inset: 0;
      }

      .film {
        overflow: hidden;
        border-radius: inherit;
      }

      .left-out {
        background-color: color-mix(in oklab, var(--_surface) 70%, transparent);
      }

      .left-out.before {
        inset-inline-end: calc((1 - var(--start)) * 100%);
      }

      .left-out.after {
        inset-inline-start: calc(var(--end) * 100%);
      }

      .now {
        position: absolute;
        inset-block: -4px;
        inset-inline-start: calc(var(--now) * 100% - 1px);
        inline-size: 2px;
        background-color: var(--_text);
        pointer-events: none;
      }

      /* Each takes the whole line, so that its value is a place on it; only the handles take the pointer. */
      input {
        position: absolute;
        inset-block: 0;
        inset-inline: -12px;
        inline-size: calc(100% + 24px);
        block-size: 100%;
        margin: 0;
        appearance: none;
        background: none;
        pointer-events: none;
      }

      input:focus-visible {
        outline: none;
      }

      input::-webkit-slider-thumb {
        appearance: none;
        inline-size: 24px;
        block-size: 44px;
        border: 9px solid transparent;
        border-block-width: 6px;
        border-radius: 12px;
        background: var(--_accent-ink) content-box;
        background-clip: padding-box;
        cursor: ew-resize;
        pointer-events: auto;
      }

      input::-moz-range-thumb {
        box-sizing: border-box;
        inline-size: 24px;
        block-size: 44px;
        border: 9px solid transparent;
        border-block-width: 6px;
        border-radius: 12px;
        background: var(--_accent-ink);
        background-clip: padding-box;
        cursor: ew-resize;
        pointer-events: auto;
      }

      input:focus-visible::-webkit-slider-thumb {
        outline: 2px solid var(--_accent-ink);
        outline-offset: 1px;
      }

      input:focus-visible::-moz-range-thumb {
        outline: 2px solid var(--_accent-ink);
        outline-offset: 1px;
      }

      @media (forced-colors: active) {
        .line {
          border: 1px solid CanvasText;
        }

        .part,
        .now,
        input::-webkit-slider-thumb {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ type: Number }) durationMs = 0;
  @property({ type: Number }) startMs = 0;
  @property({ type: Number }) endMs = 0;
  /** Small pictures behind the line. */
  @property() storyboardUrl: string | null = null;
  /** What the player shows. */
  @property({ type: Number }) nowMs = 0;

  protected override updated(): void {
    const line = this.renderRoot.querySelector<HTMLElement>('.line');
    const share = (ms: number) => String(this.durationMs > 0 ? Math.min(1, ms / this.durationMs) : 0);
    line?.style.setProperty('--start', share(this.startMs));
    line?.style.setProperty('--end', share(this.endMs));
    line?.style.setProperty('--now', share(this.nowMs));
  }

  override render() {
    return html`
      <div class="line" role="group" aria-label=${this.t('trimLine')}>
        <div class="film" aria-hidden="true">
          <film-strip .url=${this.storyboardUrl} .durationMs=${this.durationMs}></film-strip>
          <div class="left-out before"></div>
          <div class="left-out after"></div>
        </div>
        <div class="part"></div>
        <div class="now"></div>
        ${this.#handle('startMs')}${this.#handle('endMs')}
      </div>
    `;
  }

  #handle(end: TrimEnd) {
    const ms = this[end];
    return html`<input
      type="range"
      min="0"
      max=${this.durationMs}
      step="1"
      .value=${String(ms)}
      aria-label=${this.t(`trim_${end}`)}
      aria-valuetext=${writeMoment(ms)}
      @input=${({ target }: Event) => this.#move(end, Number((target as HTMLInputElement).value))}
      @keydown=${(event: KeyboardEvent) => this.#onKey(end, event)}
    />`;
  }

  /** A millisecond, the step of the slider itself, would be too little. */
  #onKey(end: TrimEnd, event: KeyboardEvent): void {
    const forward = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: stepMs * forward,
      ArrowLeft: -stepMs * forward,
      ArrowUp: stepMs,
      ArrowDown: -stepMs,
      PageUp: largeStepMs,
      PageDown: -largeStepMs,
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#move(end, this[end] + step);
  }

  #move(end: TrimEnd, ms: number): void {
    this.dispatchEvent(new TrimMoveEvent(end, Math.min(this.durationMs, Math.max(0, ms))));
    // The slider goes back to where its owner lets it be.
    this.requestUpdate();
  }
}
