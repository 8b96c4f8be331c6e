/** What is read before anybody plays, in one language. Resolves for the tags of `languages.ts`. */
export const first = (tag: string): Promise<typeof import('./first/de.ts')> => {
  const load = files[tag];
  if (!load) throw new Error(`no texts in ${tag}`);
  return load();
};

const files: Readonly<Record<string, () => Promise<typeof import('./first/de.ts')>>> = {
  ar: () => import('./first/ar.ts'),
  bg: () => import('./first/bg.ts'),
  bn: () => import('./first/bn.ts'),
  ca: () => import('./first/ca.ts'),
  cs: () => import('./first/cs.ts'),
  cy: () => import('./first/cy.ts'),
  da: () => import('./first/da.ts'),
  de: () => import('./first/de.ts'),
  el: () => import('./first/el.ts'),
  es: () => import('./first/es.ts'),
  et: () => import('./first/et.ts'),
  eu: () => import('./first/eu.ts'),
  fa: () => import('./first/fa.ts'),
  fi: () => import('./first/fi.ts'),
  fil: () => import('./first/fil.ts'),
  fr: () => import('./first/fr.ts'),
  gl: () => import('./first/gl.ts'),
  he: () => import('./first/he.ts'),
  hi: () => import('./first/hi.ts'),
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
  nn: () => import('./first/nb.ts'),
  no: () => import('./first/nb.ts'),
  'zh-HK': () => import('./first/zh-TW.ts'),
  'zh-Hant': () => import('./first/zh-TW.ts'),
};
