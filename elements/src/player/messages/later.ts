/** What is read once somebody plays, in one language. Resolves for the tags of `languages.ts`. */
export const later = (tag: string): Promise<typeof import('./later/de.ts')> => {
  const load = files[tag];
  if (!load) throw new Error(`no texts in ${tag}`);
  return load();
};

const files: Readonly<Record<string, () => Promise<typeof import('./later/de.ts')>>> = {
  ar: () => import('./later/ar.ts'),
  de: () => import('./later/de.ts'),
  hr: () => import('./later/hr.ts'),
  hu: () => import('./later/hu.ts'),
  hy: () => import('./later/hy.ts'),
  id: () => import('./later/id.ts'),
  is: () => import('./later/is.ts'),
  it: () => import('./later/it.ts'),
  ja: () => import('./later/ja.ts'),
  ka: () => import('./later/ka.ts'),
  kk: () => import('./later/kk.ts'),
  ko: () => import('./later/ko.ts'),
  lt: () => import('./later/lt.ts'),
  lv: () => import('./later/lv.ts'),
  mk: () => import('./later/mk.ts'),
  mr: () => import('./later/mr.ts'),
  ms: () => import('./later/ms.ts'),
  nb: () => import('./later/nb.ts'),
  nl: () => import('./later/nl.ts'),
};
