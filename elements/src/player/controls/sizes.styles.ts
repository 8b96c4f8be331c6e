import { css } from 'lit';

/** What gives way in small players, and what grows on a wall. */
export const sizesStyles = css`
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
