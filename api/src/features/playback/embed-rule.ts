/** Whether a page of this origin is on the list. Exact scheme, host and port; `https://*.example.com` is all below. */
export const mayEmbed = (allowed: readonly string[], origin: string): boolean =>
  allowed.some((pattern) => {
    const [scheme = '', rest = ''] = pattern.split('://*.');
    if (rest === '') return pattern === origin;
    return origin.startsWith(`${scheme}://`) && origin.endsWith(`.${rest}`);
  });

/** `frame-ancestors` of a content policy. Our own pages may always frame it. */
export const frameAncestors = (allowed: readonly string[] | null): string =>
  allowed === null ? '*' : ["'self'", ...allowed].join(' ');
