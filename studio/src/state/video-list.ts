import type { ApiError, Client } from '@vidkit/contracts/client';
import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { Video } from '@vidkit/contracts/schemas/video';

import { noFilters, type VideoFilters } from '../app/routes.ts';

export type ListState = 'loading' | 'ready' | 'failed';

const pageSize = 30;

/** My videos, newest first, narrowed by filters and kept fresh by live frames. Fires `change`. */
export class VideoList extends EventTarget {
  readonly #client: Client;
  readonly #fetching = new Set<string>();
  /** Frames that came while a page was read: the page may be older than they are. */
  #early: LiveFrame[] = [];
  #reading = false;
  #filters: VideoFilters = noFilters;
  #items: readonly Video[] = [];
  #cursor: string | null = null;
  #state: ListState = 'loading';
  #more: ListState = 'ready';
  #error: ApiError | null = null;
  #run = new AbortController();

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  get filters(): VideoFilters {
    return this.#filters;
  }

  get items(): readonly Video[] {
    return this.#items;
  }

  get state(): ListState {
    return this.#state;
  }

  get error(): ApiError | null {
    return this.#error;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** State of the next page. */
  get more(): ListState {
    return this.#more;
  }

  get filtered(): boolean {
    const { q, status, visibility, folder } = this.#filters;
    return q !== '' || status !== null || visibility !== null || folder !== null;
  }

  /** Loads the first page for these filters; what was shown for others goes away. */
  async show(filters: VideoFilters): Promise<void> {
    this.#filters = filters;
    this.#items = [];
    this.#state = 'loading';
    await this.reload();
  }

  /** Reads the first page again and keeps what is on the screen until it is here. */
  async reload(): Promise<void> {
    this.#run.abort();
    const run = (this.#run = new AbortController());
    this.#error = null;
    this.#reading = true;
    if (this.#items.length === 0) this.#state = 'loading';
    this.#changed();
    try {
      const page = await this.#read(null, run.signal);
      this.#items = page.items;
      this.#cursor = page.nextCursor;
      this.#more = 'ready';
      this.#state = 'ready';
    } catch (error) {
      if (run.signal.aborted) return;
      this.#error = error as ApiError;
      if (this.#items.length === 0) this.#state = 'failed';
    }
    this.#reading = false;
    for (const frame of this.#early.splice(0)) this.apply(frame);
    this.#changed();
  }

  async loadMore(): Promise<void> {
    if (this.#cursor === null || this.#more === 'loading' || this.#state !== 'ready') return;
    const { signal } = this.#run;
    this.#more = 'loading';
    this.#changed();
    try {
      const page = await this.#read(this.#cursor, signal);
      const known = new Set(this.#items.map(({ id }) => id));
      this.#items = [...this.#items, ...page.items.filter(({ id }) => !known.has(id))];
      this.#cursor = page.nextCursor;
      this.#more = 'ready';
    } catch {
      if (signal.aborted) return;
      this.#more = 'failed';
    }
    this.#changed();
  }

  /** Takes a live frame in: what it carries at once, the rest by reading the video again. */
  apply(frame: LiveFrame): void {
    if (frame.type === 'reset') {
      void this.reload();
      return;
    }
    if (this.#reading) this.#early.push(frame);
    if (frame.type === 'comment' || frame.type === 'texts') return;
    const known = this.#items.find(({ id }) => id === frame.videoId);
    if (frame.type === 'counts') {
      if (known) this.put({ ...known, likes: frame.likes, comments: frame.comments });
      return;
    }
    if (known && frame.version < known.version) return;
    const { status, progress, playable, readyAt, failure } = frame;
    if (known) this.put({ ...known, status, progress, playable, readyAt, failure });
    if (known?.version !== frame.version) void this.#refetch(frame.videoId);
  }

  /** Shows a video as it is now: in its old place, or in the place that its age gives it. */
  put(video: Video): void {
    const index = this.#items.findIndex(({ id }) => id === video.id);
    if (index >= 0) {
      this.#items = this.#items.with(index, video);
    } else {
      const after = this.#items.findIndex(({ id }) => id < video.id);
      const place = after < 0 ? this.#items.length : after;
      // Older than everything on the screen: it comes with the next page.
      if (after < 0 && this.hasMore) return;
      this.#items = this.#items.toSpliced(place, 0, video);
    }
    this.#changed();
  }

  remove(id: string): void {
    this.#items = this.#items.filter((video) => video.id !== id);
    this.#changed();
    if (this.#items.length === 0 && this.hasMore) void this.reload();
  }

  async #refetch(id: string): Promise<void> {
    if (this.#state !== 'ready' || this.#reading || this.#fetching.has(id)) return;
    this.#fetching.add(id);
    const { signal } = this.#run;
    try {
      const video = await this.#client.call('getVideo', { params: { id }, signal });
      if (this.#items.some((item) => item.id === id) || this.#matches(video)) this.put(video);
    } catch (error) {
      if ((error as Partial<ApiError>).code === 'not_found') this.remove(id);
    } finally {
      this.#fetching.delete(id);
    }
  }

  #matches({ title, status, visibility, folder }: Video): boolean {
    const { q, ...wanted } = this.#filters;
    return (
      (wanted.status === null || wanted.status === status) &&
      (wanted.visibility === null || wanted.visibility === visibility) &&
      (wanted.folder === null || wanted.folder === folder) &&
      title.toLocaleLowerCase().includes(q.toLocaleLowerCase())
    );
  }

  #read(cursor: string | null, signal: AbortSignal) {
    const { q, status, visibility, folder } = this.#filters;
    const query = {
      limit: pageSize,
      ...(cursor && { cursor }),
      ...(q && { q }),
      ...(status && { status }),
      ...(visibility && { visibility }),
      ...(folder && { folder }),
    };
    return this.#client.call('listVideos', { query, signal });
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
