import { css } from 'lit';

export const trimPanelStyles = css`
  .trim {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    max-inline-size: 720px;
  }

  .trim > h2 + p {
    margin-block-start: calc(-1 * var(--_space-2));
  }

  vid-player {
    --vid-player-radius: 8px;

    max-block-size: 60vh;
  }

  trim-line {
    margin-inline: 12px;
  }

  .ends {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
    gap: var(--_space-4);
  }

  .ends .row {
    flex-wrap: nowrap;
  }

  input.field {
    min-inline-size: 0;
    flex: 1 1 6em;
    font-variant-numeric: tabular-nums;
  }

  .skeleton {
    aspect-ratio: 16 / 9;
  }
`;
