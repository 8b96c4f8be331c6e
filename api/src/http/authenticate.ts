import type { RequestHandler, Response } from 'express';

import type { Caller, Delegate, Principal } from '../features/identity/principal.ts';
import { isUploadToken } from '../features/upload-tokens/token-secret.ts';
import { AppError } from './app-error.ts';
import { pageOriginOf } from './page-origin.ts';

export interface AuthenticateDeps {
  verifyAccessToken(token: string): Promise<Principal | null>;
  /** Whom an upload token lets in on this page. Throws when it lets nobody in. */
  authorizeUpload(secret: string, page: { origin: string | null }): Promise<Delegate>;
  /** Origin of a registered site; null when it is gone. */
  siteOrigin(siteId: string): Promise<string | null>;
}

/**
 * Reads `Authorization: Bearer`, an access token or an upload token. No header is a visitor; a header with a bad token
 * is an error also on public routes, so that a client learns that it has to refresh.
 */
export const authenticate =
  (deps: AuthenticateDeps): RequestHandler =>
  async (req, res, next) => {
    const header = req.get('authorization');
    if (header === undefined) {
      next();
      return;
    }
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(header)?.[1];
    if (token !== undefined && isUploadToken(token)) {
      res.locals['caller'] = await deps.authorizeUpload(token, { origin: pageOriginOf(req) });
      next();
      return;
    }
    const principal = token === undefined || token.length > 4096 ? null : await deps.verifyAccessToken(token);
    if (!principal) {
      throw new AppError('unauthenticated', undefined, {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      });
    }
    const origin = req.get('origin');
    // A token issued to a site is of use only on that site's pages.
    if (
      principal.siteId !== null &&
      origin !== undefined &&
      origin !== (await deps.siteOrigin(principal.siteId))
    ) {
      throw new AppError('origin_not_allowed');
    }
    res.locals['caller'] = principal;
    next();
  };

export const callerOf = (res: Response): Caller | null =>
  (res.locals['caller'] as Caller | undefined) ?? null;
