import { css } from 'lit';

/** The settings, and every other menu that looks like them. */
export const menuStyles = css`
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

  .menu-item.apart {
    position: relative;
    margin-block-start: 13px;
  }

  .menu-item.apart::before {
    position: absolute;
    inset: -7px -6px auto;
    border-block-start: 1px solid oklch(1 0 0 / 0.14);
    content: '';
  }

  .menu-badge {
    flex: none;
    padding: 0 4px;
    border: 1px solid currentcolor;
    border-radius: 3px;
    font-size: 10px;
    font-weight: 650;
    line-height: 1.4;
    letter-spacing: 0.03em;
  }

  /* Of a choice the name may be long and the note is short; of a link it is the other way round. */
  .menu-item[aria-checked] .menu-label {
    flex-shrink: 1;
    min-inline-size: 0;
  }

  .menu-item[aria-checked] .menu-value {
    flex: none;
    min-inline-size: 0;
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

  /* In the top layer, where the pointer is. */
  .menu.context-menu {
    position: fixed;
    inset: var(--y, 8px) auto auto var(--x, 8px);
    min-inline-size: 220px;
    max-inline-size: min(360px, 100vi - 16px);
    max-block-size: calc(100dvb - 16px);
    margin: 0;
  }

  .menu[data-floats] {
    position: fixed;
    inset: var(--y, 8px) auto auto var(--x, 8px);
    min-inline-size: 220px;
    max-inline-size: min(360px, 100vi - 16px);
    max-block-size: min(var(--room, 100dvb), 100dvb - 16px);
    margin: 0;
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

  [data-crowded] .menu-item.folded {
    display: flex;
  }

  @container vid-player (inline-size < 460px) {
    .menu-item.folded {
      display: flex;
    }

    .menu:not([data-floats], [data-sheet], .context-menu) {
      inset-block-end: 60px;
      right: 6px;
      max-block-size: calc(100% - 66px);
    }
  }

  @media (pointer: coarse) {
    .menu-item {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .menu * {
      transition: none !important;
      animation: none !important;
    }
  }

  @media (prefers-contrast: more), (prefers-reduced-transparency: reduce) {
    .menu {
      background-color: black;
    }
  }

  @media (forced-colors: active) {
    .menu {
      background: Canvas;
      color: CanvasText;
    }

    .menu-item {
      color: ButtonText;
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
`;
