import { css } from 'lit';

export const posterPanelStyles = css`
  section {
    position: relative;
    margin-block-start: var(--_space-8);
    border-radius: var(--_radius-m);
  }

  h2 {
    margin-block-end: var(--_space-1);
  }

  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(132px, 44%), 1fr));
    gap: var(--_space-3);
    margin-block: var(--_space-3);
  }

  label {
    position: relative;
    display: grid;
    gap: var(--_space-1);
    font-size: var(--_size-s);
    cursor: pointer;
  }

  /* Over the whole tile, so that what is pressed, focused and named is one thing. */
  label input[type='radio'] {
    position: absolute;
    inset: 0;
    z-index: 1;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .picture {
    display: grid;
    place-items: center;
    overflow: hidden;
    aspect-ratio: 16 / 9;
    border-radius: 6px;
    background-color: color-mix(in oklab, var(--_text) 8%, var(--_surface));
    color: var(--_text-muted);
    outline: 1px solid var(--_border);
    outline-offset: -1px;
  }

  img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  label:hover .picture {
    outline-color: var(--_text-muted);
  }

  input:checked + .picture {
    outline: 3px solid var(--_accent);
  }

  input:focus-visible + .picture {
    box-shadow:
      0 0 0 2px var(--_surface),
      0 0 0 5px var(--_text);
  }

  .name {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  input:checked ~ .name {
    font-weight: 600;
  }

  .notes {
    min-block-size: 1lh;
    margin-block-start: var(--_space-2);
  }

  .drop {
    position: absolute;
    inset: -8px;
    z-index: 2;
    display: grid;
    place-items: center;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius-m);
    background-color: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
    font-weight: 600;
    pointer-events: none;
  }

  @media (forced-colors: active) {
    input:checked + .picture {
      outline-color: Highlight;
    }

    input:focus-visible + .picture {
      outline: 3px dashed Highlight;
    }
  }
`;
