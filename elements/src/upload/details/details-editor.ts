import { ApiError, type Client } from '@vidkit/contracts/client/elements';

import { detailsOf, join, newDetails, patchBetween, type DetailFields } from './details-fields.ts';

/**
 * `waiting` for a video to save to, `failed` for now and tried again by itself, `refused` for good with these words,
 * `locked` where the viewer may not change it, `conflict` while somebody else's words await a decision.
 */
export type DetailsState =
  'idle' | 'waiting' | 'unsaved' | 'saving' | 'saved' | 'failed' | 'refused' | 'locked' | 'conflict';

export interface DetailsEditorOptions {
  readonly client: Pick<Client, 'call'>;
  readonly onChange: () => void;
  /** Milliseconds of rest after the last key before anything is sent. */
  readonly rest?: number;
}

const firstRetry = 2_000;
const slowestRetry = 30_000;
/** The viewer may not, or no longer. */
const lockedCodes = new Set<string>(['insufficient_scope', 'not_found', 'edit_closed']);
/** Processing raises the version too, but not this often during one save. */
const mostCatchUps = 5;

/**
 * The words about one video, written while its bytes move. Before there is a video they wait; they are kept whatever
 * becomes of the upload, and go to the video that a second attempt makes.
 */
export class DetailsEditor {
  readonly #client: Pick<Client, 'call'>;
  readonly #onChange: () => void;
  readonly #rest: number;
  readonly #ended = new AbortController();
  #videoId: string | null = null;
  #base = newDetails;
  #fields = newDetails;
  /** Null until the server was asked, and when it has to be asked again. */
  #version: number | null = null;
  #theirs: DetailFields | null = null;
  #state: DetailsState = 'idle';
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryAfter = firstRetry;

  constructor({ client, onChange, rest = 700 }: DetailsEditorOptions) {
    this.#client = client;
    this.#onChange = onChange;
    this.#rest = rest;
  }

  get fields(): DetailFields {
    return this.#fields;
  }

  get state(): DetailsState {
    return this.#state;
  }

  get videoId(): string | null {
    return this.#videoId;
  }

  set videoId(id: string | null) {
    if (id === this.#videoId) return;
    this.#videoId = id;
    this.#version = null;
    this.#base = newDetails;
    if (id === null) this.#become(this.#dirty ? 'waiting' : 'idle');
    else this.#schedule(0);
  }

  edit(change: Partial<DetailFields>): void {
    if (this.#state === 'locked') return;
    this.#fields = { ...this.#fields, ...change };
    if (this.#state !== 'conflict') this.#become(this.#videoId === null ? 'waiting' : 'unsaved');
    else this.#onChange();
    this.#retryAfter = firstRetry;
    this.#schedule(this.#rest);
  }

  /** Ends a conflict with my words or with the others'. */
  resolve(side: 'mine' | 'theirs'): void {
    if (!this.#theirs) return;
    if (side === 'theirs') this.#fields = this.#theirs;
    this.#base = this.#theirs;
    this.#theirs = null;
    this.#become(this.#dirty ? 'unsaved' : 'saved');
    this.#schedule(0);
  }

  /** Saves without waiting for a rest; reads what the server has where nothing was read yet. */
  async flush(leaving = false): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running || this.#videoId === null || this.#state === 'locked') return;
    this.#running = true;
    const outcome = await this.#save(this.#videoId, leaving);
    this.#running = false;
    if (this.#ended.signal.aborted) return;
    // What failed without anything to save was only a look.
    this.#become(outcome === 'failed' && !this.#dirty ? 'idle' : outcome);
    if (outcome === 'unsaved') this.#schedule(0);
    if (outcome !== 'failed') return;
    this.#schedule(this.#retryAfter);
    this.#retryAfter = Math.min(2 * this.#retryAfter, slowestRetry);
  }

  /** Sends what is left and lets go. */
  end(): void {
    if (this.#dirty) void this.flush(true);
    clearTimeout(this.#timer);
    this.#ended.abort();
  }

  get #dirty(): boolean {
    return Object.keys(patchBetween(this.#base, this.#fields)).length > 0;
  }

  async #save(id: string, leaving: boolean): Promise<DetailsState> {
    for (let catchUps = 0; ;) {
      if (this.#state === 'conflict') return 'conflict';
      try {
        if (this.#version === null && !(await this.#read(id))) return 'conflict';
        if (this.#videoId !== id) return 'unsaved';
        if (!this.#dirty) return this.#state === 'idle' ? 'idle' : 'saved';
        this.#become('saving');
        const sent = this.#fields;
        const saved = await this.#client.call('updateVideo', {
          params: { id },
          ifMatch: this.#version ?? 0,
          body: patchBetween(this.#base, sent),
          keepalive: leaving,
        });
        if (this.#videoId !== id) return 'unsaved';
        this.#base = detailsOf(saved);
        this.#version = saved.version;
        // The server cleans text: take that, unless somebody typed on.
        this.#fields = join(sent, this.#fields, this.#base).fields;
      } catch (error) {
        const code = error instanceof ApiError ? error.code : 'network';
        if (code === 'version_conflict' && ++catchUps <= mostCatchUps) {
          this.#version = null;
          continue;
        }
        if (lockedCodes.has(code)) return 'locked';
        const passing = !(error instanceof ApiError) || error.temporary || code === 'version_conflict';
        return passing || code === 'unauthenticated' ? 'failed' : 'refused';
      }
    }
  }

  /** Takes in what the server has. False when that clashes with what was written here. */
  async #read(id: string): Promise<boolean> {
    const video = await this.#client.call('getVideo', { params: { id }, signal: this.#ended.signal });
    if (this.#videoId !== id) return true;
    const theirs = detailsOf(video);
    const { fields, clash } = join(this.#base, this.#fields, theirs);
    this.#version = video.version;
    this.#fields = fields;
    if (clash) this.#theirs = theirs;
    else this.#base = theirs;
    return !clash;
  }

  #schedule(wait: number): void {
    clearTimeout(this.#timer);
    if (!this.#ended.signal.aborted && this.#videoId !== null)
      this.#timer = setTimeout(() => void this.flush(), wait);
  }

  #become(state: DetailsState): void {
    this.#state = state;
    this.#onChange();
  }
}
