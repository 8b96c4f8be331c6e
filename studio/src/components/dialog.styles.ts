import { css } from 'lit';

/** How the studio's dialogs look; `--dialog-width` is the width where there is room. */
export const dialogStyles = css`
  dialog {
    inline-size: min(var(--dialog-width, 440px), calc(100vw - 32px));
    padding: var(--_space-6);
    border: 1px solid var(--_border);
    border-radius: 12px;
    background-color: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  dialog::backdrop {
    background-color: rgb(0 0 0 / 0.45);
  }

  .end {
    justify-content: flex-end;
  }
`;
