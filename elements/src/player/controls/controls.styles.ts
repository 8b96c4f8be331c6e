import { css } from 'lit';

export const controlsStyles = css`
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
    background-color: oklch(1 0 0 / 0.16);
  }

  .control:active {
    background-color: oklch(1 0 0 / 0.26);
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

  .time-total {
    color: oklch(1 0 0 / 0.78);
  }

  /* Two-tone, so that it is seen on any picture. */
  :is(.control, .menu-item, .volume, .seek-input):focus-visible {
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
      white calc(var(--share, 1) * 100%),
      oklch(1 0 0 / 0.35) calc(var(--share, 1) * 100%)
    );
  }

  .volume::-moz-range-track {
    block-size: 4px;
    border-radius: 2px;
    background: oklch(1 0 0 / 0.35);
  }

  .volume::-moz-range-progress {
    block-size: 4px;
    border-radius: 2px;
    background: white;
  }

  .volume::-webkit-slider-thumb {
    appearance: none;
    inline-size: 12px;
    block-size: 12px;
    margin-block-start: -4px;
    border-radius: 50%;
    background: white;
  }

  .volume::-moz-range-thumb {
    inline-size: 12px;
    block-size: 12px;
    border: 0;
    border-radius: 50%;
    background: white;
  }

  /* ---- Timeline ---- */

  .seek {
    position: relative;
    block-size: 20px;
    touch-action: none;
  }

  .seek-track {
    position: absolute;
    inset: 8px 0;
    overflow: hidden;
    border-radius: 2px;
    background-color: var(--_track);
    transition: scale var(--_quick) var(--_ease);
  }

  .seek:is(:hover, :focus-within, .scrubbing) .seek-track {
    scale: 1 2;
  }

  .seek-track > div {
    position: absolute;
    inset: 0;
    transform-origin: left;
  }

  .seek-buffer {
    background-color: var(--_buffer);
    transform: scaleX(var(--buffered, 0));
  }

  .seek-hover {
    background-color: oklch(1 0 0 / 0.3);
    opacity: 0;
    transform: scaleX(var(--hovered, 0));
  }

  .seek.pointed .seek-hover {
    opacity: 1;
  }

  .seek-played {
    background-color: var(--_played);
    transform: scaleX(var(--played, 0));
  }

  .seek-chapter {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--at, 0) * 100%);
    inline-size: 3px;
    margin-inline-start: -1.5px;
    background-color: oklch(0.13 0 0 / 0.85);
  }

  .seek-thumb {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: calc(var(--played, 0) * 100%);
    inline-size: 12px;
    block-size: 12px;
    margin-inline-start: -6px;
    border-radius: 50%;
    background-color: var(--_played);
    box-shadow: 0 0 4px oklch(0 0 0 / 0.4);
    scale: 0;
    transition: scale var(--_quick) var(--_ease);
  }

  .seek:is(:hover, :focus-within, .scrubbing) .seek-thumb {
    scale: 1;
  }

  .seek-input {
    position: absolute;
    inset: 0;
    appearance: none;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    border-radius: var(--_radius-s);
    background: none;
    cursor: pointer;
  }

  /* As thin as may be, so that the value under the pointer is the place under the pointer. */
  .seek-input::-webkit-slider-thumb {
    appearance: none;
    inline-size: 1px;
    block-size: 20px;
    background: none;
  }

  .seek-input::-moz-range-thumb {
    inline-size: 1px;
    block-size: 20px;
    border: 0;
    background: none;
  }

  .seek-preview {
    position: absolute;
    inset-block-end: 28px;
    inset-inline-start: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    opacity: 0;
    pointer-events: none;
    transform: translateX(calc(var(--x, 0px) - 50%));
    transition: opacity var(--_quick) var(--_ease);
    will-change: transform;
  }

  .seek.pointed .seek-preview {
    opacity: 1;
  }

  .seek-picture {
    max-inline-size: 100%;
    border: 2px solid white;
    border-radius: 6px;
    background-color: black;
    background-clip: padding-box;
    background-origin: padding-box;
    box-sizing: content-box;
    box-shadow: 0 2px 12px oklch(0 0 0 / 0.5);
  }

  .seek-title:empty {
    display: none;
  }

  .seek-title,
  .seek-time {
    max-inline-size: 240px;
    overflow: hidden;
    padding: 2px 8px;
    border-radius: var(--_radius-s);
    background-color: oklch(0.13 0 0 / 0.85);
    font-size: var(--_size-xs);
    font-variant-numeric: tabular-nums;
    font-weight: 550;
    line-height: 1.4;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* ---- Menu ---- */

  .menu {
    position: absolute;
    inset: auto 12px 68px auto;
    inline-size: max-content;
    min-inline-size: min(240px, 100% - 24px);
    max-inline-size: min(360px, 100% - 24px);
    max-block-size: calc(100% - 80px);
    overflow: hidden auto;
    padding: 6px;
    border: 1px solid oklch(1 0 0 / 0.12);
    border-radius: 12px;
    background-color: oklch(0.21 0.004 270 / 0.96);
    color: oklch(0.96 0 0);
    font-size: var(--_size-m);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .menu-page.enter {
    animation: vid-menu-enter var(--_quick) var(--_ease);
  }

  .menu-page.forward {
    animation: vid-menu-forward var(--_smooth) var(--_ease);
  }

  .menu-page.back {
    animation: vid-menu-back var(--_smooth) var(--_ease);
  }

  .menu-item {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 4px 10px;
    border: 0;
    border-radius: var(--_radius-m);
    background: none;
    color: inherit;
    font: inherit;
    line-height: 1.3;
    text-align: start;
    cursor: pointer;
    transition: background-color var(--_quick) var(--_ease);
  }

  .menu-item:is(:hover, :focus-visible) {
    background-color: oklch(1 0 0 / 0.12);
  }

  .menu-item .icon {
    font-size: 16px;
  }

  .menu-item.folded {
    display: none;
  }

  .menu-label {
    flex: 1 0 auto;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .menu-value {
    flex: 0 1 auto;
    min-inline-size: 3em;
    text-align: end;
    overflow: hidden;
    color: oklch(1 0 0 / 0.7);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .menu-check {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    color: var(--_played);
  }

  .menu-back {
    margin-block-end: 6px;
    font-weight: 550;
  }

  .menu:dir(rtl) :is(.menu-back, .menu-item) > .icon.directional {
    scale: -1 1;
  }

  .menu[data-sheet] {
    position: fixed;
    inset: auto 0 0;
    inline-size: 100%;
    min-inline-size: 100%;
    max-inline-size: none;
    max-block-size: 70dvb;
    margin: 0;
    padding: 8px 8px calc(8px + env(safe-area-inset-bottom, 0px));
    border-width: 1px 0 0;
    border-radius: 16px 16px 0 0;
    box-shadow: 0 -8px 40px oklch(0 0 0 / 0.5);
  }

  .menu[data-sheet]::backdrop {
    background-color: oklch(0 0 0 / 0.4);
  }

  .menu[data-sheet] .menu-page.enter {
    animation-name: vid-sheet-enter;
    animation-duration: var(--_smooth);
  }

  /* ---- Captions, feedback, waiting ---- */

  .captions {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    padding: 12px 12px 16px;
    font-size: clamp(0.8rem, 4.6cqb, 2.25rem);
    line-height: 1.4;
    text-align: center;
    pointer-events: none;
  }

  .captions-bottom {
    transition: transform var(--_smooth) var(--_ease);
  }

  .captions:has(~ .controls:not(.away)) .captions-bottom {
    transform: translateY(-64px);
  }

  .caption > span {
    padding: 0.08em 0.4em;
    border-radius: 0.2em;
    background-color: oklch(0.1 0 0 / 0.78);
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
    color: white;
    white-space: pre-line;
  }

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

  .replay {
    background-color: oklch(0 0 0 / 0.45);
    cursor: pointer;
  }

  /* ---- Folding: what matters least goes first ---- */

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

    .menu-item.folded {
      display: flex;
    }

    .volume-group:is(:hover, :focus-within) .volume {
      inline-size: 48px;
    }

    .controls {
      padding: 32px 6px 2px;
    }

    .menu {
      inset-block-end: 60px;
      right: 6px;
      max-block-size: calc(100% - 66px);
    }
  }

  @container vid-player (inline-size < 340px) {
    .time-total,
    .volume-group .volume {
      display: none;
    }
  }

  @container vid-player (inline-size < 290px) {
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

  @container vid-player (block-size < 200px) {
    .seek-picture,
    .seek-title {
      display: none;
    }
  }

  @container vid-player (block-size < 240px) {
    .menu:not([data-sheet]) {
      inset-block-end: 8px;
      max-block-size: calc(100% - 16px);
    }
  }

  @media (pointer: coarse) {
    .controls {
      --target: 44px;
    }

    .volume {
      display: none;
    }

    .seek {
      block-size: 28px;
    }

    .seek-track {
      inset-block: 12px;
    }

    .seek-thumb {
      inset-block-start: 8px;
      scale: 1;
    }

    .seek-preview {
      inset-block-end: 36px;
    }

    .menu-item {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .controls *,
    .controls,
    .menu *,
    .captions * {
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

    .menu,
    .seek-title,
    .seek-time,
    .caption > span {
      background-color: black;
    }
  }

  @media (forced-colors: active) {
    .controls,
    .menu,
    .seek-title,
    .seek-time,
    .feedback-disc,
    .feedback-text {
      background: Canvas;
      color: CanvasText;
    }

    .control,
    .menu-item {
      color: ButtonText;
    }

    .seek-track {
      outline: 1px solid CanvasText;
      background-color: Canvas;
    }

    .seek-played,
    .seek-thumb {
      background-color: Highlight;
      forced-color-adjust: none;
    }

    /* Played or not is what counts; a third colour would blur it. */
    .seek-buffer,
    .seek-hover {
      display: none;
    }

    .menu-item:is(:hover, :focus-visible) {
      outline: 2px solid Highlight;
    }
  }

  @keyframes vid-menu-enter {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  @keyframes vid-menu-forward {
    from {
      opacity: 0;
      transform: translateX(24px);
    }
  }

  @keyframes vid-menu-back {
    from {
      opacity: 0;
      transform: translateX(-24px);
    }
  }

  @keyframes vid-sheet-enter {
    from {
      transform: translateY(100%);
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
`;
