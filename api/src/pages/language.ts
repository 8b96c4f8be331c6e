import { de } from './messages.de.ts';
import { en } from './messages.ts';
import type { Messages } from './messages.ts';

export type Language = 'en' | 'de';

const catalogues: Readonly<Record<Language, Messages>> = { en, de };

export const messagesIn = (language: Language): Messages => catalogues[language];

/** The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4); English when none fits. */
export const pickLanguage = (header: string | undefined): Language => {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const found = wishes.find(({ language }) => Object.hasOwn(catalogues, language));
  return (found?.language as Language | undefined) ?? 'en';
};
