import { css } from 'lit';

/** One grid for head and rows; on phones every row is a card. */
export const videoTableStyles = css`
  :host {
    container-type: inline-size;
  }

  [role='row'] {
    position: relative;
    display: grid;
    grid-template-columns: minmax(240px, 1fr) 168px 128px 64px 88px 112px 76px;
    align-items: center;
    gap: var(--_space-4);
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

  .number .icon {
    display: none;
  }

  .date {
    position: relative;
    justify-self: start;
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

  @container (max-width: 940px) {
    [role='row'] {
      grid-template-columns: minmax(220px, 1fr) 150px 112px 104px 72px;
      gap: var(--_space-3);
    }

    .number {
      display: none;
    }
  }

  @container (max-width: 720px) {
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
      flex: 1 1 calc(100% - 96px);
    }

    .picture {
      position: absolute;
      inset-block-start: var(--_space-3);
      inset-inline-start: 0;
    }

    .actions {
      order: -1;
    }

    .video {
      order: -2;
    }

    .status {
      flex: 1 0 100%;
    }

    .visibility,
    .date {
      font-size: var(--_size-s);
    }

    .rows .number:not(.none) {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      color: var(--_text-muted);
      font-size: var(--_size-s);
    }

    .number .icon {
      display: block;
    }

    .skeleton.line {
      inline-size: 100%;
    }
  }

  @container (max-width: 440px) {
    .delete {
      display: none;
    }

    .video {
      flex-basis: calc(100% - 48px);
    }
  }
`;
