/** What is read once somebody plays, in one language. Resolves for the tags of `languages.ts`. */
export const later = (tag: string): Promise<typeof import('./later/de.ts')> => {
  const load = files[tag];
  if (!load) throw new Error(`no texts in ${tag}`);
  return load();
};

const files: Readonly<Record<string, () => Promise<typeof import('./later/de.ts')>>> = {
  ar: () => import('./later/ar.ts'),
  bg: () => import('./later/bg.ts'),
  bn: () => import('./later/bn.ts'),
  ca: () => import('./later/ca.ts'),
  cs: () => import('./later/cs.ts'),
  cy: () => import('./later/cy.ts'),
  da: () => import('./later/da.ts'),
  de: () => import('./later/de.ts'),
  el: () => import('./later/el.ts'),
  es: () => import('./later/es.ts'),
  et: () => import('./later/et.ts'),
  eu: () => import('./later/eu.ts'),
  fa: () => import('./later/fa.ts'),
  fi: () => import('./later/fi.ts'),
  fil: () => import('./later/fil.ts'),
  fr: () => import('./later/fr.ts'),
  gl: () => import('./later/gl.ts'),
  he: () => import('./later/he.ts'),
  hi: () => import('./later/hi.ts'),
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
  nn: () => import('./later/nb.ts'),
  no: () => import('./later/nb.ts'),
  'zh-HK': () => import('./later/zh-TW.ts'),
  'zh-Hant': () => import('./later/zh-TW.ts'),
};
