import { LitElement } from 'lit';

/** Members of the native element that the player answers itself. */
type Own =
  | 'controls'
  | 'currentSrc'
  | 'currentTime'
  | 'duration'
  | 'ended'
  | 'error'
  | 'load'
  | 'networkState'
  | 'pause'
  | 'paused'
  | 'play'
  | 'srcObject';
type Delegated = Omit<HTMLVideoElement, keyof HTMLElement | Own>;
type Member = keyof Delegated;

/** Native events that a media element fires on itself. They do not bubble, and neither do ours. */
const mediaEvents = (
  'abort canplay canplaythrough durationchange emptied encrypted ended loadeddata loadedmetadata loadstart pause ' +
  'play playing progress ratechange resize seeked seeking stalled suspend timeupdate volumechange waiting ' +
  'waitingforkey enterpictureinpicture leavepictureinpicture webkitbeginfullscreen webkitendfullscreen ' +
  'webkitpresentationmodechanged'
).split(' ');

const addresses: readonly Member[] = ['src', 'poster'];
/** By these the inner element would load and show things on its own account, so it does not get them. */
const withheld: readonly Member[] = [...addresses, 'autoplay', 'preload', 'crossOrigin'];
/** Members that reflect their attribute, at once and both ways, by that attribute. */
const reflected = new Map(
  [
    ...withheld,
    ...(['loop', 'defaultMuted', 'playsInline', 'width', 'height'] as const),
    ...(['controlsList', 'disablePictureInPicture', 'disableRemotePlayback'] as const),
  ].map((name) => [name.replace('defaultM', 'm').toLowerCase(), name as Member]),
);
/** They know what an attribute means, and do nothing about it. */
const mirror = document.createElement('video');
const link = document.createElement('a');

// Declares the members that are defined below.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- see above
export interface MediaHost extends Delegated {}

/**
 * A Lit element that is a media element to the page: every property and method of `HTMLVideoElement` that it does
 * not define itself goes to the inner `<video>`, and the inner events are fired again on the host.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class MediaHost extends LitElement {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...reflected.keys()];
  }

  /** The inner element that plays. Present before the first render, so that properties work at once. */
  readonly media: HTMLVideoElement = document.createElement('video');

  constructor() {
    super();
    for (const type of mediaEvents) this.media.addEventListener(type, (event) => this.onMedia(event));
    // Set before the element was defined, a property is the instance's own and hides ours.
    for (const name of Object.keys(this).filter((key) => key in MediaHost.prototype)) {
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  override attributeChangedCallback(attribute: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(attribute, old, value);
    const name = reflected.get(attribute);
    if (!name) return;
    if (!withheld.includes(name)) copy(attribute, value, this.media);
    // A later one says only how a player begins.
    if (name === 'defaultMuted' && !this.renderRoot) this.media.muted = value !== null;
    this.requestUpdate(name, old);
  }

  /** Something happened to the inner element: so it did to this one. */
  protected onMedia(event: Event): void {
    const Kind = event.constructor as new (type: string, init: EventInit) => Event;
    this.dispatchEvent(new Kind(event.type, event));
  }
}

const copy = (attribute: string, value: string | null, to: Element): void => {
  if (value === null) to.removeAttribute(attribute);
  else to.setAttribute(attribute, value);
};

/** Any element, with members that are known by name only. */
type Open = Element & Record<string, unknown>;

const define = (name: string, descriptor: PropertyDescriptor): void => {
  if (name in MediaHost.prototype) return;
  Object.defineProperty(MediaHost.prototype, name, { configurable: true, enumerable: true, ...descriptor });
};

for (const [attribute, name] of reflected) {
  const isAddress = addresses.includes(name);
  const member = isAddress ? 'href' : name;
  const said = isAddress ? 'href' : attribute;
  const meaning = (host: MediaHost): Open =>
    (isAddress ? link : withheld.includes(name) ? mirror : host.media) as Element as Open;
  define(name, {
    get(this: MediaHost): unknown {
      const value = this.getAttribute(attribute);
      copy(said, isAddress ? value || null : value, meaning(this));
      return meaning(this)[member];
    },
    set(this: MediaHost, next: unknown) {
      // Frameworks say so when there is nothing.
      if (next == null) return this.removeAttribute(attribute);
      meaning(this)[member] = next;
      copy(attribute, meaning(this).getAttribute(said), this);
    },
  });
}

for (const { prototype } of [HTMLVideoElement, HTMLMediaElement]) {
  for (const [name, { value, ...found }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    define(
      name,
      typeof value === 'function'
        ? {
            writable: true,
            value: function (this: MediaHost, ...given: unknown[]): unknown {
              return Reflect.apply(value as () => unknown, this.media, given);
            },
          }
        : {
            get(this: MediaHost): unknown {
              return (this.media as Element as Open)[name];
            },
            ...(found.set && {
              set(this: MediaHost, next: unknown) {
                // Throws what the inner element throws, as for a volume of 2.
                (this.media as Element as Open)[name] = next;
              },
            }),
          },
    );
  }
}
