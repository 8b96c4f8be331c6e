import { css } from 'lit';

/** The list of files; adopted together with the list. */
export const listStyles = css`
  .total {
    display: grid;
    gap: var(--_space-2);
  }

  .total-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-4);
  }

  .total-line > .facts {
    flex: 1 1 auto;
  }

  .total-actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    margin-inline-start: auto;
  }

  .total-line strong {
    font-weight: 550;
  }

  .metered {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
  }

  .tell {
    margin-block-start: calc(-1 * var(--_space-2));
  }

  .tell > .button {
    margin-inline-start: -10px;
    color: var(--_text-muted);
    font-weight: 400;
  }

  .tell > [aria-pressed='true'] {
    color: var(--_accent-ink);
  }

  .list {
    display: grid;
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-m);
    background-color: var(--_surface);
  }

  .row {
    display: grid;
    grid-template-columns: 120px minmax(0, 1fr);
    gap: var(--_space-4);
    padding: var(--_space-4);
  }

  .row + .row {
    border-block-start: 1px solid var(--_border);
  }

  .poster {
    position: relative;
    display: grid;
    place-items: center;
    overflow: clip;
    inline-size: 120px;
    block-size: 68px;
    border-radius: var(--_radius-s);
    background-color: var(--_surface-sunken);
    color: var(--_text-muted);
    font-size: var(--_size-xl);
  }

  .poster > :is(canvas, img) {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    animation: vid-appear var(--_smooth) var(--_ease);
  }

  .length {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-end: 4px;
    padding: 0 4px;
    border-radius: var(--_radius-s);
    background-color: oklch(0 0 0 / 0.75);
    color: white;
    font-size: var(--_size-xs);
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
  }

  .watch {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    place-content: center;
    color: white;
  }

  .watch > .icon {
    box-sizing: content-box;
    padding: 6px;
    border-radius: var(--_radius-full);
    background-color: oklch(0 0 0 / 0.6);
    transition: background-color var(--_quick) var(--_ease);
  }

  .poster:hover .watch > .icon {
    background-color: var(--_accent);
    color: var(--_accent-text);
  }

  button.poster {
    padding: 0;
    border: 0;
    cursor: pointer;
  }

  .row.plays {
    grid-template-columns: minmax(0, 1fr);
  }

  .player {
    display: grid;
    justify-items: start;
    gap: var(--_space-2);
  }

  .player > vid-player {
    inline-size: 100%;
    border-radius: var(--_radius-m);
    overflow: clip;
  }

  .disclosure {
    gap: var(--_space-1);
    margin-inline-end: -8px;
    color: var(--_text-muted);
    font-weight: 400;
  }

  .disclosure > .icon {
    transition: rotate var(--_quick) var(--_ease);
  }

  .disclosure[aria-expanded='true'] > .icon {
    rotate: 180deg;
  }

  .details-coming {
    block-size: 180px;
  }

  .body {
    display: grid;
    align-content: center;
    gap: 6px;
    min-inline-size: 0;
  }

  .head {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    /* The title's text, not its field, lines up with the bar below. */
    margin-inline-start: -8px;
  }

  .title {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 32px;
    padding: 5px 7px;
    overflow: hidden;
    border: 1px solid transparent;
    border-radius: var(--_radius-s);
    background: none;
    font-weight: 550;
    line-height: 20px;
    /* A title in another direction still begins where the row begins. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    text-overflow: ellipsis;
    white-space: nowrap;
    transition: border-color var(--_quick) var(--_ease);
  }

  input.title:hover {
    border-color: var(--_border-strong);
  }

  input.title:focus {
    border-color: var(--_accent-ink);
    background-color: var(--_surface);
    outline-offset: 0;
  }

  .actions {
    display: flex;
    flex: none;
    gap: 2px;
    margin-inline-end: -6px;
  }

  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    min-block-size: 20px;
  }

  .facts {
    display: flex;
    gap: 6px;
    min-inline-size: 0;
    color: var(--_text-muted);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
  }

  .status > .facts {
    flex: 1 1 auto;
  }

  .facts > .icon {
    margin-block-start: 0.15em;
  }

  .ready .facts > .icon {
    color: var(--_positive);
  }

  .reconnecting .facts {
    color: var(--_caution);
  }

  .facts.problem {
    color: var(--_critical);
  }

  .note {
    color: var(--_text-muted);
    font-size: var(--_size-s);
  }

  .note.failed {
    color: var(--_critical);
  }

  .status > .note,
  .status > .button {
    margin-inline-start: auto;
  }

  .paused .progress-value,
  .interrupted .progress-value,
  .waiting .progress-value {
    background-color: var(--_text-muted);
  }

  .reconnecting .progress-value {
    background-color: var(--_caution);
  }

  /* The second lap: what was sent stays filled, and fills once more. */
  .progress.second {
    background-color: color-mix(in oklab, var(--_accent) 30%, var(--_surface));
  }

  .canceled .poster,
  .canceled .title {
    opacity: 0.6;
  }

  .share {
    display: grid;
    gap: var(--_space-2);
    margin-block-start: var(--_space-1);
  }

  .share-line {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space-2);
    color: var(--_text-muted);
  }

  .share-line > .field {
    min-block-size: 32px;
    padding: 3px 8px;
    overflow: hidden;
    border-color: var(--_border);
    background-color: var(--_surface-sunken);
    color: var(--_text);
    font-family: var(--_font-mono);
    font-size: var(--_size-xs);
    text-overflow: ellipsis;
  }

  .share-line > .button {
    min-block-size: 32px;
    min-inline-size: 10em;
    font-size: var(--_size-s);
  }

  @keyframes vid-appear {
    from {
      opacity: 0;
    }
  }

  @container (inline-size < 480px) {
    .row {
      grid-template-columns: 72px minmax(0, 1fr);
      gap: var(--_space-3);
      padding: var(--_space-3);
    }

    .poster {
      inline-size: 72px;
      block-size: 48px;
    }

    .body {
      display: contents;
    }

    .head {
      align-self: center;
    }

    .body > :not(.head) {
      grid-column: 1 / -1;
    }

    .share-line > .icon,
    .watch ~ .length {
      display: none;
    }

    .share-line {
      grid-template-columns: minmax(0, 1fr) auto;
    }
  }
`;
