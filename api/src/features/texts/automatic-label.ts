/** «Automatic» as a reader of the language says it of subtitles. */
const automatic: Readonly<Record<string, string>> = {
  ar: 'تلقائي',
  bg: 'автоматично',
  ca: 'automàtic',
  cs: 'automatické',
  da: 'automatisk',
  de: 'automatisch',
  el: 'αυτόματα',
  en: 'automatic',
  es: 'automático',
  fi: 'automaattinen',
  fr: 'automatique',
  he: 'אוטומטי',
  hu: 'automatikus',
  id: 'otomatis',
  it: 'automatico',
  ja: '自動生成',
  ko: '자동 생성',
  nb: 'automatisk',
  nl: 'automatisch',
  pl: 'automatyczne',
  pt: 'automático',
  ro: 'automat',
  ru: 'автоматически',
  sv: 'automatisk',
  th: 'อัตโนมัติ',
  tr: 'otomatik',
  uk: 'автоматично',
  vi: 'tự động',
  zh: '自动生成',
};

/**
 * «Deutsch (automatisch)»: in the language of the track, as all names of tracks are, for players of which we cannot
 * know the reader's; in English where we lack the word.
 */
export const automaticLabel = (name: string, language: string): string =>
  `${name} (${automatic[new Intl.Locale(language).language] ?? 'automatic'})`;
