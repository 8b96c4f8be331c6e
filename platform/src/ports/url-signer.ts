/**
 * Rights to read media, in the path, because cookies are blocked and query strings get lost on other people's
 * sites: `/p/<expiry>.<mac>/v/<videoId>/…` opens everything below `/v/<videoId>/` until the expiry.
 */
export interface UrlSigner {
  /** `prefix` such as `/v/<id>/`; the result ends with it. Equal for calls with the same rounded expiry. */
  sign(prefix: string, expiresAt: Date): string;
  /** The path without its token when the token covers it. */
  verify(
    path: string,
    now?: Date,
  ): { ok: true; path: string } | { ok: false; reason: 'malformed' | 'forged' | 'expired' };
}
