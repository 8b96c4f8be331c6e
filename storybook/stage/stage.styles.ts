import { css } from 'lit';

/** The surface that stories stand on, and the specimens of the foundations. */
export const stageStyles = css`
  .stage {
    box-sizing: border-box;
    padding: 24px;
    background: var(--_surface);
    color: var(--_text);
    font: 14px/1.5 system-ui, sans-serif;
  }

  .stage.alone {
    min-block-size: 100vh;
  }

  .sb-show-main.sb-main-padded {
    padding: 0;
  }

  .stage-inner {
    inline-size: var(--stage-width, 100%);
    max-inline-size: 100%;
    margin-inline: auto;
  }

  .stage h2 {
    margin: 0 0 16px;
    font-size: 20px;
    line-height: 1.2;
  }

  .stage .specimens {
    display: grid;
    gap: 12px;
    grid-template-columns: repeat(auto-fill, minmax(min(160px, 100%), 1fr));
    margin: 0 0 32px;
    padding: 0;
    list-style: none;
  }

  .stage .specimen {
    display: grid;
    gap: 8px;
    align-content: start;
    padding: 12px;
    border: 1px solid var(--_border);
    border-radius: 8px;
    overflow-wrap: anywhere;
  }

  .stage .specimen code {
    font-size: 12px;
    color: var(--_text-muted);
  }

  .stage .swatch {
    block-size: 56px;
    border-radius: 4px;
    border: 1px solid var(--_border);
    background: var(--swatch);
  }

  .stage .glyph {
    display: grid;
    place-items: center;
    block-size: 40px;
  }

  .stage .measure {
    block-size: 16px;
    inline-size: var(--measure);
    background: var(--_accent);
  }

  .stage .sample {
    font-size: var(--sample);
    line-height: 1.2;
  }

  .stage .corner {
    block-size: 56px;
    border: 2px solid var(--_accent);
    border-radius: var(--corner);
  }
`;
