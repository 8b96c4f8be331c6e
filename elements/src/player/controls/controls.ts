import { html, nothing, unsafeCSS, type TemplateResult } from 'lit';

import { Words } from '../../localize/words.ts';
import { declare } from '../../styles/core-roles.ts';
import { overlayRoles } from '../../styles/overlay-roles.ts';
import { Captions } from '../captions/captions.ts';
import { commandOf, type KeyPlace } from '../model/keys.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { Panels } from '../panels/panels.ts';
import type { Remote } from '../remote/remote.ts';
import { AbLoop } from './ab-loop.ts';
import { Buttons } from './buttons.ts';
import { Commands } from './commands.ts';
import { controlsMessages } from './controls.messages.ts';
import { Ending } from './ending.ts';
import { Feedback } from './feedback.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { Folding } from './folding.ts';
import { Gestures } from './gestures.ts';
import { layouts } from './layouts.ts';
import { lookOf } from './look.ts';
import { Menu } from './menu.ts';
import { Presence } from './presence.ts';
import { Regions } from './regions.ts';
import { SeekBar } from './seek-bar.ts';

export { controlsStyles } from './controls.styles.ts';

/** The roles that only the controls read. */
export const controlsRoles = unsafeCSS(`:host { ${declare(overlayRoles)} }`);

/** Everything that lies on the picture once playback was asked for. Drawn into the player's own shadow root. */
export class Controls {
  readonly #port: PlayerPort;
  readonly #localize: Words<typeof controlsMessages.en>;
  readonly #captions: Captions;
  readonly #buttons: Buttons;
  readonly #regions: Regions;
  readonly #folding: Folding;
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
    this.#buttons = new Buttons(port, { base, captions, commands, menu: this.#menu, localize });
    this.#regions = new Regions(port, base, localize);
    this.#folding = new Folding(base);
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
    new MutationObserver(redraw).observe(port.element, { attributeFilter: ['look'] });
  }

  /** The controls are away and so may be the pointer. */
  get resting(): boolean {
    return this.#port.started && !this.#present;
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
    const look = lookOf(this.#port.element);
    const present = this.#present;
    const parts = {
      buttons: this.#buttons,
      seekBar: this.#seekBar,
      regions: this.#regions,
      remote: this.#remote,
    };
    return html`
      ${this.#regions.overlay()} ${look === 'audio' ? nothing : this.#captions.render()}
      ${waiting ? html`<div class="waiting"><span class="spinner"></span></div>` : nothing}
      ${this.#feedback.render()} ${this.#ending.render()} ${this.#remote?.render() ?? nothing}
      ${this.#regions.top(present)}
      <div class="controls ${look} ${present ? '' : 'away'}" part="controls">${layouts[look](parts)}</div>
      ${this.#menu.render()}
    `;
  }

  updated(): void {
    this.#captions.update();
    this.#seekBar.updated();
    this.#menu.updated();
    this.#folding.updated();
    this.#focusKeeper.updated();
    const volume = this.#base.querySelector<HTMLInputElement>('.volume');
    if (volume) {
      const { media } = this.#port;
      const share = media.muted ? 0 : media.volume;
      volume.value = String(share);
      volume.style.setProperty('--share', String(share));
    }
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

  /** A bar without a picture stands in no one's way. */
  get #present(): boolean {
    return this.#presence.present || lookOf(this.#port.element) === 'audio';
  }

  get #held(): boolean {
    return (
      this.#port.paused ||
      this.#port.ended ||
      this.#menu.open ||
      this.#panels.holding ||
      this.#seekBar.scrubbing ||
      this.#regions.held ||
      this.#base.querySelector('.row:hover, .seek:hover, .controls :focus-visible') !== null
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
    // Nor is it ours on what the page put in.
    if (this.#port.element.contains(event.target as Node)) return;
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
    const parts = { base: this.#base, commands: this.#commands, panels: this.#panels, menu: this.#menu };
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
