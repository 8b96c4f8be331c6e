import { css } from 'lit';

export const seekBarStyles = css`
  .seek {
    position: relative;
    block-size: 20px;
    touch-action: none;
  }

  .seek-track {
    position: absolute;
    inset: 8px 0;
    overflow: hidden;
    border-radius: 2px;
    background-color: var(--_track);
    transition: scale var(--_quick) var(--_ease);
  }

  .seek:is(:hover, :focus-within, .scrubbing) .seek-track {
    scale: 1 2;
  }

  .seek-track > div {
    position: absolute;
    inset: 0;
    transform-origin: left;
  }

  .seek-buffer {
    background-color: var(--_buffer);
    transform: scaleX(var(--buffered, 0));
  }

  .seek-hover {
    background-color: oklch(1 0 0 / 0.3);
    opacity: 0;
    transform: scaleX(var(--hovered, 0));
  }

  .seek.pointed .seek-hover {
    opacity: 1;
  }

  .seek-played {
    background-color: var(--_played);
    transform: scaleX(var(--played, 0));
  }

  .seek-chapter {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--at, 0) * 100%);
    inline-size: 3px;
    margin-inline-start: -1.5px;
    background-color: oklch(0.13 0 0 / 0.85);
  }

  .seek-loop {
    position: absolute;
    inset-block: 4px;
    inset-inline-start: calc(var(--loop-start, 0) * 100%);
    inline-size: calc((var(--loop-end, 0) - var(--loop-start, 0)) * 100%);
    min-inline-size: 2px;
    border: solid white;
    border-width: 0 2px;
    background-color: oklch(1 0 0 / 0.22);
    pointer-events: none;
  }

  .seek-marker {
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: calc(var(--at, 0) * 100%);
    inline-size: 3px;
    block-size: 4px;
    margin-inline-start: -1.5px;
    border-radius: 1.5px;
    background-color: oklch(0.94 0.12 95);
    box-shadow: 0 0 2px oklch(0 0 0 / 0.7);
    pointer-events: none;
  }

  .seek:is(:hover, :focus-within, .scrubbing) .seek-marker {
    inset-block-start: 1px;
  }

  .seek-heat {
    position: absolute;
    inset: auto 0 calc(100% - 6px);
    inline-size: 100%;
    block-size: 24px;
    fill: oklch(1 0 0 / 0.34);
    opacity: 0;
    pointer-events: none;
    transition: opacity var(--_quick) var(--_ease);
  }

  .seek:is(:hover, :focus-within, .scrubbing) .seek-heat {
    opacity: 1;
  }

  .seek-thumb {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: calc(var(--played, 0) * 100%);
    inline-size: 12px;
    block-size: 12px;
    margin-inline-start: -6px;
    border-radius: 50%;
    background-color: var(--_played);
    box-shadow: 0 0 4px oklch(0 0 0 / 0.4);
    scale: 0;
    transition: scale var(--_quick) var(--_ease);
  }

  .seek:is(:hover, :focus-within, .scrubbing) .seek-thumb {
    scale: 1;
  }

  .seek-input {
    position: absolute;
    inset: 0;
    appearance: none;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    border-radius: var(--_radius-s);
    background: none;
    cursor: pointer;
  }

  /* As thin as may be, so that the value under the pointer is the place under the pointer. */
  .seek-input::-webkit-slider-thumb {
    appearance: none;
    inline-size: 1px;
    block-size: 20px;
    background: none;
  }

  .seek-input::-moz-range-thumb {
    inline-size: 1px;
    block-size: 20px;
    border: 0;
    background: none;
  }

  .seek-preview {
    position: absolute;
    inset-block-end: 28px;
    inset-inline-start: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    opacity: 0;
    pointer-events: none;
    transform: translateX(calc(var(--x, 0px) - 50%));
    transition: opacity var(--_quick) var(--_ease);
    will-change: transform;
  }

  .seek.pointed .seek-preview {
    opacity: 1;
  }

  .seek-picture {
    max-inline-size: 100%;
    border: 2px solid white;
    border-radius: 6px;
    background-color: black;
    background-clip: padding-box;
    background-origin: padding-box;
    box-sizing: content-box;
    box-shadow: 0 2px 12px oklch(0 0 0 / 0.5);
  }

  :is(.seek-title, .seek-note):empty {
    display: none;
  }

  .seek-title,
  .seek-note,
  .seek-time {
    max-inline-size: 240px;
    overflow: hidden;
    padding: 2px 8px;
    border-radius: var(--_radius-s);
    background-color: oklch(0.13 0 0 / 0.85);
    font-size: var(--_size-xs);
    font-variant-numeric: tabular-nums;
    font-weight: 550;
    line-height: 1.4;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  @container vid-player (block-size < 200px) {
    .seek-picture,
    .seek-title,
    .seek-note,
    .seek-heat {
      display: none;
    }
  }

  @media (pointer: coarse) {
    .seek {
      block-size: 28px;
    }

    .seek-track {
      inset-block: 12px;
    }

    .seek-loop {
      inset-block: 8px;
    }

    .seek-marker,
    .seek:is(:hover, :focus-within, .scrubbing) .seek-marker {
      inset-block-start: 6px;
    }

    .seek-heat {
      inset-block-end: calc(100% - 10px);
    }

    .seek-thumb {
      inset-block-start: 8px;
      scale: 1;
    }

    .seek-preview {
      inset-block-end: 36px;
    }
  }

  @media (prefers-contrast: more), (prefers-reduced-transparency: reduce) {
    .seek-title,
    .seek-note,
    .seek-time {
      background-color: black;
    }
  }

  @media (forced-colors: active) {
    .seek-title,
    .seek-note,
    .seek-time {
      background: Canvas;
      color: CanvasText;
    }

    .seek-track {
      outline: 1px solid CanvasText;
      background-color: Canvas;
    }

    .seek-played,
    .seek-thumb {
      background-color: Highlight;
      forced-color-adjust: none;
    }

    .seek-marker {
      background-color: CanvasText;
    }

    .seek-loop {
      border-color: CanvasText;
    }

    /* Played or not is what counts; a third colour would blur it. */
    .seek-buffer,
    .seek-hover {
      display: none;
    }
  }
`;
