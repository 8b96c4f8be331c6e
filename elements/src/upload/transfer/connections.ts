/** Browsers open so many connections to a host over HTTP/1.1. */
const overHttp1 = 6;
/** Later versions carry any number of requests at once; more than this has never been seen to help. */
const most = 8;

/** Of an address that may be relative to the page. */
export const originOf = (url: string): string => new URL(url, globalThis.location?.href).origin;

/** How many requests a browser has on their way to one host at once, as far as the page has seen how it answers. */
export const connectionsTo = (url: string): number => {
  const origin = originOf(url);
  const seen = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const multiplexed = seen.some(
    ({ name, nextHopProtocol }) => name.startsWith(`${origin}/`) && /^h[23]/.test(nextHopProtocol),
  );
  return multiplexed ? most : overHttp1;
};
