import { css } from 'lit';

import { captionsStyles } from '../captions/captions.styles.ts';
import { audioStyles } from './look-audio.styles.ts';
import { minimalStyles } from './look-minimal.styles.ts';
import { menuStyles } from './menu.styles.ts';
import { pageThingsStyles } from './page-things.styles.ts';
import { seekBarStyles } from './seek-bar.styles.ts';
import { sizesStyles } from './sizes.styles.ts';

export const controlsStyles = css`
  ${seekBarStyles}
  ${menuStyles}
  ${captionsStyles}

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* Time runs from left to right on a timeline in every language. */
  .controls {
    --target: 36px;
    position: absolute;
    inset: auto 0 0;
    display: flex;
    flex-direction: column;
    padding: 48px 12px 6px;
    background: linear-gradient(to top, var(--_scrim), oklch(0 0 0 / 0.45) 45%, transparent);
    color: var(--_control);
    direction: ltr;
    pointer-events: none;
    transition: opacity var(--_smooth) var(--_ease);
  }

  .controls > * {
    pointer-events: auto;
  }

  .controls.away {
    opacity: 0;
  }

  .controls.away > * {
    pointer-events: none;
  }

  .row {
    display: flex;
    align-items: center;
    gap: 2px;
  }

  .gap {
    flex: 1;
  }

  .control {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--target);
    block-size: var(--target);
    padding: 0;
    border: 0;
    border-radius: var(--_radius-full);
    background: none;
    color: inherit;
    font-size: 18px;
    cursor: pointer;
    filter: drop-shadow(0 0 2px oklch(0 0 0 / 0.5));
    touch-action: manipulation;
    transition: background-color var(--_quick) var(--_ease);
  }

  .control:hover {
    background-color: color-mix(in oklab, currentcolor 16%, transparent);
  }

  .control:active {
    background-color: color-mix(in oklab, currentcolor 26%, transparent);
  }

  .control.on {
    position: relative;
  }

  .control.on::after {
    position: absolute;
    inset: auto 9px 3px;
    block-size: 2px;
    border-radius: 1px;
    background-color: var(--_played);
    content: '';
  }

  .time {
    padding-inline: 8px;
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
    line-height: 1.2;
    text-shadow: 0 0 3px oklch(0 0 0 / 0.6);
    white-space: nowrap;
    user-select: none;
  }

  .live {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    border: 0;
    border-radius: var(--_radius-s);
    padding-inline: 8px;
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_size-s);
    cursor: pointer;
  }

  .live::before {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background-color: oklch(0.75 0 0);
    content: '';
    forced-color-adjust: none;
  }

  .live.on {
    cursor: default;
  }

  .live.on::before {
    background-color: oklch(0.65 0.22 25);
  }

  .time-total {
    color: color-mix(in oklab, currentcolor 78%, transparent);
  }

  /* Two-tone, so that it is seen on any picture. */
  :is(.control, .live, .menu-item, .volume, .seek-input):focus-visible {
    outline: 2px solid white;
    outline-offset: -2px;
    box-shadow: 0 0 0 2px oklch(0 0 0 / 0.8);
  }

  /* ---- Volume ---- */

  .volume-group {
    display: flex;
    align-items: center;
  }

  .volume {
    appearance: none;
    inline-size: 0;
    block-size: 24px;
    margin: 0;
    border-radius: var(--_radius-s);
    background: none;
    color: inherit;
    opacity: 0;
    cursor: pointer;
    transition: opacity var(--_quick) var(--_ease);
  }

  .volume-group:is(:hover, :focus-within) .volume {
    inline-size: 64px;
    margin-inline: 2px 4px;
    opacity: 1;
  }

  .volume::-webkit-slider-runnable-track {
    block-size: 4px;
    border-radius: 2px;
    background: linear-gradient(
      to right,
      currentcolor calc(var(--share, 1) * 100%),
      color-mix(in oklab, currentcolor 35%, transparent) calc(var(--share, 1) * 100%)
    );
  }

  .volume::-moz-range-track {
    block-size: 4px;
    border-radius: 2px;
    background: color-mix(in oklab, currentcolor 35%, transparent);
  }

  .volume::-moz-range-progress {
    block-size: 4px;
    border-radius: 2px;
    background: currentcolor;
  }

  .volume::-webkit-slider-thumb {
    appearance: none;
    inline-size: 12px;
    block-size: 12px;
    margin-block-start: -4px;
    border-radius: 50%;
    background: currentcolor;
  }

  .volume::-moz-range-thumb {
    inline-size: 12px;
    block-size: 12px;
    border: 0;
    border-radius: 50%;
    background: currentcolor;
  }

  /* ---- Feedback, waiting ---- */

  .waiting {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    pointer-events: none;
  }

  .feedback {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    pointer-events: none;
    animation: vid-feedback 600ms var(--_ease) both;
  }

  .feedback-disc {
    display: grid;
    place-items: center;
    inline-size: 64px;
    block-size: 64px;
    border-radius: 50%;
    background-color: oklch(0.1 0 0 / 0.62);
    font-size: 24px;
  }

  .feedback-text {
    padding: 2px 10px;
    border-radius: var(--_radius-s);
    background-color: oklch(0.1 0 0 / 0.7);
    font-size: var(--_size-m);
    font-variant-numeric: tabular-nums;
    font-weight: 550;
  }

  .feedback.kept {
    inset: 12px 0 auto;
    flex-direction: row;
    justify-content: center;
    animation: none;
  }

  .feedback.kept .feedback-disc {
    inline-size: 32px;
    block-size: 32px;
    font-size: 16px;
  }

  /* Two taps are a gesture, and no wish for a larger page. */
  .base {
    touch-action: manipulation;
  }

  /* Outside of it a pinch is the page's, which people need. */
  :host(:fullscreen) .base {
    touch-action: none;
  }

  :host([volume-swipe]) .base {
    touch-action: pan-x pinch-zoom;
  }

  .replay {
    background-color: oklch(0 0 0 / 0.45);
    cursor: pointer;
  }

  /* ---- Folding: what matters least goes first ---- */

  .on-device {
    padding-block-end: 64px;
    background-color: oklch(0.13 0 0);
  }

  .end-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }

  @container vid-player (inline-size < 560px) {
    .skip-back,
    .skip-forward {
      display: none;
    }
  }

  @container vid-player (inline-size < 460px) {
    .control.pip {
      display: none;
    }

    .volume-group:is(:hover, :focus-within) .volume {
      inline-size: 48px;
    }

    .controls {
      padding: 32px 6px 2px;
    }
  }

  @container vid-player (inline-size < 340px) {
    .control.next,
    .time-total,
    .volume-group .volume {
      display: none;
    }
  }

  @container vid-player (inline-size < 290px) {
    .control.device,
    .captions-toggle {
      display: none;
    }
  }

  @container vid-player (inline-size < 240px) {
    .row > :not(.play, .gap) {
      display: none;
    }

    .feedback-disc {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @media (pointer: coarse) {
    .controls {
      --target: 44px;
    }

    .volume {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .controls *,
    .controls {
      transition: none !important;
      animation: none !important;
    }

    .feedback {
      animation: none;
    }
  }

  @media (prefers-contrast: more), (prefers-reduced-transparency: reduce) {
    .controls {
      background: oklch(0 0 0 / 0.9);
    }
  }

  @media (forced-colors: active) {
    .controls,
    .feedback-disc,
    .feedback-text {
      background: Canvas;
      color: CanvasText;
    }

    .control {
      color: ButtonText;
    }
  }

  @keyframes vid-feedback {
    from {
      opacity: 0;
      transform: scale(0.8);
    }

    25%,
    60% {
      opacity: 1;
      transform: none;
    }

    to {
      opacity: 0;
      transform: scale(1.1);
    }
  }

  ${pageThingsStyles}
  ${minimalStyles}
  ${audioStyles}
  ${sizesStyles}
`;
