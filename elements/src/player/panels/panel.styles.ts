import { css } from 'lit';

/** The frame that all panels share, and the fields that several use. */
export const panelStyles = css`
  .panel {
    position: absolute;
    z-index: 1;
    flex-direction: column;
    padding: 0;
    overflow: hidden;
    border: 1px solid oklch(1 0 0 / 0.12);
    border-radius: 12px;
    background-color: oklch(0.21 0.004 270 / 0.96);
    color: oklch(0.96 0 0);
    font-size: var(--_size-m);
    line-height: 1.4;
    box-shadow: var(--_shadow);
    outline: none;
  }

  .panel:is([open], section) {
    display: flex;
  }

  .panel.modal {
    position: fixed;
    inset: var(--y, 8px) auto auto var(--x, 8px);
    inline-size: min(460px, 100vi - 16px);
    max-inline-size: none;
    max-block-size: min(640px, 100dvb - 16px);
    margin: 0;
    background-color: oklch(0.21 0.004 270);
    animation: vid-panel-enter var(--_smooth) var(--_ease);
  }

  .panel.modal::backdrop {
    background-color: oklch(0 0 0 / 0.4);
  }

  .panel.aside {
    inset: 8px 8px 76px auto;
    inline-size: min(340px, 46%);
    block-size: auto;
    max-block-size: none;
    margin: 0;
    animation: vid-panel-enter var(--_quick) var(--_ease);
  }

  /* What is said stays readable beside what was said. */
  .base:has(> .panel.aside) .captions {
    inset: 0 calc(min(340px, 46%) + 8px) 0 0;
  }

  .panel.corner {
    inset-block-start: 8px;
    inset-inline-start: 8px;
    max-inline-size: calc(100% - 16px);
    max-block-size: calc(100% - 16px);
    font-size: var(--_size-xs);
  }

  .panel-head {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    padding: 8px 8px 8px 16px;
  }

  .panel-head:dir(rtl) {
    padding: 8px 16px 8px 8px;
  }

  .panel-title {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    font-size: var(--_size-m);
    font-weight: 600;
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .panel-close {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-full);
    background: none;
    color: inherit;
    font-size: 15px;
    cursor: pointer;
  }

  .panel-close:hover {
    background-color: oklch(1 0 0 / 0.14);
  }

  .panel-body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    padding: 0 16px 16px;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .panel :is(button, input, select, textarea, [tabindex]):focus-visible {
    outline: 2px solid white;
    outline-offset: 1px;
    box-shadow: 0 0 0 5px oklch(0 0 0 / 0.8);
  }

  .panel .panel-body:focus-visible {
    outline-offset: -2px;
    box-shadow: none;
  }

  .panel .field {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 36px;
    padding: 4px 10px;
    border: 1px solid oklch(1 0 0 / 0.45);
    border-radius: var(--_radius-s);
    background-color: oklch(0.16 0.004 270);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }

  .panel .action {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 4px 14px;
    border: 1px solid oklch(1 0 0 / 0.45);
    border-radius: var(--_radius-full);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 550;
    line-height: 1.2;
    cursor: pointer;
  }

  .panel .action:hover:not(:disabled) {
    background-color: oklch(1 0 0 / 0.14);
  }

  .panel .action:disabled {
    color: oklch(1 0 0 / 0.55);
    border-color: oklch(1 0 0 / 0.25);
    cursor: default;
  }

  @media ((pointer: coarse) and (max-width: 640px)) or ((pointer: coarse) and (max-height: 480px)) {
    .panel.modal {
      inset: auto 0 0;
      min-inline-size: 100%;
      max-block-size: 84dvb;
      padding-block-end: env(safe-area-inset-bottom, 0px);
      border-width: 1px 0 0;
      border-radius: 16px 16px 0 0;
      animation-name: vid-sheet-enter;
    }
  }

  /* In a small frame there is only the frame. */
  @media (max-height: 320px) {
    .panel.modal {
      inset: 0;
      /* Whatever a panel wants. */
      inline-size: 100vi !important;
      block-size: 100dvb !important;
      max-block-size: none;
      border: 0;
      border-radius: 0;
    }

    .panel-head {
      padding-block: 2px;
    }
  }

  @media (pointer: coarse) {
    .panel-close {
      inline-size: 44px;
      block-size: 44px;
    }

    .panel :is(.field, .action) {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .panel {
      animation: none !important;
    }
  }

  @media (prefers-contrast: more), (prefers-reduced-transparency: reduce) {
    .panel {
      background-color: black;
    }
  }

  @media (forced-colors: active) {
    .panel {
      background-color: Canvas;
      color: CanvasText;
    }

    .panel :is(button, input, select, [tabindex]):focus-visible {
      outline-color: Highlight;
    }
  }

  @keyframes vid-panel-enter {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
`;
