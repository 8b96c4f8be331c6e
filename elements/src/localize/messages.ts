import { formatter } from './formatter.ts';

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
  /**
   * The best language of this catalogue for a wanted tag: `de-AT` finds `de`; `en` when nothing fits. The tag itself where
   * that is not known before it is fetched.
   */
  match(tag: string): string;
  /** Messages of a matched language that are here already; undefined while they are not. */
  get(language: string): Translation<M> | undefined;
  /** Fetches a matched language once. Resolves to false when it could not be had, and English stays. */
  load(language: string): Promise<boolean>;
}

/**
 * Fetches what fits a wanted tag best; null where no language does. For catalogues of many languages, whose list comes
 * with the first of them.
 */
export type FetchLanguage<M extends Messages> = (tag: string) => Promise<Translation<M> | null>;

/** A literal map of `import()`s, so that bundlers see them, for catalogues of few languages. */
type Loaders<M extends Messages> = Readonly<Record<string, Loader<M>>>;

/** Makes the catalogue of one element. */
export const defineMessages = <const M extends Messages>(
  en: M,
  more: FetchLanguage<M> | Loaders<M> = {},
): Catalogue<M> => {
  const list = typeof more === 'function' ? null : more;
  const fetchLanguage: FetchLanguage<M> =
    typeof more === 'function' ? more : async (tag) => (await more[tag]?.())?.messages ?? null;
  const loaded = new Map<string, Translation<M>>([['en', en]]);
  const loading = new Map<string, Promise<boolean>>();

  const fetchOnce = async (language: string): Promise<boolean> => {
    try {
      const found = await fetchLanguage(language);
      if (found) loaded.set(language, found);
      return found !== null;
    } catch {
      loading.delete(language);
      return false;
    }
  };

  return {
    en,
    match: (tag) => {
      if (!list) return /^en\b/i.test(tag) ? 'en' : tag;
      for (let wanted = tag; wanted; wanted = wanted.slice(0, Math.max(0, wanted.lastIndexOf('-')))) {
        const found = ['en', ...Object.keys(list)].find(
          (known) => known.toLowerCase() === wanted.toLowerCase(),
        );
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
    return typeof value === 'number' ? formatter(Intl.NumberFormat, language, {}).format(value) : value;
  });
};

const pluralOf = (forms: PluralForms, language: string, count: string | number | undefined): string =>
  forms[formatter(Intl.PluralRules, language, {}).select(Number(count ?? 0))] ?? forms.other;
