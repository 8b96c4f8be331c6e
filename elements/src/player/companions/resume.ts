import type { PlayerPort } from '../model/player-port.ts';
import { positions, worthResuming } from '../model/positions.ts';
import { tokenOf } from './account.ts';
import type { History } from './history.ts';

/** Seconds that have to be watched before a position is kept. */
const leastWatched = 10;
/** Milliseconds between two notes of the position. */
const noteEvery = 5_000;
/** Milliseconds that the start of playback waits for what the server knows. */
const patience = 800;

/**
 * Goes on where the viewer stopped: for a signed-in viewer by the server, for others by what this browser keeps. A
 * place that the page asks for wins; `without-resume` turns it off.
 */
export class Resume {
  readonly #port: PlayerPort;
  #history: History | null = null;
  /** What is watched, where it is, and how many seconds of it passed by. */
  #videoId = '';
  #position = 0;
  /** What it set for a video that may not have been played then. */
  #offered = { videoId: '', seconds: 0 };
  #watched = 0;
  #notedAt = 0;

  constructor(port: PlayerPort) {
    this.#port = port;
    const { media } = port;
    media.addEventListener('timeupdate', this.#follow);
    media.addEventListener('pause', () => this.#note(true));
    media.addEventListener('ended', this.#end);
    media.addEventListener('emptied', this.#leave);
    const last = (): void => this.#note(true);
    port.element.addController({
      hostConnected: () => window.addEventListener('pagehide', last),
      hostDisconnected: () => window.removeEventListener('pagehide', last),
    });
  }

  /** Resolves when the position to go on from is set, if there is one. */
  async ready(): Promise<void> {
    const { videoId, media, startTime } = this.#port;
    const { seconds: stale } = this.#offered;
    if (stale > 0 && videoId !== this.#offered.videoId && media.readyState === 0) {
      if (this.#port.currentTime === stale) this.#port.currentTime = Math.max(0, startTime);
    }
    if (!this.#applies || this.#port.currentTime > 0 || media.played.length > 0) return;
    const seconds = (await this.#remote(videoId)) ?? positions.get(videoId) ?? 0;
    // Meanwhile somebody may have pointed elsewhere, or gone on to another video.
    if (videoId !== this.#port.videoId || this.#port.currentTime > 0) return;
    const { duration } = this.#port;
    if (!worthResuming(seconds, Number.isNaN(duration) ? Infinity : duration)) return;
    this.#port.currentTime = seconds;
    this.#offered = { videoId, seconds };
    this.#videoId = videoId;
    this.#watched = leastWatched;
  }

  get #applies(): boolean {
    const { videoId, src, element, media } = this.#port;
    return videoId !== '' && !src && !media.loop && !element.hasAttribute('without-resume');
  }

  async #remote(videoId: string): Promise<number | null> {
    try {
      const token = await tokenOf(this.#port);
      if (!token) return null;
      const late = new Promise<null>((resolve) => setTimeout(resolve, patience, null));
      const { openHistory } = await import('./history.ts');
      this.#history ??= openHistory(this.#port, token);
      return await Promise.race([this.#history.position(videoId), late]);
    } catch {
      return null;
    }
  }

  readonly #follow = (): void => {
    const { media, playback } = this.#port;
    if (!this.#applies || !playback) return;
    if (playback.videoId !== this.#videoId) this.#leave();
    this.#videoId = playback.videoId;
    const passed = media.currentTime - this.#position;
    this.#position = media.currentTime;
    // A jump is not watched.
    if (!media.seeking && passed > 0 && passed < 2 * media.playbackRate) this.#watched += passed;
    if (performance.now() - this.#notedAt > noteEvery) this.#note(false);
  };

  /** `last`: nothing may come after it, so that it goes to the server at once. */
  #note(last: boolean): void {
    const { duration } = this.#port.media;
    if (!this.#applies || this.#watched < leastWatched || !Number.isFinite(duration)) return;
    this.#notedAt = performance.now();
    const seconds = worthResuming(this.#position, duration) ? this.#position : 0;
    if (seconds > 0) positions.keep(this.#videoId, seconds);
    else positions.drop(this.#videoId);
    this.#history?.keep(this.#videoId, seconds, { last });
  }

  readonly #end = (): void => {
    this.#position = this.#port.media.duration;
    this.#note(true);
  };

  /** What was watched is gone: the media knows nothing of it any more. */
  readonly #leave = (): void => {
    if (this.#watched >= leastWatched && this.#videoId) this.#history?.flush();
    this.#videoId = '';
    this.#position = 0;
    this.#watched = 0;
    this.#notedAt = performance.now();
  };
}
