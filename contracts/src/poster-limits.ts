/** What a picture that is brought as a poster may be. Free of schemas, for browsers. */
export const posterTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;
export const maxPosterBytes = 10 * 1024 ** 2;
/** Pixels. */
export const maxPosterSide = 8192;
