import { html, nothing, unsafeCSS, type TemplateResult } from 'lit';

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
import { Words } from '../../localize/words.ts';
import { declare } from '../../styles/core-roles.ts';
import { overlayRoles } from '../../styles/overlay-roles.ts';
import { Captions } from '../captions/captions.ts';
import { clock } from '../model/clock.ts';
import { commandOf, type KeyPlace } from '../model/keys.ts';
import { isAtEdge, reachOf } from '../model/live.ts';
import { nextOf } from '../model/next-of.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { Panels } from '../panels/panels.ts';
import type { Remote } from '../remote/remote.ts';
import { AbLoop } from './ab-loop.ts';
import { Commands } from './commands.ts';
import { controlsMessages } from './controls.messages.ts';
import { Ending } from './ending.ts';
import { Feedback } from './feedback.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { Gestures } from './gestures.ts';
import { Menu } from './menu.ts';
import { Presence } from './presence.ts';
import { SeekBar } from './seek-bar.ts';

export { controlsStyles } from './controls.styles.ts';

/** The roles that only the controls read. */
export const controlsRoles = unsafeCSS(`:host { ${declare(overlayRoles)} }`);

/** Seconds of the skip buttons. */
const skip = 10;

interface ButtonParts {
  readonly name: string;
  readonly icon: Icon;
  readonly label: string;
  readonly keys?: string;
  readonly click: () => void;
}

/** Everything that lies on the picture once playback was asked for. Drawn into the player's own shadow root. */
export class Controls {
  readonly #port: PlayerPort;
  readonly #localize: Words<typeof controlsMessages.en>;
  readonly #captions: Captions;
  readonly #feedback: Feedback;
  readonly #commands: Commands;
  readonly #menu: Menu;
  readonly #seekBar: SeekBar;
  readonly #presence: Presence;
  readonly #panels: Panels;
  readonly #loop: AbLoop;
  readonly #base: HTMLElement;
  readonly #focusKeeper: FocusKeeper;
  #openingMenu = false;
  readonly #ending: Ending;
  /** Other devices; null while its code is not here, which nothing waits for. */
  #remote: Remote | null = null;

  constructor(port: PlayerPort) {
    this.#port = port;
    const base = port.element.shadowRoot?.querySelector<HTMLElement>('.base');
    if (!base) throw new Error('controls before the player was rendered');
    this.#base = base;
    const localize = new Words(port.element, controlsMessages);
    const captions = new Captions(port, base);
    const feedback = new Feedback(port);
    const loop = new AbLoop(port);
    const commands = new Commands(port, {
      base,
      captions,
      feedback,
      loop,
      localize,
      panels: () => this.#panels,
    });
    this.#panels = new Panels({ port, base, captions, commands });
    this.#loop = loop;
    this.#focusKeeper = new FocusKeeper(base);
    this.#ending = new Ending(port, { base, feedback, panels: this.#panels });
    this.#localize = localize;
    this.#captions = captions;
    this.#feedback = feedback;
    this.#commands = commands;
    this.#menu = new Menu(port, base, { captions, commands, loop, panels: this.#panels, localize });
    this.#seekBar = new SeekBar(port, base, { loop, localize });
    this.#presence = new Presence(
      () => this.#held,
      () => port.requestUpdate(),
    );
    new Gestures(base, port, { commands, feedback, localize, presence: this.#presence, menu: this.#menu });
    base.addEventListener('keydown', this.#key);
    base.addEventListener('focusin', this.#presence.stir);
    base.addEventListener('contextmenu', this.#contextMenu);
    // Nobody sees a hidden tab: what changed is drawn when it is shown again.
    const redraw = (): void => {
      if (!base.ownerDocument.hidden) port.requestUpdate();
    };
    port.element.addController({
      hostConnected: () => document.addEventListener('visibilitychange', redraw),
      hostDisconnected: () => document.removeEventListener('visibilitychange', redraw),
    });
    for (const type of ['timeupdate', 'waiting', 'canplay', 'ratechange', 'seeking', 'play', 'resize']) {
      port.media.addEventListener(type, redraw);
    }
    for (const type of ['enterpictureinpicture', 'leavepictureinpicture']) {
      port.media.addEventListener(type, redraw);
    }
    port.media.addEventListener('play', this.#presence.stir);
    port.media.addEventListener('playing', this.#plays);
    // The picture came first.
    if (!port.media.paused && port.media.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) this.#plays();
    port.element.addEventListener('fullscreenchange', redraw);
  }

  /** The controls are away and so may be the pointer. */
  get resting(): boolean {
    return this.#port.started && !this.#presence.present;
  }

  /** The source is another. */
  reset(): void {
    this.#menu.close({ returnFocus: false });
    this.#panels.closeAll();
    this.#loop.clear();
    this.#ending.leave();
  }

  render(): TemplateResult {
    if (this.#port.failure) return html`${nothing}`;
    const { media } = this.#port;
    const waiting =
      !this.#port.paused && !this.#port.ended && media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    return html`
      ${this.#captions.render()}
      ${waiting ? html`<div class="waiting"><span class="spinner"></span></div>` : nothing}
      ${this.#feedback.render()} ${this.#ending.render()} ${this.#remote?.render() ?? nothing}
      <div class="controls ${this.#presence.present ? '' : 'away'}" part="controls">
        ${this.#seekBar.render()}
        <div class="row">
          ${this.#renderPlay()}
          ${nextOf(this.#port) === undefined ? nothing : this.#renderNext()}
          ${this.#button({
            name: 'skip-back',
            icon: skipBackIcon,
            label: this.#localize.term('back', { seconds: skip }),
            keys: 'j',
            click: () => this.#commands.seekBy(-skip),
          })}
          ${this.#button({
            name: 'skip-forward',
            icon: skipForwardIcon,
            label: this.#localize.term('forward', { seconds: skip }),
            keys: 'l',
            click: () => this.#commands.seekBy(skip),
          })}
          ${this.#port.hasAudio ? this.#renderVolume() : nothing} ${this.#renderTime()}
          <span class="gap"></span>
          ${this.#captions.tracks.length > 0 ? this.#renderCaptionsButton() : nothing}
          <button
            class="control settings-button"
            part="control-button"
            type="button"
            aria-label=${this.#localize.term('settings')}
            title=${this.#localize.term('settings')}
            aria-haspopup="menu"
            aria-expanded=${this.#menu.open ? 'true' : 'false'}
            @click=${() => this.#menu.toggle()}
          >
            ${settingsIcon}
          </button>
          ${this.#remote?.offered ? this.#renderDevice(this.#remote.choose) : nothing}
          ${document.pictureInPictureEnabled ? this.#renderPip() : nothing} ${this.#renderFullscreen()}
        </div>
      </div>
      ${this.#menu.render()}
    `;
  }

  updated(): void {
    this.#captions.update();
    this.#seekBar.updated();
    this.#menu.updated();
    this.#focusKeeper.updated();
    const volume = this.#base.querySelector<HTMLInputElement>('.volume');
    if (volume) {
      const { media } = this.#port;
      const share = media.muted ? 0 : media.volume;
      volume.value = String(share);
      volume.style.setProperty('--share', String(share));
    }
  }

  #renderPlay(): TemplateResult {
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
      click: () => this.#commands.togglePlay({ silent: true }),
    });
  }

  readonly #plays = (): void => {
    this.#port.media.removeEventListener('playing', this.#plays);
    void this.#loadRemote();
  };

  async #loadRemote(): Promise<void> {
    const loaded = await import('../remote/remote.ts').catch(() => null);
    if (!loaded) return;
    this.#remote = new loaded.Remote(this.#port, { commands: this.#commands, localize: this.#localize });
    this.#port.requestUpdate();
  }

  #renderDevice(choose: () => void): TemplateResult {
    const label = this.#localize.term('device');
    return this.#button({ name: 'device', icon: deviceIcon, label, click: choose });
  }

  #renderNext(): TemplateResult {
    return this.#button({
      name: 'next',
      icon: nextIcon,
      label: this.#localize.term('next'),
      keys: 'Shift+N',
      click: () => this.#port.next(),
    });
  }

  #renderVolume(): TemplateResult {
    const { muted, volume } = this.#port.media;
    const silent = muted || volume === 0;
    const share = this.#localize.percent(volume);
    return html`<div class="volume-group">
      ${this.#button({
        name: 'mute',
        icon: silent ? volumeMutedIcon : volume < 0.5 ? volumeLowIcon : volumeHighIcon,
        label: this.#localize.term(silent ? 'unmute' : 'mute'),
        keys: 'm',
        click: () => this.#commands.toggleMute(),
      })}
      <input
        class="volume"
        type="range"
        min="0"
        max="1"
        step="0.05"
        aria-label=${this.#localize.term('volume')}
        aria-valuetext=${muted ? this.#localize.term('volumeMuted', { share }) : share}
        @input=${(event: Event) =>
          this.#commands.setVolume(Number((event.target as HTMLInputElement).value), { silent: true })}
      />
    </div>`;
  }

  #renderTime(): TemplateResult {
    const { currentTime, duration } = this.#port;
    if (duration === Infinity) return this.#renderLive();
    return html`<span class="time" aria-hidden="true"
      ><span>${clock(currentTime, duration)}</span><span class="time-total"> / ${clock(duration)}</span></span
    >`;
  }

  /** At the edge it tells that this is live; behind it, it leads there. */
  #renderLive(): TemplateResult {
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
        @click=${() => !atEdge && this.#commands.goLive()}
      >
        ${label}
      </button>
      ${
        atEdge || !reach
          ? nothing
          : html`<span class="time" aria-hidden="true">−${clock(reach.end - currentTime)}</span>`
      }`;
  }

  #renderCaptionsButton(): TemplateResult {
    const on = this.#captions.selected !== null;
    return this.#button({
      name: on ? 'captions-toggle on' : 'captions-toggle',
      icon: captionsIcon,
      label: this.#localize.term(on ? 'captionsOff' : 'captionsOn'),
      keys: 'c',
      click: () => this.#commands.toggleCaptions(),
    });
  }

  #renderPip(): TemplateResult {
    const inside = this.#commands.inPip;
    return this.#button({
      name: 'pip',
      icon: pipIcon,
      label: this.#localize.term(inside ? 'pipExit' : 'pip'),
      keys: 'i',
      click: () => this.#commands.togglePip(),
    });
  }

  #renderFullscreen(): TemplateResult {
    const inside = document.fullscreenElement !== null;
    return this.#button({
      name: 'fullscreen',
      icon: inside ? fullscreenExitIcon : fullscreenEnterIcon,
      label: this.#localize.term(inside ? 'fullscreenExit' : 'fullscreen'),
      keys: 'f',
      click: () => {
        this.#commands.toggleFullscreen();
        // Else the next Space would leave full screen again.
        this.#base.focus();
      },
    });
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

  get #held(): boolean {
    return (
      this.#port.paused ||
      this.#port.ended ||
      this.#menu.open ||
      this.#panels.holding ||
      this.#seekBar.scrubbing ||
      this.#base.querySelector('.controls:hover, .controls :focus-visible') !== null
    );
  }

  readonly #key = (event: KeyboardEvent): void => {
    this.#presence.stir();
    if (event.defaultPrevented || !this.#port.hotkeys || !this.#port.started || this.#port.failure) return;
    // Browsers on a Mac have no key for it, and some send no event with one.
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      return void this.#openContextMenu(event);
    }
    const command = commandOf(event, placeOf(event));
    if (!command) return;
    event.preventDefault();
    this.#commands.run(command);
  };

  /** On a field it is the browser's own, which can paste. */
  readonly #contextMenu = (event: MouseEvent): void => {
    if (event.defaultPrevented || !this.#port.started || this.#port.failure) return;
    if (placeOf(event) === 'text') return;
    // A finger that rests on the picture means something else.
    if ('pointerType' in event && event.pointerType === 'touch') event.preventDefault();
    else void this.#openContextMenu(event);
  };

  async #openContextMenu(event: MouseEvent | KeyboardEvent): Promise<void> {
    event.preventDefault();
    // A key may come with an event of its own.
    if (this.#openingMenu) return;
    this.#openingMenu = true;
    this.#menu.close({ returnFocus: false });
    const loaded = await import('../panels/context-menu.ts').catch(() => null);
    this.#openingMenu = false;
    if (!loaded) return this.#commands.tellMissing();
    const parts = { base: this.#base, commands: this.#commands, panels: this.#panels };
    loaded.openContextMenu(event, { port: this.#port, ...parts, localize: this.#localize });
  }
}

/** The timeline is no widget here: its arrows are the player's own seek keys. */
const placeOf = (event: Event): KeyPlace => {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return 'player';
  if (target.matches('.seek-input')) return 'player';
  if (target.matches('input[type="range"], [role^="menuitem"]')) return 'widget';
  if (target.matches('input, textarea, select, [contenteditable], [role="textbox"]')) return 'text';
  return target.matches('button, a') ? 'button' : 'player';
};
