/** What is read before anybody plays, in one language. Resolves for the tags of `languages.ts`. */
export const first = (tag: string): Promise<typeof import('./first/de.ts')> => {
  const load = files[tag];
  if (!load) throw new Error(`no texts in ${tag}`);
  return load();
};

const files: Readonly<Record<string, () => Promise<typeof import('./first/de.ts')>>> = {
  ar: () => import('./first/ar.ts'),
  de: () => import('./first/de.ts'),
  hr: () => import('./first/hr.ts'),
  hu: () => import('./first/hu.ts'),
  hy: () => import('./first/hy.ts'),
  id: () => import('./first/id.ts'),
  is: () => import('./first/is.ts'),
  it: () => import('./first/it.ts'),
  ja: () => import('./first/ja.ts'),
  ka: () => import('./first/ka.ts'),
  kk: () => import('./first/kk.ts'),
  ko: () => import('./first/ko.ts'),
  lt: () => import('./first/lt.ts'),
  lv: () => import('./first/lv.ts'),
  mk: () => import('./first/mk.ts'),
  mr: () => import('./first/mr.ts'),
  ms: () => import('./first/ms.ts'),
  nb: () => import('./first/nb.ts'),
  nl: () => import('./first/nl.ts'),
};
