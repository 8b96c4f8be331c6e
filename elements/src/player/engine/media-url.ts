/** Media lies behind a path that carries the right to read it: `https://host/p/<token>/v/…`. */
const tokenBase = /^(.*?\/p\/)[^/]+\//;

/**
 * The same file under a renewed right: the token of `renewed` takes the place of the old one, host included.
 * Addresses without a token stay as they are.
 */
export const withRightOf = (url: string, renewed: string): string => {
  const base = tokenBase.exec(renewed)?.[0];
  return base && tokenBase.test(url) ? url.replace(tokenBase, () => base) : url;
};

/** Whether the address is read by the same right as `renewed`, or needs none. */
export const hasRightOf = (url: string, renewed: string): boolean => withRightOf(url, renewed) === url;
