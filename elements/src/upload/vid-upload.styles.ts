import { css } from 'lit';

export const uploadStyles = css`
  :host {
    container-type: inline-size;
  }

  .frame {
    display: grid;
    gap: var(--_space-4);
  }

  .card {
    position: relative;
    display: grid;
    justify-items: center;
    gap: var(--_space-2);
    padding: var(--_space-8) var(--_space-4);
    border: 1.5px dashed var(--_border-strong);
    border-radius: var(--_radius-m);
    background-color: var(--_surface);
    text-align: center;
    transition:
      border-color var(--_quick) var(--_ease),
      background-color var(--_quick) var(--_ease);
  }

  .card.without-drop {
    border: 1px solid var(--_border);
  }

  .card > .icon {
    inline-size: 40px;
    block-size: 40px;
    color: var(--_text-muted);
    stroke-width: 1.25;
  }

  .invite {
    font-size: var(--_size-l);
    font-weight: 550;
    line-height: 1.35;
  }

  .hint {
    color: var(--_text-muted);
    font-size: var(--_size-s);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_space-2);
    margin-block-start: var(--_space-2);
  }

  .card.compact {
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    justify-items: start;
    gap: var(--_space-3);
    padding: var(--_space-3) var(--_space-4);
    text-align: start;
  }

  .compact > .icon {
    inline-size: 24px;
    block-size: 24px;
    stroke-width: 1.75;
  }

  .compact > .invite {
    font-size: var(--_size-m);
  }

  .compact > .hint {
    display: none;
  }

  .compact > .buttons {
    margin: 0;
  }

  .frame.dragging .card {
    border-style: solid;
    border-color: var(--_accent-ink);
    background-color: var(--_accent-soft);
  }

  .frame.dragging .card > .icon {
    color: var(--_accent-ink);
  }

  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2) var(--_space-4);
    padding: var(--_space-3) var(--_space-4);
    border-radius: var(--_radius-m);
    background-color: var(--_accent-soft);
  }

  .notice.critical {
    background-color: var(--_critical-soft);
    color: var(--_critical);
  }

  :host(:disabled) .card {
    color: var(--_text-muted);
  }

  @container (inline-size < 480px) {
    .card:not(.compact) {
      padding: var(--_space-6) var(--_space-4);
    }

    .card.compact {
      grid-template-columns: minmax(0, 1fr);
      padding: var(--_space-2);
    }

    .compact > .icon,
    .frame:not(.dragging) .compact > .invite,
    .frame.dragging .compact > .buttons {
      display: none;
    }

    .frame.dragging .compact > .invite {
      justify-self: center;
      padding-block: var(--_space-3);
    }

    .compact .buttons,
    .compact .choose {
      inline-size: 100%;
    }
  }

  @media (forced-colors: active) {
    .frame.dragging .card {
      border-color: Highlight;
    }
  }
`;
