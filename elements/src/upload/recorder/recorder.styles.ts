import { css } from 'lit';

/** The recorder; adopted together with it. */
export const recorderStyles = css`
  .recorder {
    display: grid;
    gap: var(--_space-3);
    padding: var(--_space-3) var(--_space-4) var(--_space-4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-m);
    background-color: var(--_surface);
  }

  .recorder-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2);
  }

  .recorder-head > strong {
    font-weight: 550;
  }

  .recorder-head > .icon-button {
    margin-inline-end: -6px;
  }

  .recorder-note {
    padding-block: var(--_space-4);
    color: var(--_text-muted);
  }

  .recorder-stage {
    position: relative;
    display: grid;
    justify-items: center;
  }

  .recorder-picture {
    inline-size: 100%;
    aspect-ratio: 16 / 9;
    max-block-size: 60vh;
    border-radius: var(--_radius-s);
    background-color: black;
    object-fit: contain;
  }

  .recorder-picture.mirrored {
    scale: -1 1;
  }

  .countdown {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: white;
    font-size: 96px;
    font-variant-numeric: tabular-nums;
    line-height: 1;
    text-shadow: 0 2px 16px oklch(0 0 0 / 0.7);
  }

  .recorder-time {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 4px 10px;
    border-radius: var(--_radius-full);
    background-color: oklch(0 0 0 / 0.75);
    color: white;
    font-size: var(--_size-s);
    line-height: 1.4;
  }

  .recorder-time > i {
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background-color: oklch(0.65 0.23 25);
  }

  .recorder-time.paused > i {
    background-color: white;
  }

  .digits {
    font-variant-numeric: tabular-nums;
  }

  .loudness {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 10px;
    block-size: 6px;
    overflow: clip;
    border-radius: var(--_radius-full);
    background-color: oklch(0 0 0 / 0.5);
  }

  .loudness > i {
    display: block;
    block-size: 100%;
    background-color: oklch(0.8 0.18 150);
    transform: scaleX(var(--value, 0));
    transform-origin: left;
    transition: transform 100ms linear;
  }

  .loudness:dir(rtl) > i {
    transform-origin: right;
  }

  .recorder-devices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-3);
  }

  .recorder-device {
    flex: 1 1 200px;
    min-inline-size: 0;
    max-inline-size: 320px;
  }

  .recorder-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .recorder-buttons:empty {
    display: none;
  }

  @container (inline-size < 480px) {
    .recorder-buttons > .button {
      flex: 1 1 auto;
    }
  }

  @media (forced-colors: active) {
    .loudness,
    .recorder-time {
      border: 1px solid CanvasText;
    }

    .loudness > i,
    .recorder-time > i {
      background-color: Highlight;
      forced-color-adjust: none;
    }
  }
`;
