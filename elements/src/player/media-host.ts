import { LitElement } from 'lit';

/** Members of the native element that the player answers itself. */
type Own =
  'currentTime' | 'duration' | 'ended' | 'error' | 'load' | 'paused' | 'pause' | 'play' | 'currentSrc';
/** Members that are reactive properties of the player. */
type Reactive =
  | 'autoplay'
  | 'controls'
  | 'crossOrigin'
  | 'loop'
  | 'poster'
  | 'preload'
  | 'src'
  | 'playsInline'
  | 'defaultMuted';
type Delegated = Omit<HTMLVideoElement, keyof HTMLElement | Own | Reactive>;

/** Native events that a media element fires on itself. They do not bubble, and neither do ours. */
const mediaEvents = [
  ...['abort', 'canplay', 'canplaythrough', 'durationchange', 'emptied', 'encrypted', 'ended', 'loadeddata'],
  ...[
    'loadedmetadata',
    'loadstart',
    'pause',
    'play',
    'playing',
    'progress',
    'ratechange',
    'resize',
    'seeked',
  ],
  ...['seeking', 'stalled', 'suspend', 'timeupdate', 'volumechange', 'waiting', 'waitingforkey'],
  ...['enterpictureinpicture', 'leavepictureinpicture', 'webkitbeginfullscreen', 'webkitendfullscreen'],
  'webkitpresentationmodechanged',
] as const;

// Declares the members that `delegate` defines below.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- see above
export interface MediaHost extends Delegated {}

/**
 * A Lit element that is a media element to the page: every property and method of `HTMLVideoElement` that it does
 * not define itself goes to the inner `<video>`, and the inner events are fired again on the host.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class MediaHost extends LitElement {
  /** The inner element that plays. Present before the first render, so that properties work at once. */
  readonly media: HTMLVideoElement = document.createElement('video');

  constructor() {
    super();
    for (const type of mediaEvents) this.media.addEventListener(type, this.#repeat);
    // Set before the element was defined, a property is the instance's own and hides ours.
    for (const name of Object.keys(this).filter((key) => delegated.has(key))) {
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  readonly #repeat = (event: Event): void => {
    const Kind = event.constructor as new (type: string, init: EventInit) => Event;
    this.dispatchEvent(new Kind(event.type, event));
  };
}

const delegated = new Set<string>();

const call = (name: string) =>
  function (this: MediaHost, ...given: unknown[]): unknown {
    return (Reflect.get(this.media, name) as (...given: unknown[]) => unknown).apply(this.media, given);
  };

const access = (name: string, writable: boolean): PropertyDescriptor => ({
  get(this: MediaHost): unknown {
    return Reflect.get(this.media, name);
  },
  ...(writable && {
    set(this: MediaHost, next: unknown): void {
      // Not `Reflect.set`, which would keep a refused value (a volume of 2) from throwing.
      (this.media as unknown as Record<string, unknown>)[name] = next;
    },
  }),
});

const delegate = (source: object): void => {
  for (const [name, found] of Object.entries(Object.getOwnPropertyDescriptors(source))) {
    if (name === 'constructor' || name in MediaHost.prototype) continue;
    delegated.add(name);
    Object.defineProperty(MediaHost.prototype, name, {
      configurable: true,
      enumerable: true,
      ...(typeof found.value === 'function'
        ? { value: call(name) }
        : 'get' in found
          ? access(name, Reflect.has(found, 'set') && typeof Reflect.get(found, 'set') === 'function')
          : { value: found.value as unknown }),
    });
  }
};

delegate(HTMLVideoElement.prototype);
delegate(HTMLMediaElement.prototype);
