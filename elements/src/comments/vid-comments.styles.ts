import { css } from 'lit';

export const commentsStyles = css`
  :host {
    container: comments / inline-size;
    font-size: var(--_size-m);
  }

  .comments {
    position: relative;
  }

  .muted {
    color: var(--_text-muted);
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2) var(--_space-4);
    min-block-size: 32px;
    margin-block-end: var(--_space-4);
  }

  h2 {
    font-size: var(--_size-l);
    font-weight: 600;
    line-height: 1.2;
  }

  .count {
    margin-inline-start: var(--_space-1);
    color: var(--_text-muted);
    font-variant-numeric: tabular-nums;
    font-weight: 400;
  }

  .sort {
    position: relative;
    display: inline-flex;
    align-items: center;
    margin-inline-end: calc(-1 * var(--_space-2));
  }

  .sort select {
    appearance: none;
    min-block-size: 32px;
    padding: 4px 28px 4px 8px;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    color: var(--_text-muted);
    font-size: var(--_size-s);
    cursor: pointer;
  }

  .sort select:dir(rtl) {
    padding: 4px 8px 4px 28px;
  }

  .sort select:hover {
    background-color: var(--_hover);
    color: var(--_text);
  }

  .sort option {
    background-color: var(--_surface-raised);
    color: var(--_text);
  }

  .sort .icon {
    position: absolute;
    inset-inline-end: 8px;
    inline-size: 14px;
    block-size: 14px;
    color: var(--_text-muted);
    pointer-events: none;
  }

  /* Composer */

  .composer {
    display: flex;
    gap: var(--_space-3);
  }

  .compose {
    margin-block-end: var(--_space-6);
  }

  .main {
    flex: 1;
    min-inline-size: 0;
  }

  .composer .field {
    min-block-size: 38px;
    max-block-size: min(50vh, 24em);
    padding: 7px 12px;
    border-radius: var(--_radius-m);
    field-sizing: content;
    overflow-y: auto;
    resize: none;
    overflow-wrap: anywhere;
  }

  .composer .field:focus-visible {
    border-color: var(--_accent-ink);
    outline-width: 1px;
  }

  .composer .avatar {
    margin-block-start: 3px;
  }

  /* What waits */

  .pill {
    position: sticky;
    z-index: 1;
    inset-block-start: var(--_space-3);
    block-size: 0;
    text-align: center;
    animation: appear var(--_smooth) var(--_ease);
  }

  .pill .button {
    min-block-size: 32px;
    padding: 5px 16px;
    border-radius: var(--_radius-full);
    box-shadow: var(--_shadow);
    font-size: var(--_size-s);
    transform: translateY(-10px);
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(-8px);
    }
  }

  /* Comments */

  .thread {
    padding-block: var(--_space-3);
    border-radius: var(--_radius-m);
    /* What is skipped while unseen is also clipped: room for focus rings. */
    overflow-clip-margin: 8px;
    content-visibility: auto;
    contain-intrinsic-size: auto 96px;
  }

  .thread:first-child {
    padding-block-start: 0;
  }

  .comment {
    display: flex;
    gap: var(--_space-3);
  }

  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    overflow: hidden;
    border-radius: 50%;
    background-color: var(--_accent-soft);
    color: var(--_accent-ink);
    font-size: var(--_size-m);
    font-weight: 600;
    line-height: 1;
    user-select: none;
  }

  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_space-2);
    font-size: var(--_size-s);
    line-height: 20px;
  }

  .author {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-2);
    min-inline-size: 0;
    color: var(--_text);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .head time,
  .head .muted {
    color: var(--_text-muted);
  }

  .badge {
    min-block-size: 0;
    padding: 1px 8px;
    font-size: var(--_size-xs);
  }

  /* As wide as its text, so that a text of the other direction begins near its author. */
  .body {
    inline-size: fit-content;
    max-inline-size: min(68ch, 100%);
    margin-block-start: 2px;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  .clamped {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 6;
  }

  .body code {
    padding: 1px 4px;
    border-radius: var(--_radius-s);
    background-color: var(--_surface-sunken);
    font-family: var(--_font-mono);
    font-size: 0.92em;
  }

  .body a {
    color: var(--_accent-ink);
    text-decoration-line: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
    unicode-bidi: isolate;
  }

  .time {
    color: var(--_accent-ink);
    font-variant-numeric: tabular-nums;
    font-weight: 550;
    unicode-bidi: isolate;
  }

  button.time {
    display: inline;
    padding: 1px 3px;
    margin: -1px -3px;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    line-height: inherit;
    cursor: pointer;
  }

  button.time:hover {
    background-color: var(--_accent-soft);
  }

  .moment .time {
    padding-inline: 7px;
    margin-inline: 0;
    border-radius: var(--_radius-full);
    background-color: var(--_accent-soft);
    font-size: var(--_size-s);
  }

  .moment button.time:hover {
    background-color: color-mix(in oklab, var(--_accent) 22%, var(--_surface));
  }

  .link {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 28px;
    padding: 2px 8px;
    margin-inline-start: -8px;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    color: var(--_accent-ink);
    font-size: var(--_size-s);
    font-weight: 550;
    cursor: pointer;
  }

  .link:hover {
    background-color: var(--_accent-soft);
  }

  .actions {
    display: flex;
    align-items: center;
    min-block-size: 28px;
    margin-block-start: 2px;
    margin-inline-start: -8px;
  }

  .action {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 5px;
    min-inline-size: 32px;
    min-block-size: 28px;
    padding: 2px 8px;
    border: 0;
    border-radius: var(--_radius-full);
    background: none;
    color: var(--_text-muted);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
    font-weight: 550;
    line-height: 1.2;
    cursor: pointer;
    transition: var(--_quick) var(--_ease);
    transition-property: background-color, color, opacity;
  }

  .action .icon {
    inline-size: 17px;
    block-size: 17px;
  }

  .action:hover {
    background-color: var(--_hover);
    color: var(--_text);
  }

  .like[aria-pressed='true'] {
    color: var(--_accent-ink);
  }

  @media (hover: hover) and (pointer: fine) {
    .action.quiet {
      opacity: 0;
    }

    .comment:is(:hover, :focus-within) > .main > .actions .quiet,
    .thread:focus > .comment .quiet {
      opacity: 1;
    }
  }

  .spinner {
    inline-size: 14px;
    block-size: 14px;
  }

  .problem {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    margin-block: var(--_space-1);
    color: var(--_critical);
    font-size: var(--_size-s);
  }

  .gone {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    min-block-size: 32px;
    color: var(--_text-muted);
    font-style: italic;
  }

  .replies {
    padding-inline-start: var(--_space-4);
    margin-block-start: var(--_space-2);
    margin-inline-start: 15px;
    border-inline-start: 1px solid var(--_border);
  }

  /* Safari takes a list without markers for no list; an empty marker keeps it one. */
  .replies ol {
    list-style: '';
  }

  .replies li + li {
    margin-block-start: var(--_space-3);
  }

  .replies .avatar {
    inline-size: 24px;
    block-size: 24px;
    font-size: var(--_size-xs);
  }

  .replies .comment,
  .replies .composer {
    gap: var(--_space-2);
  }

  .replies .link {
    margin-block-start: var(--_space-1);
  }

  article:focus-visible {
    outline-offset: 6px;
  }

  .reply:focus-visible {
    border-radius: var(--_radius-s);
    outline-offset: 4px;
  }

  /* States */

  .more {
    display: flex;
    inline-size: 100%;
    margin-block-start: var(--_space-3);
  }

  .closed {
    padding-block-end: var(--_space-4);
  }

  .state {
    display: grid;
    gap: var(--_space-2);
    justify-items: center;
    padding-block: var(--_space-8);
    text-align: center;
  }

  .state > .icon {
    inline-size: 28px;
    block-size: 28px;
    color: var(--_text-muted);
  }

  .state .code {
    font-family: var(--_font-mono);
    font-size: var(--_size-xs);
  }

  .line {
    display: inline-block;
    inline-size: 100%;
    block-size: 0.75em;
    vertical-align: middle;
  }

  .skeletons .body .line {
    display: block;
    margin-block: 0.375em;
  }

  .skeletons .avatar,
  .avatar.nobody {
    background-color: color-mix(in oklab, var(--_text) 8%, transparent);
    color: var(--_text-muted);
  }

  .line.name {
    inline-size: 9em;
  }

  .line.half {
    inline-size: 55%;
  }

  .line.act {
    inline-size: 5em;
    margin-inline-start: 8px;
  }

  @container comments (max-width: 420px) {
    .replies {
      padding-inline-start: var(--_space-3);
    }
  }

  @media (pointer: coarse) {
    .action,
    .actions {
      min-block-size: 40px;
      min-inline-size: 40px;
    }

    .link,
    .sort select {
      min-block-size: 40px;
    }

    /* A larger target that takes no room in the line. */
    button.time {
      position: relative;
    }

    button.time::after {
      position: absolute;
      inset: -6px -4px;
      content: '';
    }
  }

  @media (forced-colors: active) {
    .avatar {
      border: 1px solid CanvasText;
    }

    .like[aria-pressed='true'] {
      color: Highlight;
    }
  }
`;
