import { PlayerError } from '../model/player-error.ts';
import type { AudioTrack, Engine, EngineOptions } from './engine.ts';

const errorCodes = [undefined, undefined, 'network', 'decode', 'unsupported'] as const;

/** Leaves the work to the browser: plain files, and HLS where there are no media source extensions. */
export class NativeEngine implements Engine {
  readonly qualities = [];
  readonly activeQuality = null;
  readonly soundLanguage = null;
  readonly facts = null;
  readonly livePosition = null;
  readonly bringsTexts: boolean;
  quality = null;
  dataSaver = false;
  readonly savingQuality = null;
  readonly #options: EngineOptions;
  readonly #ended = new AbortController();
  #started = false;
  #renewed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.bringsTexts = options.playback !== null;
    const { signal } = this.#ended;
    options.media.addEventListener('error', () => void this.#fail(), { signal });
    options.media.addEventListener('timeupdate', () => (this.#renewed &&= options.media.paused), { signal });
    options.media.src = options.url;
  }

  get audioTracks(): readonly AudioTrack[] {
    const tracks = [...soundsOf(this.#options.media)];
    return tracks.length < 2
      ? []
      : tracks.map(({ label, language, kind }, id) => ({
          id,
          label: label || language,
          language,
          role: kind,
        }));
  }

  get audioTrack(): number {
    return [...soundsOf(this.#options.media)].findIndex(({ enabled }) => enabled);
  }

  set audioTrack(chosen: number) {
    for (const [id, track] of [...soundsOf(this.#options.media)].entries()) track.enabled = id === chosen;
    this.#options.onChange();
  }

  start(startTime: number): void {
    if (this.#started) return;
    this.#started = true;
    this.#options.media.preload = 'auto';
    this.#seekWhenPossible(startTime);
  }

  renew(url: string): void {
    const { media } = this.#options;
    const playing = !media.paused;
    const { currentTime } = media;
    media.src = url;
    this.#seekWhenPossible(currentTime);
    if (playing) void media.play().catch(() => undefined);
  }

  destroy(): void {
    this.#ended.abort();
    const { media } = this.#options;
    media.removeAttribute('src');
    media.load();
  }

  #seekWhenPossible(seconds: number): void {
    const { media } = this.#options;
    if (seconds <= 0) return;
    const seek = (): void => {
      media.currentTime = seconds;
    };
    if (media.readyState > 0) seek();
    else media.addEventListener('loadedmetadata', seek, { once: true, signal: this.#ended.signal });
  }

  /** The browser does not say whether the address expired, so a source that fails is renewed once, and again after it played on. */
  async #fail(): Promise<void> {
    const { media, onExpired, onError } = this.#options;
    const { error } = media;
    if (!error) return;
    if (!this.#renewed) {
      this.#renewed = true;
      const url = await onExpired();
      if (this.#ended.signal.aborted) return;
      if (url) return this.renew(url);
    }
    const code = errorCodes[error.code] ?? 'unsupported';
    onError(
      new PlayerError(
        code === 'network' && !navigator.onLine ? 'offline' : code,
        error.message || `MediaError ${error.code}`,
      ),
    );
  }
}

/** Of HTML; Safari alone has it. */
interface NativeAudioTrack {
  readonly label: string;
  readonly language: string;
  readonly kind: string;
  enabled: boolean;
}

const soundsOf = (media: HTMLVideoElement): Iterable<NativeAudioTrack> =>
  (media as HTMLVideoElement & { audioTracks?: Iterable<NativeAudioTrack> }).audioTracks ?? [];
