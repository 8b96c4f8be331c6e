import { css } from 'lit';

/** The custom properties `--caption-…` are the viewer's own style; `caption-styling.ts` sets them. */
export const captionsStyles = css`
  .captions {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    padding: 12px 12px 16px;
    font-family: var(--caption-font, inherit);
    font-size: calc(clamp(0.8rem, 4.6cqb, 2.25rem) * var(--caption-size, 1));
    font-variant: var(--caption-variant, normal);
    line-height: 1.4;
    text-align: center;
    pointer-events: none;
  }

  .captions-bottom {
    transition: transform var(--_smooth) var(--_ease);
  }

  .captions:has(~ .controls:not(.away)) .captions-bottom {
    transform: translateY(-64px);
  }

  .caption-window {
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-inline: auto;
    padding: 0.2em 0.4em;
    border-radius: 0.3em;
    background-color: var(--caption-window, transparent);
  }

  .caption > span {
    padding: 0.08em 0.4em;
    border-radius: 0.2em;
    background-color: var(--caption-background, oklch(0.1 0 0 / 0.78));
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
    color: var(--caption-color, white);
    text-shadow: var(--caption-edge, none);
    white-space: pre-line;
  }

  @media (prefers-reduced-motion: reduce) {
    .captions * {
      transition: none !important;
    }
  }

  /* Unless the viewer chose otherwise. */
  @media (prefers-contrast: more), (prefers-reduced-transparency: reduce) {
    .caption > span {
      background-color: var(--caption-background, black);
    }
  }
`;
