import { css } from 'lit';

/** The look `minimal`: a line at the edge, and one button in the middle. */
export const minimalStyles = css`
  .controls.minimal {
    inset: 0;
    justify-content: end;
    padding: 0;
    background: none;
  }

  .minimal::before {
    position: absolute;
    inset: auto 0 0;
    block-size: min(112px, 60%);
    background: linear-gradient(to top, var(--_scrim), transparent);
    content: '';
    transition: opacity var(--_smooth) var(--_ease);
  }

  /* The line at the edge stays: it says how far it is. */
  .controls.minimal.away {
    opacity: 1;
  }

  .minimal > .row,
  .minimal > .middle {
    transition: opacity var(--_smooth) var(--_ease);
  }

  .minimal.away::before,
  .minimal.away > .row,
  .minimal.away > .middle {
    opacity: 0;
  }

  .controls.minimal > .middle {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    pointer-events: none;
  }

  .middle .play {
    --target: 64px;
    background-color: oklch(0.1 0 0 / 0.62);
    font-size: 26px;
    pointer-events: auto;
  }

  .minimal.away .play {
    pointer-events: none;
  }

  .middle .play:hover {
    background-color: oklch(0.25 0 0 / 0.72);
  }

  .minimal .row {
    position: relative;
    margin-block-end: -6px;
    padding-inline: 8px;
  }

  .minimal .settings-button {
    display: none;
  }

  .minimal .seek {
    block-size: 24px;
  }

  .minimal .seek-track {
    inset: auto 0 0;
    block-size: 3px;
    border-radius: 0;
    transform-origin: bottom;
  }

  .minimal .seek:is(:hover, :focus-within, .scrubbing) .seek-track {
    scale: 1 2.7;
  }

  .minimal .seek-thumb {
    inset-block: auto -2px;
  }

  .minimal :is(.seek-marker, .seek:is(:hover, :focus-within, .scrubbing) .seek-marker) {
    inset-block: auto 9px;
  }

  .minimal .seek-loop {
    inset-block: auto 0;
    block-size: 10px;
  }

  .minimal .seek-heat {
    inset-block-end: 8px;
  }

  /* What is in the middle stands around the button, or makes way for it. */
  .waiting:has(~ .minimal:not(.away)) .spinner {
    inline-size: 76px;
    block-size: 76px;
  }

  .feedback:not(.kept):has(~ .minimal:not(.away)) .feedback-disc {
    visibility: hidden;
  }

  .cover.replay:has(~ .minimal) > *,
  .end-screen ~ .minimal .middle {
    display: none;
  }
`;
