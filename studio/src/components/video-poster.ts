import type { Video } from '@vidkit/contracts/schemas/video';
import { filmIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';

import { StudioElement } from './studio-element.ts';

/** The still picture of a video with its length, at 120 × 68. */
export class VideoPoster extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      :host {
        position: relative;
        flex: none;
        overflow: hidden;
        inline-size: 120px;
        block-size: 68px;
        border-radius: 6px;
        background-color: color-mix(in oklab, var(--_text) 8%, var(--_surface));
        outline: 1px solid color-mix(in oklab, var(--_text) 10%, transparent);
        outline-offset: -1px;
      }

      img {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }

      .blank {
        display: grid;
        place-items: center;
        block-size: 100%;
        color: var(--_text-muted);
        font-size: 20px;
      }

      .length {
        position: absolute;
        inset-block-end: 4px;
        inset-inline-end: 4px;
        padding: 1px 5px;
        border-radius: 4px;
        background-color: rgb(0 0 0 / 0.78);
        color: white;
        font-size: var(--_size-xs);
        font-variant-numeric: tabular-nums;
        font-weight: 550;
        line-height: 1.3;
      }
    `,
  ];

  @property({ attribute: false }) video: Video | null = null;

  override render() {
    const { posterUrl = null, durationMs = null } = this.video ?? {};
    return html`
      ${
        posterUrl
          ? html`<img src=${posterUrl} alt="" width="120" height="68" loading="lazy" decoding="async" />`
          : html`<div class="blank">${filmIcon}</div>`
      }
      ${
        durationMs === null
          ? nothing
          : html`<span class="length"
            ><span aria-hidden="true" dir="ltr">${clock(durationMs)}</span
            ><span class="visually-hidden"
              >${this.t('durationIs', { duration: this.localize.duration(durationMs / 1000) })}</span
            ></span
          >`
      }
    `;
  }
}

/** `83000` → `1:23`, `3723000` → `1:02:03`. */
export const clock = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};
