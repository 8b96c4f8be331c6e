import { css, html, nothing, type TemplateResult } from 'lit';

import type { CreatePanel } from './panel-frame.ts';
import type { PanelWords } from './panel-words.ts';
import type { panelsMessages } from './panels.messages.ts';

type Text = keyof typeof panelsMessages.en;
/** Keys that do the same; those joined by a space are pressed together. */
type Row = readonly [text: Text, ...keys: string[]];

/** In the order of the key map in `model/keys.ts`. */
const groups: readonly (readonly [title: Text, rows: readonly Row[]])[] = [
  [
    'groupPlayback',
    [
      ['keyPlay', 'Space', 'K'],
      ['keySeek5', '←', '→'],
      ['keySeek10', 'J', 'L'],
      ['keySeek60', 'PageDown', 'PageUp'],
      ['keyTenths', '0–9'],
      ['keyEnds', 'Home', 'End'],
      ['keyFrames', ',', '.'],
      ['keyRate', '<', '>'],
      ['keyLoop', '[', ']'],
    ],
  ],
  [
    'groupPlaces',
    [
      ['keyChapters', 'Control ←', 'Control →'],
      ['keyMarkers', 'Control Shift ←', 'Control Shift →'],
      ['keyVideos', 'Shift P', 'Shift N'],
    ],
  ],
  [
    'groupSound',
    [
      ['keyVolume', '↑', '↓'],
      ['keyMute', 'M'],
    ],
  ],
  [
    'groupCaptions',
    [
      ['keyCaptions', 'C'],
      ['keyCaptionSize', '+', '−'],
      ['keyCaptionText', 'O'],
      ['keyCaptionWindow', 'W'],
    ],
  ],
  [
    'groupScreen',
    [
      ['keyFullscreen', 'F', 'Control Enter'],
      ['keyPip', 'I', 'P'],
      ['keyTheatre', 'T'],
      ['keyScreenshot', 'U'],
      ['keyMenu', 'Shift F10'],
      ['keyHelp', '?'],
      ['keyClose', 'Escape'],
    ],
  ],
];

/** What the keys do while the focus is in the player. */
export const createPanel: CreatePanel = ({ port, words }) => ({
  name: 'help',
  place: 'modal',
  styles: helpStyles,
  title: () => words.term('help'),
  render:
    () => html`<div class="panel-body" tabindex="0" role="group" aria-label=${words.term('help')} data-first>
    <p class="help-note">${words.term(port.hotkeys ? 'helpNote' : 'helpOff')}</p>
    <div class="help-groups">
      ${groups.map(
        ([title, rows]) => html`<section>
          <h3>${words.term(title)}</h3>
          <dl>
            ${rows.map(([text, ...keys]) =>
              text === 'keyVideos' && port.playlist.length < 2 ? nothing : row(words, text, keys),
            )}
          </dl>
        </section>`,
      )}
    </div>
  </div>`,
});

const row = (words: PanelWords, text: Text, keys: readonly string[]): TemplateResult => html`<div>
  <dt>${words.term(text)}</dt>
  <dd>
    ${keys.map((chord) => html`<span>${chord.split(' ').map((key) => html`<kbd>${nameOf(words, key)}</kbd>`)}</span>`)}
  </dd>
</div>`;

const isMac = /^(Mac|iP)/.test(navigator.platform);

/** Keys by the names printed on them. */
const nameOf = (words: PanelWords, key: string): string => {
  if (key === 'Control' && isMac) return '⌥';
  const named = `name${key}`;
  return named in names ? words.term(named as keyof typeof names) : key;
};

const names = {
  nameSpace: 0,
  nameShift: 0,
  nameControl: 0,
  nameEnter: 0,
  nameEscape: 0,
  nameHome: 0,
  nameEnd: 0,
  namePageUp: 0,
  namePageDown: 0,
} satisfies Partial<Record<Text, 0>>;

const helpStyles = css`
  .panel.help.modal {
    inline-size: min(720px, 100vi - 16px);
  }

  .help .panel-body {
    padding-block-start: 6px;
  }

  .help-note {
    margin-block-end: 12px;
    color: oklch(1 0 0 / 0.7);
    font-size: var(--_size-s);
  }

  .help-groups {
    columns: 300px 2;
    column-gap: 32px;
  }

  .help section {
    margin-block-end: 16px;
    break-inside: avoid;
  }

  .help h3 {
    margin-block-end: 4px;
    font-size: var(--_size-s);
    font-weight: 600;
    color: oklch(1 0 0 / 0.7);
  }

  .help dt {
    flex: 1 1 50%;
  }

  .help dl > div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding-block: 4px;
    border-block-end: 1px solid oklch(1 0 0 / 0.1);
  }

  .help dd {
    display: flex;
    flex: 0 1 auto;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 4px 8px;
    margin: 0;
    direction: ltr;
  }

  .help dd > span {
    display: inline-flex;
    gap: 3px;
  }

  .help kbd {
    min-inline-size: 24px;
    padding: 1px 6px;
    border: 1px solid oklch(1 0 0 / 0.3);
    border-radius: var(--_radius-s);
    background-color: oklch(1 0 0 / 0.08);
    font-family: inherit;
    font-size: var(--_size-xs);
    line-height: 1.5;
    text-align: center;
    white-space: nowrap;
  }
`;
