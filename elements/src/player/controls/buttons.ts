import { html, nothing, type TemplateResult } from 'lit';

import {
  captionsIcon,
  deviceIcon,
  fullscreenEnterIcon,
  fullscreenExitIcon,
  nextIcon,
  pauseIcon,
  pipIcon,
  playIcon,
  replayIcon,
  settingsIcon,
  skipBackIcon,
  skipForwardIcon,
  volumeHighIcon,
  volumeLowIcon,
  volumeMutedIcon,
  type Icon,
} from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { Captions } from '../captions/captions.ts';
import { clock } from '../../localize/clock.ts';
import { isAtEdge, reachOf } from '../model/live.ts';
import { nextOf } from '../model/next-of.ts';
import type { PlayerPort } from '../model/player-port.ts';
import type { Commands } from './commands.ts';
import type { controlsMessages } from './controls.messages.ts';
import type { Menu } from './menu.ts';

/** Seconds of the skip buttons. */
const skip = 10;

type Drawn = TemplateResult | typeof nothing;

export interface ButtonsParts {
  readonly base: HTMLElement;
  readonly captions: Captions;
  readonly commands: Commands;
  readonly menu: Menu;
  readonly localize: Words<typeof controlsMessages.en>;
}

interface ButtonParts {
  readonly name: string;
  readonly icon: Icon;
  readonly label: string;
  readonly keys?: string;
  readonly click: () => void;
}

/** Everything that can stand in a row of controls, each by itself; `layouts.ts` says what stands where. */
export class Buttons {
  readonly #port: PlayerPort;
  readonly #parts: ButtonsParts;
  readonly #localize: Words<typeof controlsMessages.en>;

  constructor(port: PlayerPort, parts: ButtonsParts) {
    this.#port = port;
    this.#parts = parts;
    this.#localize = parts.localize;
  }

  play(): TemplateResult {
    const { ended, paused } = this.#port;
    const [icon, label] = ended
      ? [replayIcon, this.#localize.term('replay')]
      : paused
        ? [playIcon, this.#localize.term('play')]
        : [pauseIcon, this.#localize.term('pause')];
    return this.#button({
      name: 'play',
      icon,
      label,
      keys: 'k',
      click: () => this.#parts.commands.togglePlay({ silent: true }),
    });
  }

  next(): Drawn {
    if (nextOf(this.#port) === undefined) return nothing;
    return this.#button({
      name: 'next',
      icon: nextIcon,
      label: this.#localize.term('next'),
      keys: 'Shift+N',
      click: () => this.#port.next(),
    });
  }

  skips(): TemplateResult {
    return html`${this.#button({
      name: 'skip-back',
      icon: skipBackIcon,
      label: this.#localize.term('back', { seconds: skip }),
      keys: 'j',
      click: () => this.#parts.commands.seekBy(-skip),
    })}
    ${this.#button({
      name: 'skip-forward',
      icon: skipForwardIcon,
      label: this.#localize.term('forward', { seconds: skip }),
      keys: 'l',
      click: () => this.#parts.commands.seekBy(skip),
    })}`;
  }

  mute(): Drawn {
    if (!this.#port.hasAudio) return nothing;
    const { muted, volume } = this.#port.media;
    const silent = muted || volume === 0;
    return this.#button({
      name: 'mute',
      icon: silent ? volumeMutedIcon : volume < 0.5 ? volumeLowIcon : volumeHighIcon,
      label: this.#localize.term(silent ? 'unmute' : 'mute'),
      keys: 'm',
      click: () => this.#parts.commands.toggleMute(),
    });
  }

  volume(): Drawn {
    if (!this.#port.hasAudio) return nothing;
    const { muted, volume } = this.#port.media;
    const share = this.#localize.percent(volume);
    return html`<div class="volume-group">
      ${this.mute()}
      <input
        class="volume"
        type="range"
        min="0"
        max="1"
        step="0.05"
        aria-label=${this.#localize.term('volume')}
        aria-valuetext=${muted ? this.#localize.term('volumeMuted', { share }) : share}
        @input=${(event: Event) =>
          this.#parts.commands.setVolume(Number((event.target as HTMLInputElement).value), { silent: true })}
      />
    </div>`;
  }

  time(): TemplateResult {
    const { currentTime, duration } = this.#port;
    if (duration === Infinity) return this.#live();
    return html`<span class="time" aria-hidden="true"
      ><span>${clock(currentTime, duration)}</span><span class="time-total"> / ${clock(duration)}</span></span
    >`;
  }

  captions(): Drawn {
    const { captions, commands } = this.#parts;
    if (captions.tracks.length === 0) return nothing;
    const on = captions.selected !== null;
    return this.#button({
      name: on ? 'captions-toggle on' : 'captions-toggle',
      icon: captionsIcon,
      label: this.#localize.term(on ? 'captionsOff' : 'captionsOn'),
      keys: 'c',
      click: () => commands.toggleCaptions(),
    });
  }

  settings(): TemplateResult {
    const { menu } = this.#parts;
    const label = this.#localize.term('settings');
    return html`<button
      class="control settings-button"
      part="control-button"
      type="button"
      aria-label=${label}
      title=${label}
      aria-haspopup="menu"
      aria-expanded=${menu.open ? 'true' : 'false'}
      @click=${() => menu.toggle()}
    >
      ${settingsIcon}
    </button>`;
  }

  device(choose: () => void): TemplateResult {
    const label = this.#localize.term('device');
    return this.#button({ name: 'device', icon: deviceIcon, label, click: choose });
  }

  pip(): Drawn {
    if (!document.pictureInPictureEnabled) return nothing;
    const { commands } = this.#parts;
    return this.#button({
      name: 'pip',
      icon: pipIcon,
      label: this.#localize.term(commands.inPip ? 'pipExit' : 'pip'),
      keys: 'i',
      click: () => commands.togglePip(),
    });
  }

  fullscreen(): TemplateResult {
    const inside = document.fullscreenElement !== null;
    return this.#button({
      name: 'fullscreen',
      icon: inside ? fullscreenExitIcon : fullscreenEnterIcon,
      label: this.#localize.term(inside ? 'fullscreenExit' : 'fullscreen'),
      keys: 'f',
      click: () => {
        this.#parts.commands.toggleFullscreen();
        // Else the next Space would leave full screen again.
        this.#parts.base.focus();
      },
    });
  }

  /** At the edge it tells that this is live; behind it, it leads there. */
  #live(): TemplateResult {
    const { currentTime } = this.#port;
    const reach = reachOf(this.#port);
    const atEdge = isAtEdge(reach, currentTime);
    const label = this.#localize.term('live');
    return html`<button
        class="live ${atEdge ? 'on' : ''}"
        part="live-button"
        type="button"
        aria-disabled=${atEdge ? 'true' : nothing}
        aria-label=${atEdge ? label : this.#localize.term('goLive')}
        @click=${() => !atEdge && this.#parts.commands.goLive()}
      >
        ${label}
      </button>
      ${
        atEdge || !reach
          ? nothing
          : html`<span class="time" aria-hidden="true">−${clock(reach.end - currentTime)}</span>`
      }`;
  }

  #button({ name, icon, label, keys, click }: ButtonParts): TemplateResult {
    return html`<button
      class="control ${name}"
      part="control-button"
      type="button"
      aria-label=${label}
      aria-keyshortcuts=${keys ?? nothing}
      title=${keys ? `${label} (${keys})` : label}
      @click=${click}
    >
      ${icon}
    </button>`;
  }
}
