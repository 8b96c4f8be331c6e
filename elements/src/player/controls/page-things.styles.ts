import { css } from 'lit';

/** What a page puts into the controls. */
export const pageThingsStyles = css`
  .overlay {
    position: absolute;
    inset: 0;
    display: block;
    pointer-events: none;
  }

  .overlay::slotted(*) {
    pointer-events: auto;
  }

  .top {
    position: absolute;
    inset: 0 0 auto;
    display: flex;
    align-items: start;
    gap: 12px;
    padding: 12px 16px 32px;
    background: linear-gradient(to bottom, var(--_scrim), transparent);
    font-weight: 550;
    line-height: 1.3;
    text-shadow: 0 0 3px oklch(0 0 0 / 0.6);
    pointer-events: none;
    transition: opacity var(--_smooth) var(--_ease);
  }

  .top.away {
    opacity: 0;
  }

  .top ::slotted(*) {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    pointer-events: auto;
  }

  .top.away ::slotted(*) {
    pointer-events: none;
  }

  .top:not([hidden]) ~ .unmute {
    inset-block-start: 48px;
  }

  .captions:has(~ .top:not([hidden], .away)) .captions-top {
    transform: translateY(32px);
  }

  .own::slotted(*) {
    flex: none;
    max-block-size: var(--target);
    font-size: var(--_size-s);
    white-space: nowrap;
  }

  /* Those of a page look like ours until it says otherwise. */
  .own::slotted(:is(button, a)) {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: var(--target);
    block-size: var(--target);
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius-full);
    background: none;
    color: inherit;
    font-family: inherit;
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
  }

  .own::slotted(:is(button, a):hover) {
    background-color: color-mix(in oklab, currentcolor 16%, transparent);
  }

  .own::slotted(:is(button, a):focus-visible) {
    outline: 2px solid white;
    outline-offset: -2px;
    box-shadow: 0 0 0 2px oklch(0 0 0 / 0.8);
  }
`;
