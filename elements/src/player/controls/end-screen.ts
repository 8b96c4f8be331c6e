import { createClient } from '@vidkit/contracts/client/elements';
import type { Playback } from '@vidkit/contracts/schemas/playback';
import { html, nothing, type TemplateResult } from 'lit';

import { closeIcon, playIcon, replayIcon, shareIcon } from '../../icons/icons.ts';
import { Words } from '../../localize/words.ts';
import { apiUrlOf } from '../../session/api-url.ts';
import { clock } from '../../localize/clock.ts';
import { nextOf } from '../model/next-of.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { endScreenMessages } from './end-screen.messages.ts';
import type { EndingParts } from './ending.ts';

export { endScreenStyles } from './end-screen.styles.ts';

/** Seconds until the next video begins by itself. */
const wait = 8;

/** The end: watch again, share, and in a playlist what comes next, which begins by itself unless somebody objects. */
export class EndScreen {
  readonly #port: PlayerPort;
  readonly #parts: EndingParts;
  readonly #words: Words<typeof endScreenMessages.en>;
  #nextId: string | undefined;
  /** Null while it is asked for, and when it cannot be told. */
  #next: Playback | null = null;
  #asked: Promise<void> = Promise.resolve();
  /** Seconds that are left; null when nothing begins by itself. */
  #left: number | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(port: PlayerPort, parts: EndingParts) {
    this.#port = port;
    this.#parts = parts;
    this.#words = new Words(port.element, endScreenMessages);
    port.element.addController({ hostDisconnected: () => this.leave() });
    parts.base.addEventListener('keydown', this.#key);
  }

  /** Finds out what comes next. */
  prepare(): void {
    const id = nextOf(this.#port);
    if (id === this.#nextId) return;
    this.#nextId = id;
    this.#next = null;
    if (id !== undefined) this.#asked = this.#ask(id);
  }

  /** It has ended. */
  enter(): void {
    this.prepare();
    const id = this.#nextId;
    void this.#asked.then(() => {
      // What cannot be played does not begin by itself.
      if (id === nextOf(this.#port) && this.#next && this.#port.element.isConnected) this.#count();
    });
  }

  /** Nothing begins by itself any more. */
  leave(): void {
    clearInterval(this.#ticking);
    this.#left = null;
  }

  render(): TemplateResult {
    if (nextOf(this.#port) === undefined) {
      return html`<div class="cover replay" part="end-screen">
        <span class="disc">${replayIcon}</span>${this.#renderShare()}
      </div>`;
    }
    const counts = this.#left !== null;
    return html`<div class="end-screen" part="end-screen" dir=${this.#words.dir}>
      ${this.#renderNext()}
      <div class="end-actions">
        <button class="end-action play-next" type="button" @click=${this.#go}>
          ${counts ? html`<span class="end-filling"></span>` : nothing} ${playIcon}
          <span>${this.#words.term('playNow')}</span>
        </button>
        ${
          counts
            ? html`<button class="end-action cancel-next" type="button" @click=${this.#cancel}>
                ${closeIcon}<span>${this.#words.term('cancel')}</span>
              </button>`
            : nothing
        }
        <button class="end-action again" type="button" @click=${this.#again}>
          ${replayIcon}<span>${this.#words.term('again')}</span>
        </button>
        ${this.#renderShare()}
      </div>
    </div>`;
  }

  #renderShare(): TemplateResult | typeof nothing {
    if (!this.#port.playback) return nothing;
    return html`<button class="end-action share-end" type="button" @click=${this.#share}>
      ${shareIcon}<span>${this.#words.term('share')}</span>
    </button>`;
  }

  #renderNext(): TemplateResult {
    const { title, channel, poster, durationMs } = this.#next ?? {};
    const seconds = this.#left;
    return html`<div class="up-next">
      <div class="up-next-picture">
        ${
          poster
            ? html`<img src=${poster.url} alt="" decoding="async" @error=${hide} /><span class="up-next-length"
                  >${clock((durationMs ?? 0) / 1000)}</span
                >`
            : nothing
        }
      </div>
      <div class="up-next-text">
        <p class="up-next-label">
          ${
            seconds === null
              ? this.#words.term('upNext')
              : html`<span class="visually-hidden">${this.#words.term('upNext')}</span
                  ><span aria-hidden="true">${this.#words.term('upNextIn', { seconds })}</span>`
          }
        </p>
        <p class="up-next-title" dir="auto">${title ?? this.#words.term('nextVideo')}</p>
        ${channel ? html`<p class="up-next-channel" dir="auto">${channel.name}</p>` : nothing}
      </div>
    </div>`;
  }

  async #ask(id: string): Promise<void> {
    const client = createClient({
      baseUrl: apiUrlOf(this.#port.api),
      getToken: async (options) => (await this.#port.getToken?.(options)) ?? null,
    });
    const playback = await client.call('getPlayback', { params: { id } }).catch(() => null);
    if (this.#nextId !== id) return;
    this.#next = playback;
    this.#port.requestUpdate();
  }

  #count(): void {
    if (this.#port.element.hasAttribute('without-autoplay-next')) return;
    clearInterval(this.#ticking);
    this.#left = wait;
    this.#parts.feedback.say(
      this.#words.term('starts', { title: this.#next?.title ?? this.#words.term('nextVideo'), count: wait }),
    );
    this.#port.requestUpdate();
    this.#ticking = setInterval(() => {
      // Somebody reads something else: it waits.
      if (this.#left === null || this.#parts.panels.holding) return;
      this.#left--;
      if (this.#left <= 0) this.#go();
      else this.#port.requestUpdate();
    }, 1000);
  }

  readonly #go = (): void => {
    this.leave();
    this.#parts.base.focus({ preventScroll: true });
    this.#port.next();
  };

  readonly #cancel = (): void => {
    this.leave();
    this.#parts.base.focus({ preventScroll: true });
    this.#parts.feedback.say(this.#words.term('cancelled'));
    this.#port.requestUpdate();
  };

  readonly #again = (): void => {
    this.leave();
    this.#parts.base.focus({ preventScroll: true });
    if (!this.#port.ended) this.#port.currentTime = Math.max(0, this.#port.startTime);
    void this.#port.play().catch(() => undefined);
  };

  readonly #share = (): void => void this.#parts.panels.show('share');

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || this.#left === null) return;
    event.preventDefault();
    this.#cancel();
  };
}

const hide = ({ target }: Event): void => (target as HTMLElement).remove();
