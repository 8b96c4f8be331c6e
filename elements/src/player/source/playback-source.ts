import type { ApiError } from '@vidkit/contracts/client/elements';
import { createClientOf, type ClientOptions } from '@vidkit/contracts/client/of';
import type { elementPaths } from '@vidkit/contracts/element-paths';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import { errorOfStatus, PlayerError } from '../model/player-error.ts';
import type { Preparation } from '../preparing/follow-preparation.ts';

export type SourceState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'ready'; readonly playback: Playback }
  /** No rendition yet, or none here; `preparation` is null until more is known. */
  | { readonly kind: 'preparing'; readonly preparation: Preparation | null }
  | { readonly kind: 'failed'; readonly error: PlayerError };

/** The one question before anybody plays: every page with a player carries this table, and no other. */
const paths = { getPlayback: 'GET /v1/videos/:id/playback' } satisfies Partial<typeof elementPaths>;

/** A right that ends sooner than this is renewed before media is fetched by it. */
const leastRemaining = 30_000;

/**
 * What our API knows about one video, kept current: asks once, follows the events of a video that is still being
 * prepared, and asks anew. `onChange` is called after each change of `state`.
 */
export class PlaybackSource {
  state: SourceState = { kind: 'asking' };
  readonly #options: ClientOptions;
  readonly #videoId: string;
  readonly #onChange: () => void;
  readonly #ended = new AbortController();
  #following = false;
  #given: Playback | null;
  #asking: Promise<Playback | null> | null = null;

  /** `given` is an answer that is here already; one about another video is left aside. */
  constructor(options: ClientOptions, videoId: string, onChange: () => void, given: Playback | null = null) {
    this.#options = options;
    this.#videoId = videoId;
    this.#onChange = onChange;
    this.#given = given;
  }

  /** Asks what is to be played. Calls while an answer is under way share it. Null when there is nothing to play. */
  ask(): Promise<Playback | null> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** The playback, asked again when its addresses have run out or are about to. */
  async current(): Promise<Playback | null> {
    if (this.state.kind === 'ready' && remaining(this.state.playback) > leastRemaining)
      return this.state.playback;
    return this.ask();
  }

  /** Aborts when the source is closed. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  close(): void {
    this.#ended.abort();
  }

  async #ask(): Promise<Playback | null> {
    const { signal } = this.#ended;
    try {
      const given = this.#given?.videoId === this.#videoId && this.#given;
      this.#given = null;
      const playback =
        given ||
        (await createClientOf(paths, this.#options).call('getPlayback', {
          params: { id: this.#videoId },
          signal,
        }));
      this.#set({ kind: 'ready', playback });
      if (playback.status === 'processing') void this.#follow();
      return playback;
    } catch (cause) {
      if (signal.aborted) return null;
      const error = cause as ApiError;
      // A renewal that got no answer must not take away what still plays.
      if (this.state.kind === 'ready' && error.temporary) return null;
      // `not_playable` or `video_archived`: what follows it finds out which.
      if (error.status === 409) {
        if (this.state.kind !== 'preparing') this.#set({ kind: 'preparing', preparation: null });
        void this.#follow();
      } else
        this.#set({
          kind: 'failed',
          error: errorOfStatus(error.status, `playback ${error.code}`, { cause }),
        });
      return null;
    }
  }

  /** Watches a video that is not wholly there; the code for it comes when it is needed. */
  async #follow(): Promise<void> {
    if (this.#following) return;
    this.#following = true;
    const { followPreparation } = await import('../preparing/follow-preparation.ts');
    if (this.#ended.signal.aborted) return;
    followPreparation(this.#options, this.#videoId, {
      signal: this.#ended.signal,
      playable: () => this.state.kind === 'ready',
      onChange: (preparation) =>
        this.state.kind === 'preparing' && this.#set({ kind: 'preparing', preparation }),
      onNews: () => void this.ask(),
      onFailed: (code) => this.#set({ kind: 'failed', error: new PlayerError('processing_failed', code) }),
      onEnd: () => (this.#following = false),
    });
  }

  #set(state: SourceState): void {
    if (this.#ended.signal.aborted) return;
    this.state = state;
    this.#onChange();
  }
}

const remaining = (playback: Playback): number => Date.parse(playback.expiresAt) - Date.now();
