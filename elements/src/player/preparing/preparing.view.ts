import type { ProcessingProgress } from '@vidkit/contracts/schemas/video';
import { css, html, nothing, type TemplateResult } from 'lit';

import type { Words } from '../../localize/words.ts';
import type { playerMessages } from '../player.messages.ts';

/** What stands in the player while a video is being prepared. */
export const render = (
  progress: ProcessingProgress | null,
  words: Words<typeof playerMessages.en>,
): TemplateResult => {
  const share = words.percent((progress?.percent ?? 0) / 100);
  return html`<div class="cover notice" part="preparing">
    <p>${progress ? words.term('preparingShare', { share }) : words.term('preparing')}</p>
    <div
      class="share"
      role="progressbar"
      aria-label=${words.term('preparing')}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${progress ? Math.round(progress.percent) : nothing}
    >
      <div></div>
    </div>
    <small>${words.term('preparingHint')}</small>
  </div>`;
};

/** Moves the bar; by script, since a strict CSP forbids style attributes. */
export const updated = (progress: ProcessingProgress | null, root: ParentNode): void => {
  const bar = root.querySelector<HTMLElement>('.share > div');
  bar?.style.setProperty('--value', String((progress?.percent ?? 0) / 100));
};

export const preparingStyles = css`
  .notice small {
    color: oklch(1 0 0 / 0.72);
    font-size: var(--_size-s);
  }

  .share {
    inline-size: min(240px, 60cqi);
    block-size: 4px;
    margin-block: 8px 4px;
    overflow: hidden;
    border-radius: 2px;
    background-color: oklch(1 0 0 / 0.25);
  }

  .share > div {
    block-size: 100%;
    background-color: var(--_played);
    transform: scaleX(var(--value, 0));
    transform-origin: left;
    transition: transform 600ms linear;
  }

  .share:dir(rtl) > div {
    transform-origin: right;
  }

  @media (prefers-reduced-motion: reduce) {
    .share > div {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .share {
      outline: 1px solid CanvasText;
    }

    .share > div {
      background-color: Highlight;
      forced-color-adjust: none;
    }
  }
`;
