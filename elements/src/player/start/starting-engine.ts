import { bufferedUntil } from '../model/buffered.ts';
import { PlayerError } from '../model/player-error.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { believedBandwidth } from './bandwidth.ts';
import { StartUp, type HandOver } from './start-up.ts';

/** Fetches the code of the engine for our own streams and resolves to a way to make one. */
export type LoadSuccessor = () => Promise<(over: HandOver | null) => Engine>;

/**
 * Plays the first seconds of a stream of ours while the engine that plays the rest of it is fetched. On the first media come
 * before any code that is not needed to show them. Where this way fails, the engine begins from nothing.
 */
export class StartingEngine implements Engine {
  readonly bringsTexts = false;
  readonly qualities = [];
  readonly activeQuality = null;
  readonly soundLanguage = null;
  readonly savingQuality = null;
  readonly audioTracks = [];
  readonly audioTrack = -1;
  readonly facts = null;
  readonly livePosition = null;
  quality = null;
  dataSaver = false;
  readonly #options: EngineOptions;
  readonly #load: LoadSuccessor;
  readonly #onSuccessor: (engine: Engine) => void;
  #startUp: StartUp | null = null;
  #renewedUrl: string | null = null;
  #destroyed = false;
  #begun = false;

  constructor(options: EngineOptions, load: LoadSuccessor, onSuccessor: (engine: Engine) => void) {
    this.#options = options;
    this.#load = load;
    this.#onSuccessor = onSuccessor;
    // Nobody plays yet: there is time for code.
    setTimeout(() => {
      if (!this.#startUp) void load().catch(() => undefined);
    });
  }

  start(startTime: number): void {
    if (!this.#startUp) void this.#run(startTime);
  }

  renew(url: string): void {
    this.#renewedUrl = url;
  }

  destroy(): void {
    this.#destroyed = true;
    this.#startUp?.abort();
    const { media } = this.#options;
    if (!this.#startUp) return;
    media.removeAttribute('src');
    media.load();
  }

  /** The first stretch cannot be left behind half filled: without it, the engine begins from nothing. */
  #leave(startUp: StartUp): void {
    if (this.#begun) startUp.leave();
    else startUp.abort();
  }

  async #run(startTime: number): Promise<void> {
    const { media, host, playback, onError } = this.#options;
    if (!playback) return;
    const startUp = new StartUp({ media, playback, startTime, bandwidth: believedBandwidth(host) });
    this.#startUp = startUp;
    const leave = (): void => {
      const { currentTime } = media;
      // Going to where it starts is none of the viewer's doing.
      const away = Math.abs(currentTime - startTime) > 0.1;
      if (away && bufferedUntil(media.buffered, currentTime) === null) this.#leave(startUp);
    };
    media.addEventListener('seeking', leave);
    const begun = await startUp.ready.then(
      () => (this.#begun = true),
      () => false,
    );
    const make = await this.#load().catch((cause: unknown) => {
      if (!this.#destroyed) onError(new PlayerError('network', 'engine not loaded', { cause }));
    });
    const over = begun && make ? await startUp.handOver().catch(() => null) : null;
    media.removeEventListener('seeking', leave);
    if (!make || this.#destroyed) return;
    // Another source would set it back.
    const at = media.currentTime || startTime;
    const engine = make(over);
    if (this.#renewedUrl) engine.renew(this.#renewedUrl);
    if (this.dataSaver) engine.dataSaver = true;
    this.#onSuccessor(engine);
    engine.start(over ? 0 : at);
  }
}
