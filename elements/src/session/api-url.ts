/**
 * Origin of the API that an element speaks to: the one it was given, else the one that the script came from (the
 * CDN bundle is served by the API itself), else the page's own.
 */
export const apiUrlOf = (given: string): string => {
  for (const candidate of [given, import.meta.url]) {
    if (!candidate || !URL.canParse(candidate, document.baseURI)) continue;
    const { protocol, origin } = new URL(candidate, document.baseURI);
    if (protocol === 'https:' || protocol === 'http:') return origin;
  }
  return location.origin;
};
