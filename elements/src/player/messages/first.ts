/** What is read before anybody plays, in one language. Resolves for the tags of `languages.ts`. */
export const first = (tag: string): Promise<typeof import('./first/de.ts')> => {
  const load = files[tag];
  if (!load) throw new Error(`no texts in ${tag}`);
  return load();
};

const files: Readonly<Record<string, () => Promise<typeof import('./first/de.ts')>>> = {
  ar: () => import('./first/ar.ts'),
  de: () => import('./first/de.ts'),
  pl: () => import('./first/pl.ts'),
  pt: () => import('./first/pt.ts'),
  'pt-BR': () => import('./first/pt-BR.ts'),
  ro: () => import('./first/ro.ts'),
  ru: () => import('./first/ru.ts'),
  sk: () => import('./first/sk.ts'),
  sl: () => import('./first/sl.ts'),
  sq: () => import('./first/sq.ts'),
  sr: () => import('./first/sr.ts'),
  sv: () => import('./first/sv.ts'),
  sw: () => import('./first/sw.ts'),
  ta: () => import('./first/ta.ts'),
  th: () => import('./first/th.ts'),
  tr: () => import('./first/tr.ts'),
  uk: () => import('./first/uk.ts'),
  ur: () => import('./first/ur.ts'),
  vi: () => import('./first/vi.ts'),
  zh: () => import('./first/zh.ts'),
  'zh-TW': () => import('./first/zh-TW.ts'),
};
