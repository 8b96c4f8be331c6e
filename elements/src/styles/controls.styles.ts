import { css } from 'lit';

/**
 * The controls that all our surfaces share. Classes:
 * `button` with `primary`, `quiet`, `danger`, `small` · `icon-button` · `field` (input, textarea, select) · `label` ·
 * `chip` · `progress` (with a child `progress-value`, whose width comes from `--value`, 0 to 1, set by script) ·
 * `spinner` · `skeleton` · `visually-hidden`.
 */
export const controls = css`
  .visually-hidden:not(:focus-within, :active) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :focus-visible {
    outline: 2px solid var(--_accent-ink);
    outline-offset: 2px;
  }

  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  :dir(rtl) > .icon.directional {
    scale: -1 1;
  }

  .button,
  .icon-button,
  .chip {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    border: 1px solid transparent;
    background: none;
    color: inherit;
    line-height: 1.2;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    user-select: none;
    touch-action: manipulation;
    transition:
      background-color var(--_quick) var(--_ease),
      border-color var(--_quick) var(--_ease),
      color var(--_quick) var(--_ease),
      opacity var(--_quick) var(--_ease);
  }

  .button {
    gap: var(--_space-2);
    min-block-size: 36px;
    padding: 6px 14px;
    border-color: var(--_border);
    border-radius: var(--_radius-m);
    background-color: var(--_surface-raised);
    color: var(--_text);
    font-size: var(--_size-m);
    font-weight: 550;
  }

  .button:hover {
    background-image: linear-gradient(var(--_hover), var(--_hover));
  }

  .button:active {
    background-image: linear-gradient(var(--_active), var(--_active));
  }

  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_accent-text);
  }

  .button.primary:hover {
    background: var(--_accent-hover);
  }

  .button.primary:active {
    background: var(--_accent-active);
  }

  .button.quiet {
    border-color: transparent;
    background-color: transparent;
  }

  .button.danger {
    color: var(--_critical);
  }

  .button.small {
    min-block-size: 28px;
    padding: 3px 10px;
    font-size: var(--_size-s);
  }

  .icon-button {
    flex: none;
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    border-radius: var(--_radius-full);
    color: var(--_text-muted);
    font-size: var(--_size-l);
  }

  .icon-button:hover {
    background-color: var(--_hover);
    color: var(--_text);
  }

  .icon-button:active {
    background-color: var(--_active);
  }

  .chip {
    gap: var(--_space-1);
    min-block-size: 24px;
    padding: 2px 10px;
    border-radius: var(--_radius-full);
    background-color: var(--_accent-soft);
    color: var(--_accent-ink);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
    font-weight: 550;
  }

  .chip.neutral {
    background-color: var(--_surface-sunken);
    color: var(--_text-muted);
  }

  .chip.positive {
    background-color: var(--_positive-soft);
    color: var(--_positive);
  }

  .chip.caution {
    background-color: var(--_caution-soft);
    color: var(--_caution);
  }

  .chip.critical {
    background-color: var(--_critical-soft);
    color: var(--_critical);
  }

  span.chip {
    cursor: inherit;
  }

  :is(.button, .icon-button, .chip):is(:disabled, [aria-disabled='true']) {
    opacity: 0.45;
    cursor: default;
  }

  .label {
    display: block;
    margin-block-end: var(--_space-1);
    font-size: var(--_size-s);
    font-weight: 550;
    line-height: 1.2;
  }

  .field {
    display: block;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 6px 10px;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-s);
    background-color: var(--_surface);
    color: var(--_text);
    font-size: var(--_size-m);
    line-height: 1.5;
    transition: border-color var(--_quick) var(--_ease);
  }

  .field::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  .field:hover {
    border-color: var(--_text-muted);
  }

  .field:focus-visible {
    border-color: var(--_accent-ink);
    outline-offset: 0;
  }

  .field[aria-invalid='true'] {
    border-color: var(--_critical);
  }

  textarea.field {
    resize: vertical;
  }

  .progress {
    position: relative;
    overflow: hidden;
    block-size: 4px;
    border-radius: var(--_radius-full);
    background-color: color-mix(in oklab, var(--_text) 12%, transparent);
  }

  .progress-value {
    block-size: 100%;
    border-radius: inherit;
    background-color: var(--_accent);
    transform: scaleX(var(--value, 0));
    transform-origin: left;
    transition: transform var(--_smooth) linear;
  }

  .progress:dir(rtl) > .progress-value {
    transform-origin: right;
  }

  .spinner {
    inline-size: 1.25em;
    block-size: 1.25em;
    border: 2px solid color-mix(in oklab, currentColor 25%, transparent);
    border-block-start-color: currentColor;
    border-radius: 50%;
    animation: vid-spin 0.8s linear infinite;
  }

  .skeleton {
    border-radius: var(--_radius-s);
    background-color: color-mix(in oklab, var(--_text) 8%, transparent);
    animation: vid-breathe 1.6s ease-in-out infinite alternate;
  }

  @keyframes vid-spin {
    to {
      rotate: 1turn;
    }
  }

  @keyframes vid-breathe {
    to {
      opacity: 0.5;
    }
  }

  @media (pointer: coarse) {
    .button:not(.small),
    .field {
      min-block-size: 44px;
    }

    .button.small {
      min-block-size: 36px;
    }

    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }

    .chip:is(button, a) {
      min-block-size: 32px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }

    .spinner {
      animation: vid-spin 3s linear infinite !important;
    }
  }

  @media (forced-colors: active) {
    .button,
    .icon-button,
    .chip {
      border-color: ButtonText;
    }

    .button.primary {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    .progress {
      outline: 1px solid CanvasText;
    }

    .progress-value {
      background-color: Highlight;
      forced-color-adjust: none;
    }

    :is(.button, .icon-button, .chip):is(:disabled, [aria-disabled='true']) {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
`;
