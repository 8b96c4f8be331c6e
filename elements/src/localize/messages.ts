/** Plural forms by CLDR category; `other` is the fallback. Chosen by the value called `count`. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Text with `{name}` places, or its plural forms. */
export type Message = string | PluralForms;
export type Messages = Record<string, Message>;
export type Values = Record<string, string | number>;

/** One language of a catalogue: the same keys as English. */
export type Translation<M extends Messages> = { readonly [Key in keyof M]: Message };

type Loader<M extends Messages> = () => Promise<{ messages: Translation<M> }>;

/** English that a bundle always carries, and the loaders of other languages by BCP 47 tag. */
export interface Catalogue<M extends Messages> {
  readonly en: M;
  /** The best language of this catalogue for a wanted tag: `de-AT` finds `de`; `en` when nothing fits. */
  match(tag: string): string;
  /** Messages of a matched language that are here already; undefined while they are not. */
  get(language: string): Translation<M> | undefined;
  /** Fetches a matched language once. Resolves to false when it could not be had, and English stays. */
  load(language: string): Promise<boolean>;
}

/** Languages beside English of which only the tags are here, and a way to fetch one of them. */
export interface Languages<M extends Messages> {
  readonly tags: readonly string[];
  readonly load: (tag: string) => Promise<Translation<M>>;
}

/** A literal map of `import()`s, so that bundlers see them, for catalogues of few languages. */
type Loaders<M extends Messages> = Readonly<Record<string, Loader<M>>>;

const isLanguages = <M extends Messages>(more: Languages<M> | Loaders<M>): more is Languages<M> =>
  Array.isArray(more.tags);

/** Makes the catalogue of one element. */
export const defineMessages = <const M extends Messages>(
  en: M,
  more: Languages<M> | Loaders<M> = {},
): Catalogue<M> => {
  const languages: Languages<M> = isLanguages(more)
    ? more
    : {
        tags: Object.keys(more),
        load: async (tag) => (await more[tag]?.())?.messages ?? en,
      };
  const loaded = new Map<string, Translation<M>>([['en', en]]);
  const loading = new Map<string, Promise<boolean>>();

  const fetchOnce = async (language: string): Promise<boolean> => {
    try {
      loaded.set(language, await languages.load(language));
      return true;
    } catch {
      loading.delete(language);
      return false;
    }
  };

  return {
    en,
    match: (tag) => {
      for (let wanted = tag; wanted; wanted = wanted.slice(0, Math.max(0, wanted.lastIndexOf('-')))) {
        const found = ['en', ...languages.tags].find((known) => known.toLowerCase() === wanted.toLowerCase());
        if (found) return found;
      }
      return 'en';
    },
    get: (language) => loaded.get(language),
    load: (language) => {
      const running = loading.get(language) ?? fetchOnce(language);
      loading.set(language, running);
      return running;
    },
  };
};

/** Fills `{name}` places; numbers are written in the language. Unknown places stay as they are, to be seen. */
export const format = (message: Message, language: string, values: Values = {}): string => {
  const text = typeof message === 'string' ? message : pluralOf(message, language, values['count']);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
};

const pluralOf = (forms: PluralForms, language: string, count: string | number | undefined): string =>
  forms[new Intl.PluralRules(language).select(Number(count ?? 0))] ?? forms.other;
