import { html, nothing, type TemplateResult } from 'lit';

import type { Remote } from '../remote/remote.ts';
import type { Buttons } from './buttons.ts';
import type { Look } from './look.ts';
import type { Regions } from './regions.ts';
import type { SeekBar } from './seek-bar.ts';

export interface LayoutParts {
  readonly buttons: Buttons;
  readonly seekBar: SeekBar;
  readonly regions: Regions;
  /** Null until its code is here. */
  readonly remote: Remote | null;
}

const device = ({ buttons, remote }: LayoutParts): TemplateResult | typeof nothing =>
  remote?.offered ? buttons.device(remote.choose) : nothing;

/** A bar below the picture's edge: the timeline on its own line, then a row of buttons. */
const bar = (parts: LayoutParts): TemplateResult => {
  const { buttons, regions, seekBar } = parts;
  return html`${seekBar.render()}
    <div class="row">
      ${buttons.play()} ${buttons.next()} ${buttons.skips()} ${buttons.volume()} ${buttons.time()}
      ${regions.row('controls-start')}
      <span class="gap"></span>
      ${regions.row('controls-end')} ${buttons.captions()} ${buttons.settings()} ${device(parts)} ${buttons.pip()}
      ${buttons.fullscreen()}
    </div>`;
};

/**
 * Play in the middle, a thin timeline at the edge, sound and full screen. All the rest is in the context menu, which
 * fingers do not have: for them there is the button of the settings, too.
 */
const minimal = ({ buttons, regions, seekBar }: LayoutParts): TemplateResult => html`
  <div class="middle">${buttons.play()}</div>
  <div class="row">
    ${buttons.mute()} ${regions.row('controls-start')}
    <span class="gap"></span>
    ${regions.row('controls-end')} ${buttons.settings()} ${buttons.fullscreen()}
  </div>
  ${seekBar.render()}
`;

/** One row without a picture. */
const audio = (parts: LayoutParts): TemplateResult => {
  const { buttons, regions, seekBar } = parts;
  return html`<div class="row">
    ${buttons.play()} ${buttons.next()} ${buttons.skips()} ${buttons.time()} ${seekBar.render()}
    ${regions.row('controls-start')} ${regions.row('controls-end')} ${buttons.volume()} ${device(parts)}
    ${buttons.settings()}
  </div>`;
};

/** What stands where, by look. */
export const layouts: Readonly<Record<Look, (parts: LayoutParts) => TemplateResult>> = {
  default: bar,
  minimal,
  audio,
};
