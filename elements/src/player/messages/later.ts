/** What is read once somebody plays, in one language. Resolves for the tags of `languages.ts`. */
export const later = (tag: string): Promise<typeof import('./later/de.ts')> => {
  const load = files[tag];
  if (!load) throw new Error(`no texts in ${tag}`);
  return load();
};

const files: Readonly<Record<string, () => Promise<typeof import('./later/de.ts')>>> = {
  ar: () => import('./later/ar.ts'),
  de: () => import('./later/de.ts'),
  pl: () => import('./later/pl.ts'),
  pt: () => import('./later/pt.ts'),
  'pt-BR': () => import('./later/pt-BR.ts'),
  ro: () => import('./later/ro.ts'),
  ru: () => import('./later/ru.ts'),
  sk: () => import('./later/sk.ts'),
  sl: () => import('./later/sl.ts'),
  sq: () => import('./later/sq.ts'),
  sr: () => import('./later/sr.ts'),
  sv: () => import('./later/sv.ts'),
  sw: () => import('./later/sw.ts'),
  ta: () => import('./later/ta.ts'),
  th: () => import('./later/th.ts'),
  tr: () => import('./later/tr.ts'),
  uk: () => import('./later/uk.ts'),
  ur: () => import('./later/ur.ts'),
  vi: () => import('./later/vi.ts'),
  zh: () => import('./later/zh.ts'),
  'zh-TW': () => import('./later/zh-TW.ts'),
};
