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
};
