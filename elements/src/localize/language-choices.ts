/** Languages offered for choice; any other tag that a video has already is kept. */
const offered =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv sw ta te th tr uk ur vi zh-Hans zh-Hant';

export interface LanguageChoice {
  readonly tag: string;
  readonly name: string;
}

/** The choices by name in the reader's language, `current` always among them. */
export const languageChoices = (reader: string, current: string | null): LanguageChoice[] => {
  const names = new Intl.DisplayNames(reader, { type: 'language', fallback: 'code' });
  const tags = new Set([...offered.split(' '), ...(current ? [current] : [])]);
  return [...tags]
    .map((tag) => ({ tag, name: names.of(tag) ?? tag }))
    .sort((a, b) => a.name.localeCompare(b.name, reader));
};
