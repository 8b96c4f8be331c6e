import { css } from 'lit';

/** One grid for head and rows; on phones every row is a card. */
export const videoTableStyles = css`
  :host {
    container-type: inline-size;
  }

  [role='row'] {
    position: relative;
    display: grid;
    grid-template-columns: minmax(240px, 1fr) 10rem 7.25rem 3rem 3rem 8rem 72px;
    align-items: center;
    gap: var(--_space-3);
    padding: var(--_space-3) var(--_space-2);
    border-block-end: 1px solid var(--_border);
  }

  .head {
    padding-block: var(--_space-2);
    color: var(--_text-muted);
    font-size: var(--_size-s);
    font-weight: 500;
  }

  .item {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 93px;
    transition: background-color var(--_quick) var(--_ease);
  }

  .item:hover {
    background-color: color-mix(in oklab, var(--_text) 3%, transparent);
  }

  .item:has(.title:focus-visible) {
    outline: 2px solid var(--_accent-ink);
    outline-offset: -2px;
    border-radius: var(--_radius-s);
  }

  .video {
    display: flex;
    align-items: center;
    gap: var(--_space-4);
    min-inline-size: 0;
  }

  .words {
    min-inline-size: 0;
  }

  .title {
    display: -webkit-box;
    overflow: hidden;
    color: var(--_text);
    font-weight: 550;
    line-height: 1.35;
    text-decoration: none;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .title:focus-visible {
    outline: none;
  }

  /* The whole row is the link; buttons lie above it. */
  .title::after {
    position: absolute;
    inset: 0;
    content: '';
  }

  .failure {
    margin-block-start: 2px;
    color: var(--_critical);
    font-size: var(--_size-s);
    line-height: 1.35;
  }

  .number {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .head .icon {
    display: inline-block;
    vertical-align: middle;
    font-size: var(--_size-m);
  }

  .rows .number .icon {
    display: none;
  }

  .date {
    padding-inline-start: var(--_space-3);
    color: var(--_text-muted);
  }

  .status .button,
  .actions > * {
    position: relative;
    z-index: 1;
  }

  .status .button {
    margin-block-start: 6px;
  }

  .actions {
    display: flex;
    justify-content: flex-end;
  }

  .skeleton.picture {
    flex: none;
    inline-size: 120px;
    block-size: 68px;
    border-radius: 6px;
  }

  .skeleton.line {
    inline-size: min(100%, 220px);
    block-size: 14px;
  }

  .skeleton.short {
    inline-size: 64px;
    block-size: 12px;
  }

  @media (hover: hover) and (pointer: fine) {
    .item:not(:hover, :focus-within) .actions > * {
      opacity: 0;
    }
  }

  @container (max-width: 56rem) {
    [role='row'] {
      grid-template-columns: minmax(220px, 1fr) 9.5rem 7rem 6.5rem 72px;
    }

    .number {
      display: none;
    }
  }

  @container (max-width: 45rem) {
    .head {
      position: absolute;
      overflow: hidden;
      inline-size: 1px;
      block-size: 1px;
      padding: 0;
      clip-path: inset(50%);
    }

    .rows [role='row'] {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      align-content: start;
      gap: 4px var(--_space-3);
      min-block-size: 92px;
      padding-block: var(--_space-3);
      padding-inline: 132px 0;
    }

    .item {
      contain-intrinsic-block-size: auto 118px;
    }

    .video {
      flex: 1 0 100%;
      min-block-size: 24px;
      padding-inline-end: 76px;
    }

    .picture {
      position: absolute;
      inset-block-start: var(--_space-3);
      inset-inline-start: 0;
    }

    .actions {
      position: absolute;
      inset-block-start: 6px;
      inset-inline-end: -6px;
    }

    .status {
      flex: 0 0 11rem;
    }

    .date {
      padding: 0;
    }

    .visibility,
    .date {
      font-size: var(--_size-s);
    }

    .rows .number.none {
      display: none;
    }

    .rows .number {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      color: var(--_text-muted);
      font-size: var(--_size-s);
    }

    .rows .number .icon {
      display: block;
    }

    .skeleton.line {
      inline-size: 100%;
    }
  }

  @container (max-width: 30rem) {
    .delete {
      display: none;
    }

    .video {
      padding-inline-end: 40px;
    }

    .status {
      flex-basis: 100%;
    }
  }
`;
