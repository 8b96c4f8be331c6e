/** The path of an address without its query, cut where a segment of it grants a right. */
export const loggablePath = (url: string): string =>
  url
    .replace(/\?.*$/, '')
    .replace(/^(\/(?:p|confirm|reset|v1\/uppy)\/)[^/]+/, '$1…')
    // Wherever else somebody may put an upload token.
    .replace(/vut_[\w.%-]+/gi, 'vut_…');
