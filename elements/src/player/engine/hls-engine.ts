import type Hls from 'hls.js';
import type { ErrorData, HlsConfig } from 'hls.js';

import { bufferedUntil } from '../model/buffered.ts';
import { errorOfStatus, PlayerError } from '../model/player-error.ts';
import type { Quality } from '../model/quality.ts';
import { rememberBandwidth, wantsLessData } from '../start/bandwidth.ts';
import { nameOf, type HandOver } from '../start/start-up.ts';
import { byQuality } from './by-quality.ts';
import type { AudioTrack, Engine, EngineFacts, EngineOptions, Frames } from './engine.ts';
import { keepFittingLevels } from './fitting-levels.ts';
import { growing } from './growing-hls.ts';
import { hasRightOf, withRightOf } from './media-url.ts';
import { keepOneCodec } from './one-codec.ts';
import { attachmentOf, fragmentLoader, playlistLoader, stayingControllers } from './own-stream.ts';
import { savingQuality } from './saving-quality.ts';

/** Fatal network failures in a row before we give up; the waits between them add up to about a minute. */
const maxNetworkRestarts = 6;
/** Pieces of media in a row that are not there, in whatever rendition, before we believe it. */
const maxGone = 3;
/** Least time between two questions for a new right. */
const renewalPause = 2_000;

/** Adaptive HLS over media source extensions, by hls.js. */
export class HlsEngine implements Engine {
  readonly bringsTexts = false;
  qualities: readonly Quality[] = [];
  readonly #options: EngineOptions;
  readonly #Kind: typeof Hls;
  readonly #hls: Hls;
  /** What a start-up has begun; null once it is taken over, and where there was none. */
  #over: HandOver | null;
  readonly #ended = new AbortController();
  #started = false;
  #saving = false;
  /** What the viewer chose, which waits while the rendition is held. */
  #chosen: number | null = null;
  #held = false;
  /** What can be chosen from is known. */
  #prepared = false;
  /** It plays in a codec that H.264 could stand in for. */
  #otherCodec = false;
  /** The other one did not keep what the browser promised. */
  #plain = false;
  #startTime = -1;
  #renewedUrl: string | null = null;
  #renewing = false;
  #askedAt = -renewalPause;
  /** Whether nothing arrived since the last question for a new right. */
  #unproven = false;
  #networkRestarts = 0;
  #gone = 0;
  #mediaRecoveries = 0;

  constructor(options: EngineOptions, Kind: typeof Hls, over: HandOver | null = null) {
    this.#options = options;
    this.#Kind = Kind;
    this.#over = over;
    const { media, playback } = options;
    const grows = playback?.growing ?? false;
    const { Events } = Kind;
    this.#hls = new (grows ? growing(Kind) : Kind)(this.#config());
    this.#hls.on(Events.MANIFEST_PARSED, () => void this.#prepare());
    this.#hls.on(Events.LEVELS_UPDATED, this.#describe);
    this.#hls.on(Events.LEVEL_SWITCHED, options.onChange);
    this.#hls.on(Events.AUDIO_TRACK_SWITCHED, options.onChange);
    this.#hls.on(Events.FRAG_BUFFERED, (_, { frag }) => {
      this.#networkRestarts = 0;
      if (isPicture(frag.type)) this.#gone = 0;
      this.#unproven = false;
      rememberBandwidth(options.host, this.#hls.bandwidthEstimate);
    });
    this.#hls.on(Events.ERROR, (_, data) => void this.#heal(data));
    this.#hls.attachMedia({
      media,
      // The whole length from the start: what is not encoded yet is a part that cannot be buffered yet.
      ...(grows && playback ? { overrides: { duration: playback.durationMs / 1000 } } : {}),
      ...(over && attachmentOf(over)),
    });
    this.#hls.loadSource(options.url);
  }

  get quality(): number | null {
    if (this.#held) return this.#chosen;
    return this.#hls.autoLevelEnabled ? null : this.#hls.manualLevel;
  }

  set quality(id: number | null) {
    this.#chosen = id;
    if (!this.#held) this.#hls.nextLevel = id ?? -1;
    this.#options.onChange();
  }

  get activeQuality(): Quality | null {
    return this.qualities.find(({ id }) => id === this.#hls.currentLevel) ?? null;
  }

  get dataSaver(): boolean {
    return this.#saving;
  }

  set dataSaver(saving: boolean) {
    this.#saving = saving;
    // Its own cap by the player's size would overwrite ours.
    this.#hls.capLevelToPlayerSize = !saving;
    if (saving) this.#hls.autoLevelCapping = this.savingQuality?.id ?? -1;
    this.#options.onChange();
  }

  get savingQuality(): Quality | null {
    return savingQuality(this.qualities);
  }

  /** One for each name: the same sound in several groups, such as stereo and surround, is one to choose. */
  get audioTracks(): readonly AudioTrack[] {
    const named = new Map<string, AudioTrack>();
    for (const [id, { name, lang = '', characteristics = '' }] of this.#hls.audioTracks.entries()) {
      const described = characteristics.includes('describes-video');
      const key = `${name} ${lang} ${described}`;
      if (named.has(key) && id !== this.#hls.audioTrack) continue;
      const role = described ? { role: 'description' } : {};
      named.set(key, { id, label: name || lang, language: lang, ...role });
    }
    return named.size > 1 ? [...named.values()] : [];
  }

  get audioTrack(): number {
    return this.#hls.audioTrack;
  }

  set audioTrack(id: number) {
    this.#hls.audioTrack = id;
    this.#options.onChange();
  }

  get facts(): EngineFacts {
    const level = this.#hls.levels[this.#hls.currentLevel];
    const live = level?.details?.live === true;
    return {
      codecs: [level?.videoCodec, level?.audioCodec].filter(Boolean).join(', '),
      bandwidth: Number.isFinite(this.#hls.bandwidthEstimate) ? this.#hls.bandwidthEstimate : null,
      latency: live ? this.#hls.latency : null,
    };
  }

  get livePosition(): number | null {
    // While a video of ours grows, its viewers belong at its beginning.
    return this.#options.playback ? null : this.#hls.liveSyncPosition;
  }

  get soundLanguage(): string | null {
    const { lang } = this.#hls.audioTracks[this.#hls.audioTrack] ?? {};
    return lang && lang !== 'und' ? lang : null;
  }

  openFrames(): Frames | null {
    const frames = this.#hls.createIFramePlayer();
    if (!frames) return null;
    const picture = document.createElement('video');
    picture.muted = true;
    frames.attachMedia(picture);
    return { picture, show: (seconds) => frames.loadMediaAt(seconds), destroy: () => frames.destroy() };
  }

  start(startTime: number): void {
    if (this.#started) return;
    this.#started = true;
    this.#startTime = startTime || -1;
    if (this.#prepared) this.#hls.startLoad(this.#startTime);
  }

  renew(url: string): void {
    this.#renewedUrl = url;
  }

  destroy(): void {
    this.#ended.abort();
    this.#hls.destroy();
  }

  #config(): Partial<HlsConfig> {
    const { playback, cmcd, drmSystems } = this.#options;
    const { loader } = this.#Kind.DefaultConfig;
    return {
      autoStartLoad: false,

      // Our media is fMP4, which needs no remuxing; a worker would only cost start-up and a `worker-src` rule.
      enableWorker: false,
      capLevelToPlayerSize: true,
      // As media elements tell of what is live; what grows has a length.
      liveDurationInfinity: playback === null,
      backBufferLength: 60,
      maxBufferLength: 30,
      // Captions are drawn by us, from tracks whose mode is `hidden`.
      renderTextTracksNatively: true,
      // Those of a video of ours come from the API, and would be there twice.
      ...(playback ? withoutTexts : {}),
      ...(playback && { pLoader: playlistLoader(loader, playback.playlists) }),
      ...(this.#over && {
        fLoader: fragmentLoader(loader, this.#over),
        ...stayingControllers(this.#Kind),
        abrEwmaDefaultEstimate: this.#over.bandwidth,
      }),
      ...(cmcd && { cmcd: { contentId: playback?.videoId ?? '', sessionId: crypto.randomUUID() } }),
      ...(drmSystems && { emeEnabled: true, drmSystems }),
      xhrSetup: (xhr, url) => {
        if (!this.#renewedUrl) return;
        xhr.open(
          'GET',
          url === this.#options.url ? this.#renewedUrl : withRightOf(url, this.#renewedUrl),
          true,
        );
      },
    };
  }

  /** Once the playlist is here: nothing is fetched before it is known what of it is to be played. */
  async #prepare(): Promise<void> {
    keepFittingLevels(this.#hls);
    const { signal } = this.#ended;
    this.#otherCodec = await keepOneCodec(this.#hls, { plain: this.#plain, signal });
    if (signal.aborted) return;
    this.#prepared = true;
    this.#describe();
    if (wantsLessData()) this.dataSaver = true;
    if (this.#over) this.#takeOver(this.#over);
    else if (this.#started) this.#hls.startLoad(this.#startTime);
  }

  /** Goes on behind what is there or where the viewer went meanwhile, in the rendition that it is in; where the viewer is stays as it is. */
  #takeOver({ uri, until }: HandOver): void {
    const hls = this.#hls;
    const { media } = this.#options;
    this.#over = null;
    const level = hls.levels.findIndex(({ url }) => url.some((one) => nameOf(one) === uri));
    hls.startLevel = level;
    this.#hold(level);
    const there = bufferedUntil(media.buffered, media.currentTime) !== null;
    hls.startLoad(there ? until : media.currentTime);
  }

  /** Until it has the media, the engine cannot change to another sound, and another rendition may have one. */
  #hold(level: number): void {
    const hls = this.#hls;
    this.#held = true;
    hls.loadLevel = level;
    hls.once(this.#Kind.Events.MEDIA_ATTACHED, () => {
      this.#held = false;
      hls.loadLevel = -1;
      if (this.#chosen !== null) hls.nextLevel = this.#chosen;
    });
  }

  readonly #describe = (): void => {
    this.qualities = this.#hls.levels
      .map(({ width, height, frameRate, bitrate }, id) => ({ id, width, height, frameRate, bitrate }))
      .filter(({ height }) => height > 0)
      .sort(byQuality);
    this.#options.onChange();
  };

  async #heal(data: ErrorData): Promise<void> {
    const status = data.response?.code ?? 0;
    if (status === 401 || status === 403) return this.#renewOrFail(data);
    if (!data.fatal) return this.#count(data, status);
    const { ErrorTypes } = this.#Kind;
    if (data.type === ErrorTypes.NETWORK_ERROR) return this.#restart(data, status);
    if (data.type === ErrorTypes.MEDIA_ERROR && this.#otherCodec) return this.#playPlain();
    if (data.type === ErrorTypes.MEDIA_ERROR && unsupported.has(data.details)) {
      return this.#fail(new PlayerError('unsupported', data.details, { cause: data.error }));
    }
    if (data.type === ErrorTypes.MEDIA_ERROR) return this.#recoverMedia(data);
    this.#fail(new PlayerError('decode', data.details, { cause: data.error }));
  }

  /** The engine itself goes on asking for a piece that is gone, and a viewer would wait for ever. */
  #count({ frag, details }: ErrorData, status: number): void {
    if (!isPicture(frag?.type) || !isGone(status)) return;
    if (++this.#gone > maxGone) this.#fail(errorOfStatus(status, `${details} ${status}`));
  }

  async #renewOrFail(data: ErrorData): Promise<void> {
    if (this.#renewing) return;
    const { responseURL = '' } = (data.networkDetails ?? {}) as Partial<XMLHttpRequest>;
    // On its way when the right was renewed: the newer one has not been tried.
    if (this.#renewedUrl && !hasRightOf(responseURL, this.#renewedUrl)) return this.#reload(data);
    if (this.#unproven) return this.#fail(errorOfStatus(data.response?.code ?? 403, data.details));
    this.#renewing = true;
    await backOnline(this.#askedAt + renewalPause - performance.now(), this.#ended.signal);
    this.#askedAt = performance.now();
    const url = await this.#options.onExpired().finally(() => (this.#renewing = false));
    if (this.#ended.signal.aborted) return;
    if (!url) return this.#fail(errorOfStatus(data.response?.code ?? 403, data.details));
    this.#unproven = true;
    this.renew(url);
    this.#reload(data);
  }

  async #restart(data: ErrorData, status: number): Promise<void> {
    // Something else in place of a playlist, such as a page to sign in, stays so.
    const restarts = data.details.endsWith('ParsingError') ? 1 : maxNetworkRestarts;
    if (isGone(status) || this.#networkRestarts >= restarts) {
      return this.#fail(errorOfStatus(status, `${data.details}${status ? ` ${status}` : ''}`));
    }
    const wait = Math.min(16_000, 1000 * 2 ** this.#networkRestarts++) * (0.5 + Math.random() / 2);
    await backOnline(wait, this.#ended.signal);
    if (!this.#ended.signal.aborted) this.#reload(data);
  }

  #reload(data: ErrorData): void {
    const noPlaylist = this.#hls.levels.length === 0;
    // The address that it knows, so that the media stays attached and play() goes on; `xhrSetup` puts in the new one.
    if (noPlaylist) this.#load();
    else if (this.#started && this.#prepared) this.#loadAgain();
    if (data.details === this.#Kind.ErrorDetails.BUFFER_STALLED_ERROR) this.#hls.resumeBuffering();
  }

  /** Not at once: what the engine breaks off fails a moment later, and would be taken for a failure of the new load. */
  #loadAgain(): void {
    this.#hls.stopLoad();
    setTimeout(() => !this.#ended.signal.aborted && this.#hls.startLoad());
  }

  #load(): void {
    this.#prepared = false;
    this.#hls.loadSource(this.#options.url);
  }

  /** The same in H.264, from where it is. */
  #playPlain(): void {
    const { media } = this.#options;
    const { currentTime, paused } = media;
    this.#otherCodec = false;
    this.#plain = true;
    this.#startTime = currentTime || this.#startTime;
    this.#hls.detachMedia();
    this.#hls.attachMedia(media);
    this.#load();
    // A new source pauses.
    if (!paused) void media.play().catch(() => undefined);
  }

  #recoverMedia(data: ErrorData): void {
    const recoveries = this.#mediaRecoveries++;
    if (recoveries === 0) return this.#hls.recoverMediaError();
    if (recoveries === 1) {
      this.#hls.swapAudioCodec();
      return this.#hls.recoverMediaError();
    }
    if (recoveries === 2 && this.#hls.currentLevel > 0) {
      this.#hls.autoLevelCapping = this.#hls.currentLevel - 1;
      return this.#hls.recoverMediaError();
    }
    this.#fail(new PlayerError('decode', data.details, { cause: data.error }));
  }

  #fail(error: PlayerError): void {
    if (this.#ended.signal.aborted) return;
    this.#hls.stopLoad();
    this.#options.onError(error);
  }
}

/** hls.js leaves out the parts that are undefined; its types do not say so. */
const withoutTexts = {
  subtitleTrackController: undefined,
  subtitleStreamController: undefined,
} as unknown as Partial<HlsConfig>;

/** Values of `ErrorDetails`. */
const unsupported: ReadonlySet<string> = new Set([
  'manifestIncompatibleCodecsError',
  'bufferAddCodecError',
  'bufferIncompatibleCodecsError',
]);

/** Of the main playlist: the picture, and the sound that comes with it. */
const isPicture = (type = ''): boolean => type === 'main';

const isGone = (status: number): boolean => status === 404 || status === 410 || status === 451;

/** Waits `ms`; while the machine is offline, until it is back and then a moment less. */
const backOnline = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(() => navigator.onLine && done(), ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done, { once: true });
  });
