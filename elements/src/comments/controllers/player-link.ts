import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What comments need of a player: `<vid-player>`, `<video>`, or an object of the page with the same members. */
export interface Player {
  /** Seconds. */
  currentTime: number;
  /** Seconds; NaN while unknown. */
  readonly duration: number;
  /** Moments that its timeline shows, where it has one for them; `time` in seconds. */
  markers?: readonly { readonly time: number }[];
  play?(): Promise<void> | void;
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

export interface PlayerSource {
  /** A player that the page handed over. */
  player: Player | null;
  /** Id of the player's element. */
  for: string;
  videoId: string;
}

/**
 * Finds the player of the same video on the page, and speaks to it only through what every media element offers, so
 * that either works without the other.
 */
export class PlayerLink implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & PlayerSource;
  #player: Player | null = null;
  #following = false;
  /** What we gave the player to show. */
  #marks: readonly { readonly time: number }[] = [];
  #written = '';

  constructor(host: ReactiveControllerHost & HTMLElement & PlayerSource) {
    this.#host = host;
    host.addController(this);
  }

  get found(): boolean {
    return this.#player !== null;
  }

  get durationMs(): number | null {
    const seconds = this.#player?.duration ?? NaN;
    return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : null;
  }

  get momentMs(): number | null {
    const seconds = this.#player?.currentTime;
    return seconds === undefined ? null : Math.floor(seconds) * 1000;
  }

  /** Plays from a moment. The page does not scroll: whoever reads on keeps their place. */
  seek(ms: number): void {
    if (!this.#player) return;
    this.#player.currentTime = ms / 1000;
    // Refused autoplay leaves the player paused at the moment, with its own play button.
    void Promise.resolve(this.#player.play?.()).catch(() => undefined);
  }

  /** Lets its timeline show what the comments speak of, unless the page shows something of its own there. */
  mark(moments: readonly number[]): void {
    const player = this.#player;
    if (!player?.markers || (player.markers !== this.#marks && player.markers.length > 0)) return;
    const written = String(moments);
    if (written === this.#written && (player.markers === this.#marks || written === '')) return;
    this.#written = written;
    player.markers = this.#marks = moments.map((ms) => ({ time: ms / 1000 }));
  }

  /** Whether to render again as the moment moves on; only while a composer shows it. */
  follow(following: boolean): void {
    if (following === this.#following) return;
    this.#following = following;
    if (following) this.#player?.addEventListener?.('timeupdate', this.#onTime);
    else this.#player?.removeEventListener?.('timeupdate', this.#onTime);
  }

  hostConnected(): void {
    // A player further down the page is not parsed yet.
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', () => this.#host.requestUpdate(), { once: true });
    }
  }

  hostUpdate(): void {
    const player = this.#find();
    if (player === this.#player) return;
    this.#leave();
    this.#player = player;
    player?.addEventListener?.('durationchange', this.#onDuration);
    if (this.#following) player?.addEventListener?.('timeupdate', this.#onTime);
  }

  hostDisconnected(): void {
    this.#leave();
    this.#player = null;
  }

  #find(): Player | null {
    const { player, for: id, videoId } = this.#host;
    if (player) return player;
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    const selector = id ? `#${CSS.escape(id)}` : `vid-player[video-id="${CSS.escape(videoId)}"]`;
    return (
      root.querySelector<Element & Player>(selector) ?? document.querySelector<Element & Player>(selector)
    );
  }

  #leave(): void {
    this.mark([]);
    this.#player?.removeEventListener?.('durationchange', this.#onDuration);
    this.#player?.removeEventListener?.('timeupdate', this.#onTime);
  }

  readonly #onDuration = (): void => this.#host.requestUpdate();

  #shownMoment: number | null = null;
  readonly #onTime = (): void => {
    if (this.momentMs === this.#shownMoment) return;
    this.#shownMoment = this.momentMs;
    this.#host.requestUpdate();
  };
}
