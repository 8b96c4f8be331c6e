import { css } from 'lit';

export const videoPageStyles = css`
  .back {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    margin-block-end: var(--_space-3);
    color: var(--_text-muted);
    font-size: var(--_size-s);
    text-decoration: none;
  }

  .back:hover {
    color: var(--_text);
  }

  .page-head {
    margin-block-end: var(--_space-4);
    flex-wrap: nowrap;
    align-items: flex-start;
  }

  .save {
    flex: none;
    padding-block: 2px;
    color: var(--_text-muted);
    font-size: var(--_size-s);
  }

  .save.critical {
    color: var(--_critical);
  }

  .tabs {
    display: flex;
    gap: var(--_space-6);
    overflow-x: auto;
    margin-block-end: var(--_space-6);
    box-shadow: inset 0 -1px var(--_border);
    scrollbar-width: none;
  }

  .tabs a {
    padding-block: 10px;
    border-block-end: 2px solid transparent;
    color: var(--_text-muted);
    font-weight: 550;
    line-height: 1.2;
    text-decoration: none;
    white-space: nowrap;
  }

  .tabs a:focus-visible {
    outline-offset: -2px;
  }

  .tabs a:hover {
    color: var(--_text);
  }

  .tabs a[aria-current] {
    border-color: var(--_accent);
    color: var(--_text);
  }

  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 360px;
    gap: var(--_space-8);
    align-items: start;
  }

  .side {
    position: sticky;
    inset-block-start: var(--_space-6);
  }

  vid-player {
    --vid-player-radius: 8px;
  }

  .waiting {
    display: grid;
    place-items: center;
    aspect-ratio: 16 / 9;
    padding: var(--_space-4);
    border-radius: var(--_radius-m);
    background-color: color-mix(in oklab, var(--_text) 6%, var(--_surface));
    color: var(--_text-muted);
    text-align: center;
  }

  .side .facts {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--_space-1) var(--_space-4);
    font-size: var(--_size-s);
  }

  dt {
    color: var(--_text-muted);
  }

  dd {
    overflow-wrap: anywhere;
    text-align: end;
  }

  .warnings {
    padding-inline-start: 1.2em;
    list-style: disc;
    font-size: var(--_size-s);
  }

  .end {
    display: grid;
    gap: var(--_space-4);
    margin-block-start: var(--_space-8);
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_border);
  }

  .end > div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2) var(--_space-4);
  }

  .end p {
    flex: 1 1 260px;
  }

  .talk {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 360px;
    gap: var(--_space-8);
    align-items: start;
  }

  .talk vid-player {
    position: sticky;
    inset-block-start: var(--_space-6);
    order: 1;
  }

  .skeleton.line {
    inline-size: 60%;
    block-size: 36px;
  }

  .skeleton.block {
    block-size: 220px;
  }

  @media (forced-colors: active) {
    .tabs a:not([aria-current]) {
      border-color: Canvas;
    }
  }

  @media (width < 61.25rem) {
    .columns,
    .talk {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-6);
    }

    .side,
    .talk vid-player {
      position: static;
      order: -1;
    }
  }
`;
