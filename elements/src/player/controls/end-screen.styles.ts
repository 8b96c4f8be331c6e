import { css } from 'lit';

export const endScreenStyles = css`
  .end-screen {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 16px;
    padding: 12px 16px 64px;
    background-color: oklch(0.13 0 0 / 0.78);
    animation: vid-appear var(--_smooth) var(--_ease) both;
  }

  .cover.replay {
    gap: 20px;
    animation: vid-appear var(--_smooth) var(--_ease) both;
  }

  .up-next {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 16px;
    max-inline-size: min(460px, 100%);
  }

  .up-next-picture {
    position: relative;
    overflow: hidden;
    inline-size: 160px;
    aspect-ratio: 16 / 9;
    border-radius: var(--_radius-m);
    background-color: oklch(0.28 0 0);
  }

  .up-next-picture img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .up-next-length {
    position: absolute;
    inset: auto 6px 6px auto;
    padding: 1px 5px;
    border-radius: var(--_radius-s);
    background-color: oklch(0.13 0 0 / 0.85);
    font-size: var(--_size-xs);
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
  }

  .up-next-label,
  .up-next-channel {
    color: oklch(1 0 0 / 0.78);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
  }

  .up-next-title {
    display: -webkit-box;
    overflow: hidden;
    font-size: var(--_size-l);
    font-weight: 600;
    line-height: 1.35;
    text-align: match-parent;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .up-next-channel {
    overflow: hidden;
    text-align: match-parent;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .end-action {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 8px;
    overflow: hidden;
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

  .end-action:hover {
    background-color: oklch(0.32 0 0 / 0.9);
  }

  .end-action.play-next {
    border-color: transparent;
    background-color: var(--_accent);
    color: var(--_accent-text);
  }

  .end-action.play-next:hover {
    background-color: color-mix(in oklch, var(--_accent), white 8%);
  }

  .end-action > * {
    position: relative;
  }

  .end-action > .end-filling {
    position: absolute;
    inset: auto 16px 4px;
    block-size: 2px;
    border-radius: 1px;
    background-color: currentcolor;
    transform-origin: left;
    animation: vid-filling 8s linear both;
  }

  .end-action:dir(rtl) > .end-filling {
    transform-origin: right;
  }

  .cancel-next > .icon {
    display: none;
  }

  .end-action:focus-visible {
    outline: 2px solid white;
    outline-offset: 2px;
    box-shadow: 0 0 0 6px oklch(0 0 0 / 0.75);
  }

  @container vid-player (inline-size < 460px) or (block-size < 260px) {
    .end-screen {
      gap: 8px;
      padding: 8px 8px 56px;
    }

    .up-next {
      gap: 10px;
    }

    .up-next-picture {
      inline-size: 96px;
    }

    .up-next-title {
      font-size: var(--_size-m);
    }

    .up-next-channel,
    .up-next-length {
      display: none;
    }

    /* It is in the settings, too. */
    .end-screen .share-end {
      display: none;
    }

    .end-action.again {
      inline-size: 36px;
      justify-content: center;
      padding: 6px;
    }

    .end-action.again > span {
      position: absolute;
      clip-path: inset(50%);
    }
  }

  @container vid-player (inline-size < 300px) or (block-size < 170px) {
    .up-next,
    .cover.replay .share-end,
    .end-action.again {
      display: none;
    }

    .cancel-next {
      padding: 6px 10px;
    }

    .cancel-next > .icon {
      display: block;
    }

    .cancel-next > span {
      position: absolute;
      clip-path: inset(50%);
    }
  }

  @media (pointer: coarse) {
    .end-action {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .end-screen {
      animation: none;
    }

    .end-filling {
      display: none;
    }
  }

  @media (prefers-contrast: more), (prefers-reduced-transparency: reduce) {
    .end-screen {
      background-color: oklch(0.13 0 0);
    }
  }

  @media (forced-colors: active) {
    .end-screen {
      background-color: Canvas;
      color: CanvasText;
    }

    .end-screen .end-action {
      border-color: ButtonText;
      background-color: ButtonFace;
      color: ButtonText;
    }

    .end-filling {
      display: none;
    }
  }

  @keyframes vid-filling {
    from {
      transform: scaleX(0);
    }
  }
`;
