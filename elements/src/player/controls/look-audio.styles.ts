import { css } from 'lit';

/** The look `audio`: one row, as high as it has to be. */
export const audioStyles = css`
  :host([look='audio']) .base {
    display: flex;
  }

  :host([look='audio']) video {
    visibility: hidden;
  }

  :host([look='audio']) .poster {
    opacity: 1;
  }

  :host([look='audio']) .notice {
    grid-auto-flow: column;
    gap: 12px;
    padding: 0 12px;
  }

  .controls.audio {
    position: relative;
    flex: 1;
    justify-content: center;
    min-inline-size: 0;
    --play: min(64px, 75cqb);
    padding: 0 8px 0 calc(50cqb - var(--play) / 2);
    background: none;
  }

  .audio :is(.control, .time, .live) {
    filter: none;
    text-shadow: none;
  }

  /* Where the first button was, and as it was. */
  .audio .play {
    --target: var(--play);
    position: relative;
    margin-inline-end: calc(50cqb - var(--play) / 2);
    background-color: var(--_accent);
    color: var(--_accent-text);
    font-size: 24px;
  }

  .audio .play:hover {
    background-color: color-mix(in oklch, var(--_accent), white 8%);
  }

  .audio .seek {
    flex: 1;
    min-inline-size: 32px;
    margin-inline: 6px;
  }

  .audio .seek-preview {
    inset-block-end: 20px;
  }

  .audio .seek-time {
    line-height: 1.2;
    padding-block: 1px;
    color: white;
  }

  .audio .time {
    padding-inline: 4px;
  }

  /* Beside a timeline that would give way it neither comes nor goes. */
  .audio .volume {
    inline-size: 64px;
    margin-inline: 2px 4px;
    opacity: 1;
  }

  .audio ~ .unmute {
    display: none;
  }

  :host([look='audio']) :is(.waiting, .feedback, .cover.replay, .on-device, .top, .overlay) {
    display: none;
  }

  /* Its wheel turns around the button. */
  .waiting ~ .audio .play::after {
    position: absolute;
    inset: -4px;
    border: 2px solid transparent;
    border-block-start-color: white;
    border-radius: 50%;
    content: '';
    animation:
      vid-appear var(--_smooth) 500ms both,
      vid-turn 0.9s linear infinite;
  }

  :host([look='audio']) .end-screen {
    position: static;
    flex: none;
    flex-direction: row;
    order: 1;
    gap: 8px;
    max-inline-size: 50%;
    padding: 0 12px 0 0;
    background: none;
  }

  :host([look='audio']) :is(.up-next-picture, .up-next-channel, .again, .share-end) {
    display: none;
  }

  :host([look='audio']) .end-screen .up-next {
    display: block;
    min-inline-size: 0;
  }

  :host([look='audio']) .up-next-title {
    font-size: var(--_size-s);
    -webkit-line-clamp: 1;
  }

  :host([look='audio']) .end-actions {
    flex: none;
    flex-wrap: nowrap;
    gap: 4px;
  }
`;
