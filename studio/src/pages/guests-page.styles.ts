import { css } from 'lit';

/** What is over is quiet, and a secret that is shown once stands out. */
export const guestsPageStyles = css`
  .over b {
    color: var(--_text-muted);
  }

  a.chip {
    min-block-size: 24px;
    color: inherit;
    text-decoration: underline;
  }

  .made {
    display: grid;
    gap: var(--_space-2);
    margin-block-end: var(--_space-6);
    border-color: var(--_accent);
  }

  .made h2:focus-visible {
    outline: none;
  }

  pre {
    user-select: all;
  }
`;
