/** What a viewer chose once and finds again at the next video. */
export interface Choices {
  /** 0 to 1. */
  volume: number;
  muted: boolean;
  rate: number;
  /** BCP 47; null when captions were turned off. */
  captions: { readonly language: string } | null;
  /** The shorter side of the picture in pixels; null for automatic. */
  quality: number | null;
  /** How captions look, by the names of the dialog that sets it, which checks the values again. */
  captionStyle: Readonly<Record<string, string | number>>;
  /** Bits per second that arrived lately. */
  bandwidth: number;
}

export interface Preferences {
  /** Undefined when it was never chosen, or what is stored makes no sense. */
  get<K extends keyof Choices>(key: K): Choices[K] | undefined;
  set<K extends keyof Choices>(key: K, value: Choices[K]): void;
}

/** The part of `localStorage` that is used; each call may throw. */
export type ChoiceStore = Pick<Storage, 'getItem' | 'setItem'>;

const entry = 'vidkit.preferences';
/** Ours is a few hundred characters: what is longer than this is not ours. */
const maxLength = 4096;
const maxText = 64;

/**
 * Choices in one entry of a store, checked when they are read. A store that refuses is replaced by memory, so that a
 * choice holds as long as the page. The store is asked for at the first use, not before.
 */
export const createPreferences = (open: () => ChoiceStore | null): Preferences => {
  /** What holds when nothing could be stored. */
  let memory: Record<string, unknown> | null = null;

  const read = (): Record<string, unknown> => {
    if (memory) return memory;
    try {
      const text = open()?.getItem(entry);
      const value: unknown = text && text.length <= maxLength ? JSON.parse(text) : null;
      return isRecord(value) ? value : {};
    } catch {
      return {};
    }
  };

  return {
    get(key) {
      const held = read();
      const value = Object.hasOwn(held, key) ? held[key] : undefined;
      return checks[key](value) ? value : undefined;
    },
    set(key, value) {
      if (!checks[key](value)) return;
      // Only what is ours is written, so that nothing strange is kept alive.
      const held = Object.entries({ ...read(), [key]: value }).filter(
        ([name, other]) => isKey(name) && checks[name](other),
      );
      const next = Object.fromEntries(held);
      try {
        const store = memory ? null : open();
        if (store) store.setItem(entry, JSON.stringify(next));
        else memory = next;
      } catch {
        // Refused or full.
        memory = next;
      }
    },
  };
};

/** The choices of the embedding origin. Touch them only after interest: nothing is read or stored before. */
export const preferences: Preferences = createPreferences(() => localStorage);

const privately = new WeakMap<Element, Preferences>();

/** The choices of one player: those of the origin, or with `without-preferences` its own that end with it. */
export const preferencesOf = (player: Element): Preferences => {
  if (!player.hasAttribute('without-preferences')) return preferences;
  const own = privately.get(player) ?? createPreferences(() => null);
  privately.set(player, own);
  return own;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;

const checks: { readonly [K in keyof Choices]: (value: unknown) => value is Choices[K] } = {
  volume: (value): value is number => isNumber(value, 0, 1),
  muted: (value): value is boolean => typeof value === 'boolean',
  // What browsers play with sound.
  rate: (value): value is number => isNumber(value, 0.0625, 16),
  captions: (value): value is Choices['captions'] =>
    value === null ||
    (isRecord(value) &&
      typeof value['language'] === 'string' &&
      value['language'].length <= maxText &&
      Object.keys(value).length === 1),
  quality: (value): value is number | null => value === null || isNumber(value, 1, 32_768),
  captionStyle: (value): value is Choices['captionStyle'] =>
    isRecord(value) &&
    Object.keys(value).length <= 24 &&
    Object.entries(value).every(
      ([name, held]) =>
        name.length <= maxText &&
        (typeof held === 'string' ? held.length <= maxText : isNumber(held, -10_000, 10_000)),
    ),
  bandwidth: (value): value is number => isNumber(value, 1, 1e12),
};

const isKey = (name: string): name is keyof Choices => Object.hasOwn(checks, name);
