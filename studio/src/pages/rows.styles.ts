import { css } from 'lit';

/** A page that is a list in a card: rows of a name, what is to be said of it, and a button; they wrap where it is narrow. */
export const rowsStyles = css`
  :host {
    max-inline-size: 880px;
  }

  .intro {
    max-inline-size: 68ch;
    margin-block-end: var(--_space-6);
  }

  .rows {
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
    flex: 1 1 240px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .name b {
    font-weight: 600;
  }

  .skeleton {
    block-size: 40px;
    flex: 1;
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
  }
`;
