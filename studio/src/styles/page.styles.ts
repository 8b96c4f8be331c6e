import { css } from 'lit';

/** What pages have in common: head, cards, fields in a column, banners, empty states. */
export const pageStyles = css`
  :host {
    display: block;
  }

  a {
    color: var(--_accent-ink);
    text-underline-offset: 0.2em;
  }

  .page-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-3) var(--_space-4);
    margin-block-end: var(--_space-6);
  }

  h1 {
    min-inline-size: 0;
    font-size: var(--_size-xl);
    font-weight: 650;
    line-height: 1.2;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }

  h1:focus-visible {
    outline: none;
  }

  h2 {
    font-size: var(--_size-l);
    font-weight: 600;
    line-height: 1.2;
  }

  h3 {
    font-size: var(--_size-m);
    font-weight: 600;
    line-height: 1.2;
  }

  .muted {
    color: var(--_text-muted);
  }

  .small {
    font-size: var(--_size-s);
  }

  .card {
    padding: var(--_space-4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-m);
    background-color: var(--_surface-raised);
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    align-content: start;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
  }

  .hint {
    margin-block-start: var(--_space-1);
    color: var(--_text-muted);
    font-size: var(--_size-s);
  }

  .problem {
    margin-block-start: var(--_space-1);
    color: var(--_critical);
    font-size: var(--_size-s);
  }

  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-4);
    padding: var(--_space-3) var(--_space-4);
    border: 1px solid color-mix(in oklab, var(--_caution) 35%, transparent);
    border-radius: var(--_radius-m);
    background-color: var(--_caution-soft);
  }

  .banner.critical {
    border-color: color-mix(in oklab, var(--_critical) 35%, transparent);
    background-color: var(--_critical-soft);
  }

  .banner > :first-child {
    flex: 1 1 16rem;
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: var(--_space-2);
    padding: var(--_space-12) var(--_space-4);
    text-align: center;
  }

  .empty > .icon {
    inline-size: 40px;
    block-size: 40px;
    color: var(--_text-muted);
  }

  .empty > p {
    max-inline-size: 42ch;
    color: var(--_text-muted);
  }

  .empty > .button {
    margin-block-start: var(--_space-3);
  }

  textarea.field {
    min-block-size: 8lh;
    max-block-size: 24lh;
    field-sizing: content;
  }

  select.field {
    appearance: none;
    padding-inline-end: 32px;
    background-image: linear-gradient(45deg, transparent 50%, currentColor 50%),
      linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-position:
      right 17px center,
      right 12px center;
    background-repeat: no-repeat;
    background-size: 5px 5px;
    text-overflow: ellipsis;
  }

  select.field:dir(rtl) {
    background-position:
      left 12px center,
      left 17px center;
  }

  .check {
    display: flex;
    align-items: flex-start;
    gap: var(--_space-2);
    padding-block: 4px;
  }

  input:is([type='checkbox'], [type='radio']) {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 1.5px;
    accent-color: var(--_accent);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
  }

  @media (pointer: coarse) {
    .check {
      min-block-size: 44px;
      align-items: center;
    }
  }

  @media (forced-colors: active) {
    select.field {
      appearance: auto;
      background-image: none;
    }
  }
`;
