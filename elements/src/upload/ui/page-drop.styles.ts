import { css } from 'lit';

/** What lies over the page while files hang over it: seen, and never in the way of a drop. */
export const pageDropStyles = css`
  .page-drop {
    position: fixed;
    inset: 12px;
    inline-size: auto;
    block-size: auto;
    margin: 0;
    padding: var(--_space-6);
    border: 2px dashed var(--_accent-ink);
    border-radius: 12px;
    background-color: color-mix(in oklab, var(--_accent-soft) 92%, transparent);
    color: var(--_text);
    font-size: var(--_size-xl);
    font-weight: 550;
    line-height: 1.35;
    text-align: center;
    pointer-events: none;
  }

  .page-drop:popover-open {
    display: grid;
    place-items: center;
  }
`;
