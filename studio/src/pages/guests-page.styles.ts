import { css } from 'lit';

/** A list of rows that wrap where it is narrow, as on the page of sites, and a secret that stands out. */
export const guestsPageStyles = css`
  :host {
    max-inline-size: 880px;
  }

  .intro {
    max-inline-size: 68ch;
    margin-block-end: var(--_space-6);
  }

  .tokens {
    overflow: hidden;
    padding: 0;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-4);
    min-block-size: 66px;
    padding: var(--_space-4);
  }

  li + li {
    border-block-start: 1px solid var(--_border);
  }

  .name {
    flex: 1 1 260px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .name b {
    font-weight: 600;
  }

  .over b {
    color: var(--_text-muted);
  }

  a.chip {
    min-block-size: 24px;
    color: inherit;
    text-decoration: underline;
  }

  .skeleton {
    block-size: 40px;
    flex: 1;
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
    overflow: auto;
    margin: 0;
    padding: var(--_space-3) var(--_space-4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-m);
    background-color: var(--_surface-sunken);
    font-family: var(--_font-mono);
    font-size: var(--_size-s);
    line-height: 1.6;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    text-align: left;
    user-select: all;
  }
`;
