import { html, nothing, type TemplateResult } from 'lit';

import { replayIcon } from '../../icons/icons.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { stopEvent } from '../model/stop-event.ts';
import { adoptStyles } from '../panels/adopt-styles.ts';
import type { Panels } from '../panels/panels.ts';
import type { EndScreen } from './end-screen.ts';
import type { Feedback } from './feedback.ts';

/** Seconds before the end at which the code and the next video's facts are fetched, so that nothing jumps then. */
const ahead = 10;

export interface EndingParts {
  readonly base: HTMLElement;
  readonly feedback: Feedback;
  readonly panels: Panels;
}

/** What lies over the picture when it has ended, or was stopped by `end-time`: at once a way to watch it again. */
export class Ending {
  readonly #port: PlayerPort;
  readonly #parts: EndingParts;
  #screen: EndScreen | null = null;
  #loading: Promise<void> | null = null;
  #reached = false;

  constructor(port: PlayerPort, parts: EndingParts) {
    this.#port = port;
    this.#parts = parts;
    const { media } = port;
    media.addEventListener('timeupdate', this.#approach);
    for (const type of ['ended', stopEvent]) media.addEventListener(type, () => void this.#reach());
    for (const type of ['play', 'seeking', 'emptied']) media.addEventListener(type, this.leave);
  }

  /** It ended and nobody went elsewhere. */
  get reached(): boolean {
    return this.#reached || this.#port.ended;
  }

  /** Somebody plays, seeks, or goes on to another video. */
  readonly leave = (): void => {
    if (!this.#reached) return;
    this.#reached = false;
    this.#screen?.leave();
    this.#port.requestUpdate();
  };

  render(): TemplateResult | typeof nothing {
    if (!this.reached) return nothing;
    return (
      this.#screen?.render() ?? html`<div class="cover replay"><span class="disc">${replayIcon}</span></div>`
    );
  }

  readonly #approach = (): void => {
    const { duration, currentTime, media } = this.#port;
    if (!media.loop && duration - currentTime < ahead) void this.#load();
  };

  async #reach(): Promise<void> {
    this.#reached = true;
    this.#port.requestUpdate();
    await this.#load();
    if (this.#reached) this.#screen?.enter();
  }

  /** Without its code there is still the way to watch again. */
  #load(): Promise<void> {
    this.#loading ??= import('./end-screen.ts').then(
      ({ EndScreen, endScreenStyles }) => {
        // The player may be in a window of its own for a while.
        for (const root of [this.#port.element.shadowRoot, this.#parts.base.getRootNode()]) {
          if (root instanceof Node) adoptStyles(root as ShadowRoot, endScreenStyles);
        }
        this.#screen = new EndScreen(this.#port, this.#parts);
      },
      () => {
        this.#loading = null;
      },
    );
    void this.#loading.then(() => this.#screen?.prepare());
    return this.#loading;
  }
}
