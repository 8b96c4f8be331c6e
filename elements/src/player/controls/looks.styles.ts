import { css } from 'lit';

/** What a page puts into the controls, and what a look draws otherwise than the usual one. */
export const looksStyles = css`
  /* ---- The page's own things ---- */

  .overlay {
    position: absolute;
    inset: 0;
    display: block;
    pointer-events: none;
  }

  .overlay::slotted(*) {
    pointer-events: auto;
  }

  .top {
    position: absolute;
    inset: 0 0 auto;
    display: flex;
    align-items: start;
    gap: 12px;
    padding: 12px 16px 32px;
    background: linear-gradient(to bottom, var(--_scrim), transparent);
    font-weight: 550;
    line-height: 1.3;
    text-shadow: 0 0 3px oklch(0 0 0 / 0.6);
    pointer-events: none;
    transition: opacity var(--_smooth) var(--_ease);
  }

  .top.away {
    opacity: 0;
  }

  .top ::slotted(*) {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    pointer-events: auto;
  }

  .top.away ::slotted(*) {
    pointer-events: none;
  }

  .top:not([hidden]) ~ .unmute {
    inset-block-start: 48px;
  }

  .captions:has(~ .top:not([hidden], .away)) .captions-top {
    transform: translateY(32px);
  }

  .own::slotted(*) {
    flex: none;
    max-block-size: var(--target);
    font-size: var(--_size-s);
    white-space: nowrap;
  }

  /* Those of a page look like ours until it says otherwise. */
  .own::slotted(:is(button, a)) {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: var(--target);
    block-size: var(--target);
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius-full);
    background: none;
    color: inherit;
    font-family: inherit;
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
  }

  .own::slotted(:is(button, a):hover) {
    background-color: color-mix(in oklab, currentcolor 16%, transparent);
  }

  .own::slotted(:is(button, a):focus-visible) {
    outline: 2px solid white;
    outline-offset: -2px;
    box-shadow: 0 0 0 2px oklch(0 0 0 / 0.8);
  }

  /* ---- Minimal ---- */

  .controls.minimal {
    inset: 0;
    justify-content: end;
    padding: 0;
    background: none;
  }

  .minimal::before {
    position: absolute;
    inset: auto 0 0;
    block-size: min(112px, 60%);
    background: linear-gradient(to top, var(--_scrim), transparent);
    content: '';
    transition: opacity var(--_smooth) var(--_ease);
  }

  /* The line at the edge stays: it says how far it is. */
  .controls.minimal.away {
    opacity: 1;
  }

  .minimal > .row,
  .minimal > .middle {
    transition: opacity var(--_smooth) var(--_ease);
  }

  .minimal.away::before,
  .minimal.away > .row,
  .minimal.away > .middle {
    opacity: 0;
  }

  .controls.minimal > .middle {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    pointer-events: none;
  }

  .middle .play {
    --target: 64px;
    background-color: oklch(0.1 0 0 / 0.62);
    font-size: 26px;
    pointer-events: auto;
  }

  .minimal.away .play {
    pointer-events: none;
  }

  .middle .play:hover {
    background-color: oklch(0.25 0 0 / 0.72);
  }

  .minimal .row {
    position: relative;
    margin-block-end: -6px;
    padding-inline: 8px;
  }

  .minimal .settings-button {
    display: none;
  }

  .minimal .seek {
    block-size: 24px;
  }

  .minimal .seek-track {
    inset: auto 0 0;
    block-size: 3px;
    border-radius: 0;
    transform-origin: bottom;
  }

  .minimal .seek:is(:hover, :focus-within, .scrubbing) .seek-track {
    scale: 1 2.7;
  }

  .minimal .seek-thumb {
    inset-block: auto -2px;
  }

  .minimal :is(.seek-marker, .seek:is(:hover, :focus-within, .scrubbing) .seek-marker) {
    inset-block: auto 9px;
  }

  .minimal .seek-loop {
    inset-block: auto 0;
    block-size: 10px;
  }

  .minimal .seek-heat {
    inset-block-end: 8px;
  }

  /* What is in the middle stands around the button, or makes way for it. */
  .waiting:has(~ .minimal:not(.away)) .spinner {
    inline-size: 76px;
    block-size: 76px;
  }

  .feedback:not(.kept):has(~ .minimal:not(.away)) .feedback-disc {
    visibility: hidden;
  }

  .cover.replay:has(~ .minimal) > *,
  .end-screen ~ .minimal .middle {
    display: none;
  }

  /* ---- Audio ---- */

  :host([look='audio']) .base {
    display: flex;
  }

  :host([look='audio']) video {
    visibility: hidden;
  }

  :host([look='audio']) .poster {
    opacity: 1;
  }

  :host([look='audio']) .notice {
    grid-auto-flow: column;
    gap: 12px;
    padding: 0 12px;
  }

  .controls.audio {
    position: relative;
    flex: 1;
    justify-content: center;
    min-inline-size: 0;
    --play: min(64px, 75cqb);
    padding: 0 8px 0 calc(50cqb - var(--play) / 2);
    background: none;
  }

  .audio :is(.control, .time, .live) {
    filter: none;
    text-shadow: none;
  }

  /* Where the first button was, and as it was. */
  .audio .play {
    --target: var(--play);
    position: relative;
    margin-inline-end: calc(50cqb - var(--play) / 2);
    background-color: var(--_accent);
    color: var(--_accent-text);
    font-size: 24px;
  }

  .audio .play:hover {
    background-color: color-mix(in oklch, var(--_accent), white 8%);
  }

  .audio .seek {
    flex: 1;
    min-inline-size: 32px;
    margin-inline: 6px;
  }

  .audio .seek-preview {
    inset-block-end: 20px;
  }

  .audio .seek-time {
    line-height: 1.2;
    padding-block: 1px;
    color: white;
  }

  .audio .time {
    padding-inline: 4px;
  }

  /* Beside a timeline that would give way it neither comes nor goes. */
  .audio .volume {
    inline-size: 64px;
    margin-inline: 2px 4px;
    opacity: 1;
  }

  .audio ~ .unmute {
    display: none;
  }

  :host([look='audio']) :is(.waiting, .feedback, .cover.replay, .on-device, .top, .overlay) {
    display: none;
  }

  /* Its wheel turns around the button. */
  .waiting ~ .audio .play::after {
    position: absolute;
    inset: -4px;
    border: 2px solid transparent;
    border-block-start-color: white;
    border-radius: 50%;
    content: '';
    animation:
      vid-appear var(--_smooth) 500ms both,
      vid-turn 0.9s linear infinite;
  }

  :host([look='audio']) .end-screen {
    position: static;
    flex: none;
    flex-direction: row;
    order: 1;
    gap: 8px;
    max-inline-size: 50%;
    padding: 0 12px 0 0;
    background: none;
  }

  :host([look='audio']) :is(.up-next-picture, .up-next-channel, .again, .share-end) {
    display: none;
  }

  :host([look='audio']) .end-screen .up-next {
    display: block;
    min-inline-size: 0;
  }

  :host([look='audio']) .up-next-title {
    font-size: var(--_size-s);
    -webkit-line-clamp: 1;
  }

  :host([look='audio']) .end-actions {
    flex: none;
    flex-wrap: nowrap;
    gap: 4px;
  }

  /* ---- By size ---- */

  @container vid-player (inline-size < 700px) {
    :host([look='audio']) .end-screen .up-next,
    .audio :is(.skip-back, .skip-forward) {
      display: none;
    }
  }

  @container vid-player (inline-size < 560px) {
    .audio .volume,
    :host([look='audio']) .play-next > :not(.icon) {
      display: none;
    }
  }

  @container vid-player (inline-size < 460px) {
    .controls.audio {
      padding-inline-end: 4px;
    }
  }

  @container vid-player (inline-size < 400px) {
    .controls.audio {
      --play: 48px;
    }

    .audio .play {
      font-size: 19px;
    }

    .middle .play {
      --target: 48px;
      font-size: 20px;
    }

    .waiting:has(~ .minimal:not(.away)) .spinner {
      inline-size: 58px;
      block-size: 58px;
    }
  }

  @container vid-player (inline-size < 300px) {
    .audio .volume-group,
    :host([look='audio']) .play-next:has(~ .cancel-next) {
      display: none;
    }

    .audio ~ .unmute {
      inset: calc(50cqb - 18px) 4px auto auto;
      display: inline-flex;
      padding: 8px;
      font-size: 0;
    }

    .audio ~ .unmute .icon {
      font-size: 14px;
    }
  }

  @container vid-player (block-size < 130px) {
    .notice p {
      font-size: var(--_size-s);
      line-height: 1.2;
    }

    .notice .retry {
      margin: 0;
      padding: 2px 10px;
      white-space: nowrap;
    }

    .notice code {
      display: none;
    }
  }

  @container vid-player (inline-size < 240px) {
    :host([look='audio']) .retry {
      font-size: 0;
    }

    .retry .icon {
      font-size: 14px;
    }

    .controls:not(.audio, .minimal) {
      padding: 8px 4px 0;
    }

    .audio .row > .seek {
      display: block;
    }
  }

  @container vid-player (inline-size < 240px) or (block-size < 150px) {
    .top {
      display: none;
    }
  }

  /* On a wall it is looked at from afar. */
  @container vid-player (inline-size >= 2560px) {
    .controls {
      --target: 56px;
    }

    .controls:not(.audio, .minimal) {
      padding: 72px 24px 12px;
    }

    .control {
      font-size: 28px;
    }

    .middle .play {
      --target: 112px;
      font-size: 46px;
    }

    .controls :is(.time, .live, .seek-title, .seek-note, .seek-time),
    .own::slotted(*),
    .top,
    .menu {
      font-size: 20px;
    }

    .controls:not(.minimal) .seek {
      block-size: 28px;
    }

    .controls:not(.minimal) .seek-track {
      inset-block: 11px;
      border-radius: 3px;
    }

    .controls:not(.minimal) .seek-thumb {
      inset-block-start: 6px;
      inline-size: 16px;
      block-size: 16px;
      margin-inline-start: -8px;
    }

    .minimal .seek-track {
      block-size: 5px;
    }

    .menu {
      inset: auto 24px 120px auto;
      max-inline-size: 560px;
    }

    .menu-item {
      min-block-size: 52px;
    }

    .captions {
      font-size: calc(3.25rem * var(--caption-size, 1));
    }

    .captions:has(~ .controls:not(.away)) .captions-bottom {
      transform: translateY(-112px);
    }
  }

  @media (pointer: coarse) {
    .minimal .seek {
      block-size: 28px;
    }

    .minimal .seek-thumb {
      scale: 0;
    }

    .minimal .seek:is(:focus-within, .scrubbing) .seek-thumb {
      scale: 1;
    }
  }

  /* The context menu, where all the rest is, is out of a finger's reach. */
  @media (any-pointer: coarse) {
    .minimal .settings-button {
      display: grid;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .top {
      transition: none;
    }
  }

  @media (prefers-contrast: more), (prefers-reduced-transparency: reduce) {
    .top,
    .middle .play,
    .minimal > .row {
      background: oklch(0 0 0 / 0.9);
    }
  }

  @media (forced-colors: active) {
    .controls.minimal {
      background: none;
    }

    .minimal::before {
      block-size: 56px;
      background: Canvas;
    }

    .top {
      padding-block-end: 12px;
    }

    .top,
    .controls .middle .play,
    .audio .play {
      background: Canvas;
      color: CanvasText;
    }

    .middle .play,
    .audio .play {
      border: 2px solid ButtonText;
    }

    .volume {
      color: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
