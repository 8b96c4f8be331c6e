import { css, html, type TemplateResult } from 'lit';

import type { CaptionStyling } from '../captions/caption-styling.ts';
import {
  captionColors,
  captionEdges,
  captionFonts,
  captionOpacities,
  captionSizes,
  defaultCaptionStyle,
  isDefaultCaptionStyle,
  type CaptionColor,
  type CaptionStyle,
} from '../model/caption-style.ts';
import type { CreatePanel } from './panel-frame.ts';
import type { PanelWords } from './panel-words.ts';

type Paint = 'color' | 'background' | 'window';
type Opacity = 'opacity' | 'backgroundOpacity' | 'windowOpacity';

/** How captions look, with a sample that shows each choice at once. What was chosen is kept for every video. */
export const createPanel: CreatePanel = ({ captions, words, update }) => {
  let styling: CaptionStyling | null = null;
  void captions.styling().then((loaded) => {
    styling = loaded;
    update();
  });
  const change = (wish: Partial<CaptionStyle>): void => {
    styling?.change(wish);
    update();
  };
  return {
    name: 'caption-style',
    place: 'modal',
    styles: captionStyleStyles,
    title: () => words.term('captionStyle'),
    render: () => {
      const style = styling?.style ?? defaultCaptionStyle;
      return html`<div class="caption-preview" aria-hidden="true">
          <div class="caption-window">
            <div class="caption"><span>${words.term('captionSample')}</span></div>
          </div>
        </div>
        <div class="panel-body">
          <div class="style-row">
            ${choice(words, 'font', captionFonts, style, {
              nameOf: (font) => words.term(`font_${font}`),
              change,
            })}
            ${choice(words, 'size', captionSizes, style, {
              nameOf: (size) => words.percent(size / 100),
              change,
            })}
          </div>
          ${paint(words, 'color', 'opacity', style, change)}
          ${paint(words, 'background', 'backgroundOpacity', style, change)}
          ${paint(words, 'window', 'windowOpacity', style, change)}
          <div class="style-row">
            ${choice(words, 'edge', captionEdges, style, {
              nameOf: (edge) => words.term(`edge_${edge}`),
              change,
            })}
            <button
              class="action"
              type="button"
              ?disabled=${isDefaultCaptionStyle(style)}
              @click=${(event: Event) => {
                styling?.reset();
                update();
                // It is of no use now, and a disabled button would lose the focus.
                const frame = (event.currentTarget as HTMLElement).closest('.panel');
                frame?.querySelector<HTMLElement>('[data-first]')?.focus();
              }}
            >
              ${words.term('reset')}
            </button>
          </div>
        </div>`;
    },
  };
};

interface ChoiceOptions<Value> {
  readonly nameOf: (value: Value) => string;
  readonly change: Change;
  /** What is written where the place says the rest. */
  readonly short?: boolean;
}

type Change = (wish: Partial<CaptionStyle>) => void;

const choice = <Name extends 'font' | 'size' | 'edge' | Opacity>(
  words: PanelWords,
  name: Name,
  values: readonly CaptionStyle[Name][],
  style: CaptionStyle,
  { nameOf, change, short }: ChoiceOptions<CaptionStyle[Name]>,
): TemplateResult => {
  const pick = ({ target }: { target: HTMLSelectElement }): void => {
    const value = values[target.selectedIndex];
    if (value !== undefined) change({ [name]: value });
  };
  /* eslint-disable lit-a11y/no-invalid-change-handler -- a change shows at once in the sample and moves no focus */
  return html`<label class="style-choice">
  <span>${words.term(short ? 'opacityShort' : name)}</span>
  <select
    class="field"
    aria-label=${words.term(name)}
    ?data-first=${name === 'font'}
    @change=${pick}
  >
    ${values.map((value) => html`<option .selected=${value === style[name]}>${nameOf(value)}</option>`)}
  </select>
</label>`;
  /* eslint-enable lit-a11y/no-invalid-change-handler */
};

/** A colour and how much of it covers what is below. */
const paint = (
  words: PanelWords,
  name: Paint,
  opacity: Opacity,
  style: CaptionStyle,
  change: Change,
): TemplateResult => html`<fieldset class="style-paint">
  <legend>${words.term(name)}</legend>
  <div class="style-colors">
    ${(Object.keys(captionColors) as CaptionColor[]).map(
      (color) =>
        html`<label class="style-color ${color}" title=${words.term(color)}>
          <input
            type="radio"
            name=${name}
            aria-label=${words.term(color)}
            .checked=${style[name] === color}
            @change=${() => change({ [name]: color })}
          />
        </label>`,
    )}
  </div>
  ${choice(words, opacity, captionOpacities.slice(opacity === 'opacity' ? 1 : 0), style, {
    nameOf: (value) => words.percent(value / 100),
    change,
    short: true,
  })}
</fieldset>`;

const captionStyleStyles = css`
  .panel.caption-style.modal {
    inline-size: min(484px, 100vi - 16px);
  }

  .caption-preview {
    display: grid;
    flex: none;
    place-items: center;
    block-size: 108px;
    margin-inline: 16px;
    overflow: hidden;
    border-radius: var(--_radius-m);
    /* Bright and dark, as pictures are. */
    background: linear-gradient(115deg, oklch(0.86 0.07 210), oklch(0.62 0.1 60) 55%, oklch(0.24 0.05 290));
    font-family: var(--caption-font, inherit);
    font-size: calc(1.05rem * var(--caption-size, 1));
    font-variant: var(--caption-variant, normal);
    line-height: 1.4;
    text-align: center;
  }

  .caption-style .panel-body {
    display: grid;
    gap: 14px;
    padding-block-start: 14px;
  }

  .style-row {
    display: grid;
    grid-template-columns: 1fr 1fr;
    align-items: end;
    gap: 12px;
  }

  .style-choice {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
  }

  .style-choice > span,
  .style-paint legend {
    padding: 0;
    color: oklch(1 0 0 / 0.74);
    font-size: var(--_size-s);
  }

  .style-paint {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 12px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .style-paint legend {
    margin-block-end: 4px;
  }

  .style-paint .style-choice {
    grid-template-columns: auto auto;
    align-items: center;
    gap: 8px;
  }

  .style-paint .field {
    inline-size: 92px;
  }

  .style-colors {
    display: flex;
    gap: 4px;
  }

  .style-color {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    cursor: pointer;
  }

  .style-color input {
    appearance: none;
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    border: 1px solid oklch(1 0 0 / 0.5);
    border-radius: 50%;
    background-color: var(--swatch);
    cursor: pointer;
    forced-color-adjust: none;
  }

  .style-color input:checked {
    box-shadow:
      0 0 0 2px oklch(0.21 0.004 270),
      0 0 0 4px white;
  }

  .panel .style-color input:focus-visible {
    outline-offset: 5px;
  }

  .style-color.white {
    --swatch: #fff;
  }

  .style-color.yellow {
    --swatch: #ff0;
  }

  .style-color.green {
    --swatch: #0f0;
  }

  .style-color.cyan {
    --swatch: #0ff;
  }

  .style-color.blue {
    --swatch: #00f;
  }

  .style-color.magenta {
    --swatch: #f0f;
  }

  .style-color.red {
    --swatch: #f00;
  }

  .style-color.black {
    --swatch: #000;
  }

  @media (forced-colors: active) {
    .style-color input {
      border-color: ButtonText;
    }

    .style-color input:checked {
      outline: 3px solid Highlight;
      outline-offset: 2px;
    }
  }

  @media (max-height: 560px) {
    .caption-preview {
      block-size: 64px;
    }
  }

  @media (max-height: 320px) {
    .caption-preview {
      block-size: 40px;
      margin-inline: 0;
      border-radius: 0;
    }
  }

  @media (pointer: coarse) {
    .style-colors {
      flex: 1 0 100%;
      justify-content: space-between;
    }

    .style-color {
      inline-size: 36px;
      block-size: 36px;
    }

    .style-color input {
      inline-size: 28px;
      block-size: 28px;
    }
  }
`;
