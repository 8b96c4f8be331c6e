import type { RequestHandler, Response } from 'express';

import type { Principal } from '../features/identity/principal.ts';
import { AppError } from './app-error.ts';

export interface AuthenticateDeps {
  verifyAccessToken(token: string): Promise<Principal | null>;
  /** Origin of a registered site; null when it is gone. */
  siteOrigin(siteId: string): Promise<string | null>;
}

/**
 * Reads `Authorization: Bearer`. No header is a visitor; a header with a bad token is an error also on public
 * routes, so that a client learns that it has to refresh.
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
    res.locals['principal'] = principal;
    next();
  };

export const principalOf = (res: Response): Principal | null =>
  (res.locals['principal'] as Principal | undefined) ?? null;
