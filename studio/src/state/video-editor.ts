import { ApiError, type Client } from '@vidkit/contracts/client';
import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { Video } from '@vidkit/contracts/schemas/video';

import type { Drafts } from './drafts.ts';
import {
  fieldsOf,
  mergeFields,
  patchOf,
  problemOf,
  type FieldName,
  type VideoFields,
} from './video-fields.ts';

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';

export interface Conflict {
  readonly names: readonly FieldName[];
  readonly theirs: Video;
}

export interface VideoEditorOptions {
  id: string;
  client: Client;
  drafts: Drafts;
  /** Milliseconds of rest before edits are sent. */
  delay?: number;
}

const firstRetry = 2_000;
const maxRetry = 30_000;
/** Processing raises the version too, but not this often during one save. */
const maxCatchUps = 5;

/**
 * One video under edit. Saves by itself after a rest, one request at a time, and notices when somebody else changed
 * the same field. What processing changes meanwhile is no conflict. Fires `change`.
 */
export class VideoEditor extends EventTarget {
  readonly id: string;
  readonly #client: Client;
  readonly #drafts: Drafts;
  readonly #delay: number;
  readonly #ended = new AbortController();
  #video: Video | null = null;
  #fields: VideoFields | null = null;
  #loadError: ApiError | null = null;
  #saveError: ApiError | null = null;
  #conflict: Conflict | null = null;
  #saving: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryDelay = firstRetry;
  #savedOnce = false;

  constructor({ id, client, drafts, delay = 800 }: VideoEditorOptions) {
    super();
    this.id = id;
    this.#client = client;
    this.#drafts = drafts;
    this.#delay = delay;
  }

  /** As the server has it; null until loaded. */
  get video(): Video | null {
    return this.#video;
  }

  /** As the person sees it. */
  get fields(): VideoFields | null {
    return this.#fields;
  }

  get loadError(): ApiError | null {
    return this.#loadError;
  }

  get saveError(): ApiError | null {
    return this.#saveError;
  }

  get conflict(): Conflict | null {
    return this.#conflict;
  }

  /** Whether anything was saved in this visit, so that "Saved" means something. */
  get savedOnce(): boolean {
    return this.#savedOnce;
  }

  get state(): SaveState {
    if (this.#conflict) return 'conflict';
    if (this.#saving) return 'saving';
    if (this.#saveError) return 'failed';
    return this.#dirty ? 'unsaved' : 'saved';
  }

  async load(): Promise<void> {
    this.#loadError = null;
    this.#changed();
    try {
      const video = await this.#client.call('getVideo', {
        params: { id: this.id },
        signal: this.#ended.signal,
      });
      const draft = this.#drafts.read(this.id);
      if (draft && !this.#video) {
        this.#video = { ...video, ...draft.base };
        this.#fields = draft.fields;
      }
      this.take(video);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      this.#loadError = error as ApiError;
      this.#changed();
    }
  }

  /** Changes fields at once and saves them after a rest. */
  edit(change: Partial<VideoFields>): void {
    if (!this.#video || !this.#fields) return;
    this.#fields = { ...this.#fields, ...change };
    this.#saveError = null;
    this.#retryDelay = firstRetry;
    if (this.#dirty) this.#drafts.keep(this.id, { base: fieldsOf(this.#video), fields: this.#fields });
    else this.#drafts.forget(this.id);
    this.#schedule(this.#delay);
    this.#changed();
  }

  /** Saves now. `leaving` lets the request outlive the page. */
  flush(options: { leaving?: boolean } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving ??= this.#save(options.leaving ?? false).finally(() => {
      this.#saving = null;
      this.#changed();
    });
    return this.#saving;
  }

  /** Ends a conflict with my fields or with the others'. */
  async resolve(side: 'mine' | 'theirs'): Promise<void> {
    if (!this.#conflict || !this.#fields) return;
    const { theirs, names } = this.#conflict;
    this.#conflict = null;
    this.#video = theirs;
    if (side === 'theirs') {
      const taken = Object.fromEntries(names.map((name) => [name, theirs[name]]));
      this.#fields = { ...this.#fields, ...taken };
    }
    if (!this.#dirty) this.#drafts.forget(this.id);
    await this.flush();
  }

  /** Takes in the video as the server has it now, however it was learnt. */
  take(video: Video): void {
    if (this.#video && video.version < this.#video.version) return;
    if (!this.#video || !this.#fields) {
      this.#video = video;
      this.#fields = fieldsOf(video);
    } else {
      const { fields, conflicts } = mergeFields(this.#video, this.#fields, video);
      this.#fields = fields;
      if (conflicts.length > 0) this.#conflict = { names: conflicts, theirs: video };
      else this.#video = video;
      if (this.#dirty && !this.#conflict) this.#schedule(this.#delay);
      if (!this.#dirty) this.#drafts.forget(this.id);
    }
    this.#changed();
  }

  apply(frame: LiveFrame): void {
    if (frame.videoId !== null && frame.videoId !== this.id) return;
    if (!this.#video || frame.type === 'comment' || frame.type === 'texts') return;
    if (frame.type === 'counts') {
      this.#video = { ...this.#video, likes: frame.likes, comments: frame.comments };
      this.#changed();
      return;
    }
    if (frame.type === 'video') {
      if (frame.version < this.#video.version) return;
      const { status, progress, playable, readyAt, failure } = frame;
      this.#video = { ...this.#video, status, progress, playable, readyAt, failure };
      this.#changed();
      if (frame.version === this.#video.version) return;
    }
    // A save of ours under way brings the new version itself.
    if (!this.#saving && !this.#conflict) void this.load();
  }

  /** Sends what is left and lets go. */
  end(): void {
    if (this.#dirty) void this.flush({ leaving: true });
    clearTimeout(this.#timer);
    this.#ended.abort();
  }

  get #dirty(): boolean {
    return (
      this.#video !== null &&
      this.#fields !== null &&
      Object.keys(patchOf(this.#video, this.#fields)).length > 0
    );
  }

  async #save(leaving: boolean): Promise<void> {
    let catchUps = 0;
    while (
      this.#video &&
      this.#fields &&
      this.#dirty &&
      !this.#conflict &&
      problemOf(this.#fields) === null
    ) {
      const sent = this.#fields;
      this.#changed();
      try {
        const saved = await this.#client.call('updateVideo', {
          params: { id: this.id },
          body: patchOf(this.#video, sent),
          ifMatch: this.#video.version,
          keepalive: leaving,
        });
        this.#saved(sent, saved);
      } catch (error) {
        const behind =
          error instanceof ApiError && error.code === 'version_conflict' && catchUps++ < maxCatchUps;
        if (behind && (await this.#catchUp())) continue;
        this.#failed(error);
        return;
      }
    }
  }

  #saved(sent: VideoFields, saved: Video): void {
    // The server trims and cleans text: take that, unless the person typed on.
    const typed = mergeFields(sent, this.#fields ?? sent, fieldsOf(saved));
    this.#video = saved;
    this.#fields = typed.fields;
    this.#saveError = null;
    this.#savedOnce = true;
    this.#retryDelay = firstRetry;
    if (this.#dirty) this.#drafts.keep(this.id, { base: fieldsOf(saved), fields: this.#fields });
    else this.#drafts.forget(this.id);
  }

  /** Reads what somebody else did. False when even that failed. */
  async #catchUp(): Promise<boolean> {
    try {
      this.take(await this.#client.call('getVideo', { params: { id: this.id } }));
      return true;
    } catch {
      return false;
    }
  }

  #failed(error: unknown): void {
    this.#saveError =
      error instanceof ApiError ? error : new ApiError('network', String(error), { cause: error });
    if (!this.#saveError.temporary) return;
    this.#schedule(this.#retryDelay);
    this.#retryDelay = Math.min(this.#retryDelay * 2, maxRetry);
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.#ended.signal.aborted) this.#timer = setTimeout(() => void this.flush(), delay);
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
