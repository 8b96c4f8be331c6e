import { css } from 'lit';

/** The form about a video; adopted together with it. */
export const detailsStyles = css`
  .details {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--_space-3) var(--_space-4);
    margin-block-start: var(--_space-2);
    padding-block-start: var(--_space-3);
    border-block-start: 1px solid var(--_border);
  }

  .details-wide {
    grid-column: 1 / -1;
  }

  .details .note {
    margin-block-start: var(--_space-1);
  }

  .details-state {
    min-block-size: 1.5em;
  }

  .details-state:is(.failed, .refused) {
    color: var(--_critical);
  }

  .details-conflict {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius-m);
    background-color: var(--_caution-soft);
  }

  .details-conflict > p {
    flex: 1 1 16em;
  }

  @container (inline-size < 480px) {
    .details {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
