import type { MediaRequest, MediaVerdict } from '../token-path/verify.ts';

/**
 * Rights to read media, in the path, because cookies are blocked and query strings get lost on other people's
 * sites: `/p/<expiry>.<mac>/v/<videoId>/…` opens everything below `/v/<videoId>/` until the expiry.
 */
export interface UrlSigner {
  /**
   * `prefix` such as `/v/<id>/`; the result ends with it. With an `origin` it opens only to requests that come from
   * its pages. Whole seconds: equal for equal arguments, so that viewers can share what is cached.
   */
  sign(prefix: string, expiresAt: Date, origin?: string | null): string;
  /** Opens this one file and nothing beside it, to everybody. */
  signFile(path: string, expiresAt: Date): string;
  verify(request: MediaRequest, now?: Date): MediaVerdict;
}
