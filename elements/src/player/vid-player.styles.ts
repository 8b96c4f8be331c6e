import { css } from 'lit';

export const playerStyles = css`
  :host {
    position: relative;
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    overflow: clip;
    aspect-ratio: 16 / 9;
    border-radius: var(--vid-player-radius, var(--_radius-m));
    background-color: oklch(0.13 0 0);
    color: var(--_control);
    color-scheme: dark;
    contain: layout paint;
    font-family: var(--vid-font, inherit);
    font-size: var(--_size-m);
    font-style: normal;
    font-weight: 400;
    line-height: 1.5;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
    -webkit-tap-highlight-color: transparent;
  }

  :host([look='audio']) {
    block-size: max(64px, 4rem);
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
    margin: 0;
  }

  :host(:fullscreen) {
    inline-size: 100%;
    block-size: 100%;
    aspect-ratio: auto;
    border-radius: 0;
  }

  .base {
    position: absolute;
    inset: 0;
    overflow: hidden;
    border-radius: inherit;
    outline: none;
    container: vid-player / size;
  }

  .base.resting {
    cursor: none;
  }

  .base > video,
  .poster {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--vid-player-fit, contain);
  }

  .poster {
    background-color: var(--poster-color, oklch(0.13 0 0));
    transition: opacity var(--_smooth) var(--_ease);
  }

  .poster.gone {
    opacity: 0;
    pointer-events: none;
  }

  .cover {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    place-items: center;
    border: 0;
    padding: 0;
    background: none;
    color: inherit;
    text-align: center;
  }

  button.cover {
    inline-size: 100%;
    cursor: pointer;
  }

  .cover .disc {
    display: grid;
    place-items: center;
    inline-size: min(64px, 75cqb);
    block-size: min(64px, 75cqb);
    border-radius: 50%;
    background-color: var(--_accent);
    color: var(--_accent-text);
    font-size: 24px;
    box-shadow: 0 2px 16px oklch(0 0 0 / 0.35);
    transition:
      scale var(--_quick) var(--_ease),
      background-color var(--_quick) var(--_ease);
  }

  .cover:is(:hover, :focus-visible) .disc {
    scale: 1.06;
    background-color: color-mix(in oklch, var(--_accent), white 8%);
  }

  .cover:active .disc {
    scale: 0.97;
  }

  .cover:focus-visible {
    outline: none;
  }

  .cover:focus-visible .disc,
  .unmute:focus-visible,
  .retry:focus-visible {
    outline: 2px solid white;
    outline-offset: 2px;
    box-shadow: 0 0 0 6px oklch(0 0 0 / 0.75);
  }

  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  .spinner {
    inline-size: 48px;
    block-size: 48px;
    border: 3px solid oklch(1 0 0 / 0.25);
    border-block-start-color: white;
    border-radius: 50%;
    /* A wait that ends within half a second is not shown. */
    animation:
      vid-appear var(--_smooth) 500ms both,
      vid-turn 0.9s linear infinite;
  }

  .unmute,
  .retry {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 6px 14px;
    border: 1px solid oklch(1 0 0 / 0.35);
    border-radius: var(--_radius-full);
    background-color: oklch(0.2 0 0 / 0.85);
    color: white;
    font: inherit;
    font-weight: 550;
    line-height: 1.2;
    cursor: pointer;
  }

  .unmute {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
  }

  .unmute:hover,
  .retry:hover {
    background-color: oklch(0.32 0 0 / 0.9);
  }

  .notice {
    gap: 6px;
    padding: 16px 24px;
    background-color: oklch(0.13 0 0 / 0.78);
  }

  .notice p {
    max-inline-size: 34em;
    font-size: var(--_size-l);
    line-height: 1.35;
    text-wrap: balance;
  }

  .notice > .icon {
    font-size: 24px;
  }

  .notice .retry {
    margin-block: 8px 4px;
  }

  .notice code {
    color: oklch(1 0 0 / 0.66);
    font-family: var(--_font-mono);
    font-size: var(--_size-xs);
  }

  /* Play stands on the poster's square, whether or not there comes a poster: nothing moves. */
  :host([look='audio']) :is(button.cover, .poster) {
    right: auto;
    inline-size: 100cqb;
    object-fit: cover;
  }

  @container vid-player (inline-size < 400px) {
    .cover .disc {
      inline-size: 48px;
      block-size: 48px;
      font-size: 19px;
    }

    .notice {
      gap: 2px;
      padding: 8px 16px;
    }

    .notice p {
      font-size: var(--_size-m);
    }

    .notice > .icon {
      display: none;
    }
  }

  @media (pointer: coarse) {
    .unmute,
    .retry {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .poster,
    .disc {
      transition: none;
    }

    .spinner {
      animation-duration: 1ms, 4s;
    }
  }

  @media (forced-colors: active) {
    .cover .disc,
    .unmute,
    .retry {
      border: 2px solid ButtonText;
      background-color: ButtonFace;
      color: ButtonText;
    }

    .notice {
      background-color: Canvas;
      color: CanvasText;
    }
  }

  @keyframes vid-appear {
    from {
      opacity: 0;
    }
  }

  @keyframes vid-turn {
    to {
      rotate: 1turn;
    }
  }
`;
