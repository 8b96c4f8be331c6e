import {
  mark,
  type Answer,
  type EmbedEventName,
  type EmbedEvents,
  type EmbedMethods,
} from './embed-protocol.ts';

export type {
  EmbedChapter,
  EmbedEventName,
  EmbedEvents,
  EmbedMethods,
  EmbedQuality,
  EmbedTextTrack,
  Progress,
  Ranges,
} from './embed-protocol.ts';

export interface EmbedOptions {
  /** Address of the embed or watch page, where the element brings no frame. */
  readonly url?: string;
  /** What the frame is called to a screen reader. */
  readonly title?: string;
  /** Query parameters of the embed page, such as `{ autoplay: 1, muted: 1, start: 90 }`. */
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

type Listener<Name extends EmbedEventName> = (data: EmbedEvents[Name]) => void;
type AnyListener = (data: never) => void;
interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

// Declares the methods that are defined below.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- see above
export interface VidEmbed extends EmbedMethods {}

/**
 * Speaks to a framed player. Every method is a promise, and waits for the frame by itself. Messages go to the origin of
 * the frame alone, and are taken from that frame and origin alone.
 *
 * ```ts
 * const video = new VidEmbed(document.querySelector('iframe'));
 * video.on('ended', () => showForm());
 * await video.setCurrentTime(90);
 * await video.play();
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class VidEmbed {
  /** The frame. For an address alone it is made here, and the page puts it where it belongs. */
  readonly element: HTMLIFrameElement;
  readonly #origin: string;
  readonly #listeners = new Map<string, Set<AnyListener>>();
  readonly #calls = new Map<number, Waiting>();
  #lastId = 0;
  #ready = deferred();

  /**
   * `target` is a frame, an element that holds one or shall hold one for `options.url`, or the address itself.
   *
   * @throws {TypeError} when there is neither a frame with an address nor an address.
   */
  constructor(target: Element | string, options: EmbedOptions = {}) {
    const given =
      typeof target === 'string' ? null : target.matches('iframe') ? target : target.querySelector('iframe');
    this.element = given ?? frameOf(typeof target === 'string' ? target : options.url, options);
    this.#origin = new URL(this.element.src).origin;
    addEventListener('message', this.#hear);
    this.element.addEventListener('load', this.#greet);
    this.element.addEventListener('fullscreenchange', this.#fullscreenChanged);
    if (!given && typeof target !== 'string') target.append(this.element);
    if (isThere(this.element)) this.#greet();
  }

  /** Resolves when the frame listens; rejects when it shows no player, with the reason as `name`. */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Calls `listener` at each event of this name, until `off`. */
  on<Name extends EmbedEventName>(name: Name, listener: Listener<Name>): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    if (listeners.size === 1) this.#tell('addEventListener', name);
  }

  /** Ends it; without `listener` for all of the name. */
  off<Name extends EmbedEventName>(name: Name, listener?: Listener<Name>): void {
    const listeners = this.#listeners.get(name);
    if (listener) listeners?.delete(listener);
    else listeners?.clear();
    if (listeners?.size === 0 && this.#listeners.delete(name)) this.#tell('removeEventListener', name);
  }

  /**
   * Shows another video in the same frame, with the same parameters but for the start; listeners stay. Its page decides
   * anew whether it may be embedded here.
   */
  loadVideo(id: string): Promise<void> {
    const url = new URL(this.element.src);
    url.pathname = `/embed/${encodeURIComponent(id)}`;
    for (const name of ['start', 't', 'end']) url.searchParams.delete(name);
    this.#drop();
    // Not by `src`, which would add a step to the history of the page.
    this.element.contentWindow?.location.replace(url.href);
    return this.ready();
  }

  /** The browser shows the frame alone; needs a gesture of the viewer on the page. */
  async requestFullscreen(): Promise<void> {
    await this.element.requestFullscreen();
  }

  async exitFullscreen(): Promise<void> {
    if (await this.getFullscreen()) await document.exitFullscreen();
  }

  getFullscreen(): Promise<boolean> {
    return Promise.resolve(this.#fullscreen);
  }

  /** Ends the connection and removes the frame. */
  destroy(): void {
    removeEventListener('message', this.#hear);
    this.element.removeEventListener('load', this.#greet);
    this.element.removeEventListener('fullscreenchange', this.#fullscreenChanged);
    this.#drop();
    this.#ready.reject(aborted());
    this.#listeners.clear();
    this.element.remove();
  }

  /** Also when it was asked for in the frame: then the frame is what this document shows. */
  get #fullscreen(): boolean {
    return (this.element.getRootNode() as Document).fullscreenElement === this.element;
  }

  /** @internal */
  async call(method: string, ...args: readonly unknown[]): Promise<unknown> {
    const { promise } = this.#ready;
    await promise;
    if (promise !== this.#ready.promise) throw aborted();
    return new Promise((resolve, reject) => {
      this.#calls.set(++this.#lastId, { resolve, reject });
      this.#post(this.#lastId, method, args);
    });
  }

  /** The frame is there, or there anew: asks it to answer, and tells again what is listened to. */
  readonly #greet = (): void => this.#post(0, 'ready', [...this.#listeners.keys()]);

  readonly #hear = ({ source, origin, data }: MessageEvent): void => {
    if (source !== this.element.contentWindow || origin !== this.#origin) return;
    // What a player says unasked when it is ready is for everybody who can control one.
    if (typeof data === 'string') return /"player\.js".*"ready"/.test(data) ? this.#greet() : undefined;
    const answer = data as (Partial<Record<string, unknown>> & Partial<Answer>) | null;
    if (answer?.[mark] !== 1) return;
    if ('event' in answer) return this.#emit(answer.event, answer.data);
    const { id, value, error } = answer as {
      id: number;
      value?: unknown;
      error?: { name: string; message: string };
    };
    const waiting = id === 0 ? this.#ready : this.#calls.get(id);
    this.#calls.delete(id);
    if (error) waiting?.reject(named(error.name, error.message));
    else waiting?.resolve(value);
  };

  readonly #fullscreenChanged = (): void => this.#emit('fullscreenchange', { fullscreen: this.#fullscreen });

  #emit(name: unknown, data: unknown): void {
    for (const listener of this.#listeners.get(name as string) ?? []) {
      try {
        listener(data as never);
      } catch (error) {
        reportError(error);
      }
    }
  }

  /** Once the frame is there, and without minding when it never is. */
  #tell(method: string, name: string): void {
    this.call(method, name).catch(() => undefined);
  }

  #post(id: number, method: string, args: readonly unknown[]): void {
    this.element.contentWindow?.postMessage({ [mark]: 1, id, method, args }, this.#origin);
  }

  /** The present frame answers no more. */
  #drop(): void {
    for (const { reject } of [this.#ready, ...this.#calls.values()]) reject(aborted());
    this.#calls.clear();
    this.#ready = deferred();
  }
}

const both = ['CurrentTime', 'Loop', 'Muted', 'PlaybackRate', 'Quality', 'Volume'];
const readable = [
  ...['Buffered', 'Chapters', 'CurrentChapter', 'Duration', 'Ended', 'Paused', 'PictureInPicture', 'Played'],
  ...[
    'Qualities',
    'Seekable',
    'Seeking',
    'TextTracks',
    'VideoHeight',
    'VideoId',
    'VideoTitle',
    'VideoUrl',
    'VideoWidth',
  ],
];
const acts = [
  'play',
  'pause',
  'enableTextTrack',
  'disableTextTrack',
  'requestPictureInPicture',
  'exitPictureInPicture',
];
const names = [
  ...acts,
  ...both.map((name) => `set${name}`),
  ...[...both, ...readable].map((name) => `get${name}`),
];

for (const name of names) {
  Object.defineProperty(VidEmbed.prototype, name, {
    value(this: VidEmbed, ...args: unknown[]) {
      return this.call(name, ...args);
    },
  });
}

const frameOf = (
  address: string | undefined,
  { title = 'Video', params = {} }: EmbedOptions,
): HTMLIFrameElement => {
  if (!address || !URL.canParse(address, document.baseURI))
    throw new TypeError('VidEmbed needs a frame or an address');
  const url = new URL(address, document.baseURI);
  url.pathname = url.pathname.replace(/^\/watch\//, '/embed/');
  for (const [name, value] of Object.entries(params)) {
    url.searchParams.set(name, String(typeof value === 'boolean' ? Number(value) : value));
  }
  const frame = document.createElement('iframe');
  Object.assign(frame, {
    title,
    allow:
      'autoplay; fullscreen; picture-in-picture; encrypted-media; screen-wake-lock; web-share; clipboard-write',
    referrerPolicy: 'strict-origin-when-cross-origin',
    src: url.href,
  });
  return frame;
};

/** Whether a frame shows its page already: what it showed before was empty and of our own origin. */
const isThere = ({ contentWindow, contentDocument }: HTMLIFrameElement): boolean =>
  contentWindow !== null && contentDocument?.URL !== 'about:blank';

/** A promise that is settled from elsewhere, and whose failure nobody has to mind. */
const deferred = (): Waiting & { readonly promise: Promise<void> } => {
  let settle!: Waiting;
  const promise = new Promise<void>(
    (resolve, reject) => (settle = { resolve: resolve as Waiting['resolve'], reject }),
  );
  promise.catch(() => undefined);
  return { ...settle, promise };
};

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const aborted = (): Error => named('AbortError', 'the player is gone, or shows another video');
