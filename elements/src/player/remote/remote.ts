import { html, nothing, type TemplateResult } from 'lit';

import { deviceIcon } from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { Commands } from '../controls/commands.ts';
import type { controlsMessages } from '../controls/controls.messages.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { alertIcon } from '../../icons/states.ts';
import { Cast, castAppId } from './cast.ts';

/** Of Safari's media elements. */
interface AirPlayMedia extends HTMLVideoElement {
  webkitShowPlaybackTargetPicker?: () => void;
}

export interface RemoteParts {
  readonly commands: Commands;
  readonly localize: Words<typeof controlsMessages.en>;
}

/**
 * Other devices to play on: AirPlay where it is, Cast where the page wants it, else what the browser knows of. There
 * is a button only while there is a device, but for Cast, whose library is not asked before somebody wants to.
 */
export class Remote {
  readonly #port: PlayerPort;
  readonly #parts: RemoteParts;
  readonly #cast: Cast;
  #available = false;
  #asking = false;

  constructor(port: PlayerPort, parts: RemoteParts) {
    this.#port = port;
    this.#parts = parts;
    const { media } = port;
    this.#cast = new Cast(port, () => port.requestUpdate());
    const change = (available: boolean): void => {
      this.#available = available;
      port.requestUpdate();
    };
    if ('webkitShowPlaybackTargetPicker' in media) {
      media.addEventListener('webkitplaybacktargetavailabilitychanged', (event) =>
        change((event as Event & { availability?: string }).availability === 'available'),
      );
    } else if ('remote' in media) {
      const watch = (): void => void media.remote.watchAvailability(change).catch(() => undefined);
      watch();
      for (const type of ['connect', 'connecting', 'disconnect']) {
        media.remote.addEventListener(type, () => port.requestUpdate());
      }
    }
    media.addEventListener('emptied', () => this.#cast.deviceName !== null && this.#cast.stop());
    port.element.addController({
      hostDisconnected: () =>
        queueMicrotask(() => port.element.isConnected || this.#cast.deviceName === null || this.#cast.stop()),
    });
  }

  get offered(): boolean {
    if (this.#port.element.hasAttribute('disableremoteplayback')) return false;
    return this.#available || castAppId(this.#port) !== null;
  }

  /** Opens the browser's own list of devices; call it in a click. */
  readonly choose = (): void => {
    const media: AirPlayMedia = this.#port.media;
    const appId = castAppId(this.#port);
    if (media.webkitShowPlaybackTargetPicker) media.webkitShowPlaybackTargetPicker();
    else if (this.#cast.deviceName !== null) this.#cast.stop();
    else if (appId) void this.#startCast(appId);
    // Dismissing it is no failure.
    else void media.remote.prompt().catch(() => undefined);
  };

  /** In the place of the picture while a Cast device shows it. */
  render(): TemplateResult | typeof nothing {
    const name = this.#cast.deviceName;
    if (name === null) return nothing;
    const { localize } = this.#parts;
    return html`<div class="cover notice on-device" part="on-device" role="group" aria-label=${name}>
      ${deviceIcon}
      <p dir="auto">${localize.term('onDevice', { name })}</p>
      <div class="end-actions">
        <button class="retry" type="button" @click=${() => this.#cast.togglePlay()}>
          ${localize.term(this.#cast.paused ? 'play' : 'pause')}
        </button>
        <button class="retry" type="button" @click=${() => this.#cast.stop()}>
          ${localize.term('playHere')}
        </button>
      </div>
    </div>`;
  }

  async #startCast(appId: string): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#cast.start(appId);
    } catch {
      this.#parts.commands.tell(alertIcon, this.#parts.localize.term('deviceFailed'));
    } finally {
      this.#asking = false;
    }
  }
}
