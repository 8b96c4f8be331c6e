import type { ViewEvent, ViewReport } from '@vidkit/contracts/schemas/view-event';

import { apiUrlOf } from '../../session/api-url.ts';
import type { ViewedPlayer, ViewStart } from './record-views.ts';
import { WatchedRanges } from './watched-ranges.ts';

/** An event before it has its number, time and position. */
type Told<Type = ViewEvent> = Type extends ViewEvent ? Omit<Type, 'seq' | 'at' | 'position'> : never;

/** Milliseconds of playing until the first heartbeat, and between the others. */
const firstBeat = 10_000;
const nextBeats = 30_000;
/** As much as the API takes: events in a report, ranges in an event. */
const maxEvents = 100;
const maxRanges = 50;
/** Unsent events that are kept while the line is broken; and events of one view, should a page seek for days. */
const maxUnsent = 300;
const maxSeq = 20_000;
/** Time is told at least four times a second while it plays: a longer step is a machine that slept. */
const longestStep = 10_000;
/** How far the position may be ahead of the clock: events come late. */
const slack = 1_000;
/** The largest `at`: 24 days. */
const maxAt = 2_147_483_647;
const quartiles = [25, 50, 75] as const;

/**
 * Tells the API of one view: raw figures, in batches, by requests that outlive the page. The view's id is random, in
 * memory only, and nothing else tells one viewer from another.
 */
export class Beacon {
  readonly #player: ViewedPlayer;
  readonly #start: ViewStart;
  readonly #url: string;
  readonly #videoId: string;
  readonly #view = randomId();
  readonly #ended = new AbortController();
  readonly #ranges = new WatchedRanges();
  #unsent: ViewEvent[] = [];
  #seq = 0;
  #known = 0;
  #playingSince: number | null = null;
  #played = 0;
  #lookedAt = 0;
  #toldPlayed = 0;
  #nextBeat = firstBeat;
  #stalledAt: number | null = null;
  #seekFrom: number | null = null;
  #quartile = 0;
  #quality: number | undefined;

  constructor(player: ViewedPlayer, start: ViewStart) {
    this.#player = player;
    this.#start = start;
    this.#url = `${apiUrlOf(player.api)}/v1/events`;
    this.#videoId = player.videoId;
    if (start.movedAt === null) this.#failed();
    else this.#follow(start.movedAt);
  }

  /** The view is over. */
  leave(): void {
    if (this.#ended.signal.aborted) return;
    this.#last();
    this.#ended.abort();
  }

  /** Where it is, or was when the media went away. */
  get #position(): number {
    const { readyState, currentTime } = this.#player.media;
    if (readyState > 0) this.#known = Math.max(0, Math.round(currentTime * 1000));
    return this.#known;
  }

  #follow(movedAt: number): void {
    const { media, autoplay } = this.#player;
    const { askedAt, from } = this.#start;
    const startupMs = stretch(movedAt - askedAt);
    this.#tell({ type: 'start', startupMs, autoplay, muted: media.muted });
    if (!media.paused) this.#playingSince = movedAt;
    this.#lookedAt = movedAt;
    this.#ranges.reach(Math.round(from));
    this.#moved();

    const on = (target: EventTarget, type: string, then: () => void) =>
      target.addEventListener(type, then, { signal: this.#ended.signal });
    on(this.#player, 'playing', () => {
      this.#recovered();
      this.#playingSince ??= performance.now();
    });
    on(this.#player, 'timeupdate', () => this.#moved());
    on(this.#player, 'waiting', () => this.#waits());
    on(this.#player, 'pause', () => this.#rests());
    on(this.#player, 'seeking', () => this.#seeks());
    on(this.#player, 'seeked', () => this.#sought());
    on(this.#player, 'ended', () => this.#finished());
    on(this.#player, 'error', () => this.#failed());
    on(this.#player, 'emptied', () => this.#player.playAskedAt !== askedAt && this.leave());
    on(document, 'visibilitychange', () => document.hidden && this.#beat());
    on(window, 'pagehide', () => this.#last());
    // It stood still again while this was on its way.
    if (media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) this.#waits();
  }

  #moved(): void {
    const { media } = this.#player;
    // Between a seek and its end the position is where nothing has been seen yet.
    if (media.seeking || media.paused) return;
    const position = this.#position;
    const now = performance.now();
    const reachable = (now - this.#lookedAt) * media.playbackRate + slack;
    this.#lookedAt = now;
    // A seek that began before anybody listened, or of a page that stops events.
    if (position - (this.#ranges.last ?? position) > reachable) this.#ranges.cut();
    const { last } = this.#ranges;
    if (last === null || position > last) this.#recovered();
    this.#ranges.reach(position);
    const share = (ms: number) => ms / 10 / this.#player.duration;
    for (const percent of quartiles) {
      if (percent <= this.#quartile || last === null) continue;
      if (share(last) >= percent || share(position) < percent) continue;
      this.#quartile = percent;
      this.#tell({ type: 'quartile', percent });
    }
    this.#shows();
    this.#settle();
    if (this.#played >= this.#nextBeat) {
      this.#nextBeat = this.#played + nextBeats;
      this.#beat();
    }
  }

  #shows(): void {
    const quality = this.#player.engine?.activeQuality;
    if (!quality || quality.id === this.#quality) return;
    this.#quality = quality.id;
    this.#tell({ type: 'rendition', height: quality.height, bitrate: Math.round(quality.bitrate) });
  }

  #waits(): void {
    const { media } = this.#player;
    if (media.seeking || media.paused || media.ended) return;
    this.#rests();
    this.#stalledAt ??= performance.now();
  }

  /** Whatever ended the standstill: media, a pause, a seek. */
  #recovered(): void {
    if (this.#stalledAt === null) return;
    const now = performance.now();
    this.#tell({ type: 'rebuffer', ms: stretch(now - this.#stalledAt) });
    this.#stalledAt = null;
    this.#playingSince ??= now;
  }

  #rests(): void {
    this.#recovered();
    this.#settle();
    this.#playingSince = null;
  }

  #seeks(): void {
    this.#seekFrom ??= this.#ranges.last ?? this.#position;
    this.#ranges.cut();
    this.#rests();
  }

  #sought(): void {
    const from = this.#seekFrom;
    this.#seekFrom = null;
    const { loop, paused } = this.#player.media;
    if (!paused) this.#playingSince ??= performance.now();
    // Beginning again by itself is no wish of anybody.
    if (from === null || (loop && this.#position < 500 && from / 1000 > this.#player.duration - 1)) return;
    this.#tell({ type: 'seek', from });
  }

  #finished(): void {
    this.#ranges.reach(this.#position);
    this.#rests();
    if (this.#quartile < 100) this.#tell({ type: 'quartile', percent: 100 });
    this.#quartile = 100;
    this.#tell({ type: 'end', ...this.#watched() });
    this.#send();
  }

  #failed(): void {
    const { failure } = this.#player;
    if (!failure) return;
    this.#rests();
    this.#tell({ type: 'error', code: failure.code, started: this.#start.movedAt !== null });
    this.#send();
  }

  #beat(): void {
    this.#settle();
    if (this.#played > this.#toldPlayed) this.#tell({ type: 'beat', ...this.#watched() });
    this.#send();
  }

  #last(): void {
    this.#rests();
    this.#tell({ type: 'leave', ...this.#watched() });
    this.#send();
  }

  #watched(): { ranges: [number, number][]; playedMs: number } {
    const playedMs = stretch(this.#played - this.#toldPlayed);
    this.#toldPlayed = this.#played;
    return { ranges: this.#ranges.take(maxRanges), playedMs };
  }

  #settle(): void {
    if (this.#playingSince === null) return;
    const now = performance.now();
    this.#played += Math.min(now - this.#playingSince, longestStep);
    this.#playingSince = now;
  }

  #tell(event: Told): void {
    if (this.#seq > maxSeq) return;
    const at = Math.min(Math.round(performance.now() - this.#start.askedAt), maxAt);
    this.#unsent.push({ ...event, seq: this.#seq++, at, position: this.#position });
  }

  #send(): void {
    for (let { length } = this.#unsent; length > 0; length -= maxEvents) {
      void this.#post(this.#unsent.splice(0, maxEvents));
    }
  }

  /** A string is sent as `text/plain`, for which browsers ask no permission before: what is said at the end arrives. */
  async #post(events: ViewEvent[]): Promise<void> {
    const report: ViewReport = { view: this.#view, videoId: this.#videoId, events };
    const status = await fetch(this.#url, {
      method: 'POST',
      body: JSON.stringify(report),
      keepalive: true,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    }).then(
      (answer) => answer.status,
      () => 0,
    );
    // Goes along with the next report: an event that arrives twice is stored once.
    if (status === 0 || status === 429 || status >= 500)
      this.#unsent = [...events, ...this.#unsent].slice(-maxUnsent);
  }
}

/** Whole milliseconds, at most the day that the API takes. */
const stretch = (ms: number): number => Math.min(Math.round(ms), 86_400_000);

/** A UUID, version 4; `crypto.randomUUID` is not there on pages without TLS. */
const randomId = (): string =>
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    (
      Number(digit) ^
      ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (Number(digit) / 4)))
    ).toString(16),
  );
