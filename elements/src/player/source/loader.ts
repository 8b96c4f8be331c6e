import type { GetToken } from '@vidkit/contracts/client/elements';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import type { ViewedPlayer } from '../beacon/record-views.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { PlayerError } from '../model/player-error.ts';
import { apiUrlOf } from '../../session/api-url.ts';
import type { Preparation } from '../preparing/follow-preparation.ts';
import { refused } from './refused.ts';
import { PlaybackSource, type SourceState } from './playback-source.ts';

/** What the loader reads of the player, and whom it tells. */
export interface LoaderHost extends ViewedPlayer {
  readonly crossOrigin: string | null;
  readonly getToken: GetToken | undefined;
  readonly withoutControls: boolean;
  readonly cmcd: boolean;
  readonly drmSystems: EngineOptions['drmSystems'];
  readonly started: boolean;
  readonly givenPlayback: Playback | null;
}

export interface LoaderListener {
  readonly onChange: () => void;
  readonly onPlayback: (playback: Playback) => void;
  readonly onFailure: (error: PlayerError) => void;
}

/** Finds out what is to be played, and puts an engine to it when somebody shows interest. */
export class Loader {
  engine: Engine | null = null;
  failure: PlayerError | null = null;
  playback: Playback | null = null;
  /** Rises with each new source, so that what was begun for an older one ends. */
  generation = 0;
  readonly #host: LoaderHost;
  readonly #listener: LoaderListener;
  #source: PlaybackSource | null = null;
  /** The source whose right to be read is being renewed. */
  #fresh: PlaybackSource | null = null;
  #attaching: Promise<void> | null = null;
  /** Does something once the code for it is here, at the first interest. */
  #syncTracks: () => void = () => undefined;

  constructor(host: LoaderHost, listener: LoaderListener) {
    this.#host = host;
    this.#listener = listener;
  }

  /** What the API says of the video; undefined for a `src`. */
  get state(): SourceState | undefined {
    return this.#source?.state;
  }

  /** What is known of a video that cannot be played yet, which may be nothing; undefined for any other. */
  get preparation(): Preparation | null | undefined {
    return this.state?.kind === 'preparing' ? this.state.preparation : undefined;
  }

  /** Where the media is; null while that is not known, or there is none. */
  get address(): { url: string; type: string } | null {
    const { src, videoId, media } = this.#host;
    if (src) return { url: src, type: '' };
    if (this.playback) return { url: this.playback.hlsUrl, type: 'application/vnd.apple.mpegurl' };
    if (videoId) return null;
    const children = [...this.#host.querySelectorAll<HTMLSourceElement>(':scope > source[src]')];
    const playable = children.find(
      (child) =>
        refused.get(child) !== child.src &&
        (!child.type || /mpegurl/i.test(child.type) || media.canPlayType(child.type)),
    );
    return playable ? { url: playable.src, type: playable.type } : null;
  }

  /** Whether there is something to play, or an answer about it to come. */
  get promising(): boolean {
    return (this.#source ?? this.address ?? this.#host.media.srcObject) !== null;
  }

  /** Begins with the host's present source. Asks the API, and loads nothing else. */
  open(): void {
    this.close();
    const { src, videoId, api } = this.#host;
    if (src || !videoId) return;
    const options = {
      baseUrl: apiUrlOf(api),
      getToken: async (asked: Parameters<GetToken>[0]) => (await this.#host.getToken?.(asked)) ?? null,
    };
    this.#source = new PlaybackSource(options, videoId, this.#sourceChanged, this.#host.givenPlayback);
    void this.#source.ask();
  }

  close(): void {
    this.generation++;
    this.#source?.close();
    this.#source = null;
    this.playback = null;
    this.failure = null;
    this.#detach();
  }

  /** Makes the engine for the present source, once; a failure goes to the listener. */
  attach(): Promise<void> {
    const { generation } = this;
    this.#attaching ??= this.#makeEngine(generation).catch((error: unknown) => {
      if (generation !== this.generation) return;
      this.#fail(
        error instanceof PlayerError ? error : new PlayerError('network', String(error), { cause: error }),
      );
    });
    return this.#attaching;
  }

  /** The `<source>` and `<track>` children are others. */
  childrenChanged(): void {
    this.#syncTracks();
  }

  async #makeEngine(generation: number): Promise<void> {
    // What a script gave as an object plays by itself.
    if (this.#host.media.srcObject) return;
    const loading = import('../engine/create-engine.ts');
    await this.#source?.current();
    const { createEngine, keepFresh, recordViews, syncTracks } = await loading;
    if (generation !== this.generation) return;
    const host = this.#host;
    recordViews(host);
    const { media } = host;
    this.#syncTracks = () => {
      const given = this.engine?.bringsTexts ? [] : (this.playback?.tracks ?? []);
      syncTracks(media, host, given, host.withoutControls);
    };
    this.#syncTracks();
    const { address } = this;
    if (!address) {
      this.#attaching = null;
      if (this.#source) return;
      throw new PlayerError('no_source', 'no source');
    }
    const source = this.#source;
    media.crossOrigin = host.crossOrigin ?? (source ? 'anonymous' : null);
    // A new source sets the speed back; the viewer chose it for the player.
    const { playbackRate } = media;
    media.addEventListener('loadedmetadata', () => (media.playbackRate = playbackRate), { once: true });
    const engine = await createEngine(
      {
        media,
        host,
        cmcd: host.cmcd,
        drmSystems: host.drmSystems,
        url: address.url,
        playback: this.playback,
        onChange: this.#listener.onChange,
        onExpired: async () => (await source?.ask())?.hlsUrl ?? null,
        onError: (error) => generation === this.generation && this.#fail(error),
      },
      { type: address.type, onSuccessor: (engine) => this.#use(engine, generation) },
    );
    this.#use(engine, generation);
    if (!source || source === this.#fresh) return;
    this.#fresh = source;
    keepFresh(source, (playback) => this.engine?.renew(playback.hlsUrl));
  }

  #use(engine: Engine, generation: number): void {
    if (generation !== this.generation) return engine.destroy();
    this.engine = engine;
    this.#syncTracks();
    this.#listener.onChange();
  }

  readonly #sourceChanged = (): void => {
    const { state } = this;
    if (state?.kind === 'ready') this.#take(state.playback);
    else if (state?.kind === 'failed') this.#fail(state.error);
    this.#listener.onChange();
  };

  /** A newer playback: at rest it replaces what was there, while playing the present revision goes on. */
  #take(playback: Playback): void {
    const newer = this.playback !== null && playback.revision > this.playback.revision;
    this.playback = playback;
    this.#syncTracks();
    if (newer && !this.#host.started) this.#detach();
    this.#listener.onPlayback(playback);
  }

  #fail(error: PlayerError): void {
    this.failure = error;
    this.#listener.onFailure(error);
    this.#detach();
  }

  #detach(): void {
    this.engine?.destroy();
    this.engine = null;
    this.#attaching = null;
  }
}
