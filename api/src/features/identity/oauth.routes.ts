import { Router } from 'express';
import type { RequestHandler } from 'express';
import type { Provider } from 'oidc-provider';

/**
 * The authorization server below `/oauth`, and its metadata where clients look that know only our origin
 * (RFC 8414, section 3.1, and the address that many derive wrongly from the origin).
 */
export const oauthRoutes = (provider: Provider): Router => {
  const handle = provider.callback();
  const router = Router();

  /** Who may call is decided for each client: what others allowed for all of us must not decide it. */
  const withoutForeignCors: RequestHandler = (_request, response, next) => {
    for (const name of response.getHeaderNames())
      if (name.startsWith('access-control-')) response.removeHeader(name);
    next();
  };

  const metadata = /^\/\.well-known\/(openid-configuration|oauth-authorization-server)(\/oauth)?$/;
  router.get(metadata, withoutForeignCors, (request, response) => {
    const document = request.params[0] ?? '';
    request.url = `/.well-known/${document}`;
    request.originalUrl = `/oauth/.well-known/${document}`;
    void handle(request, response);
  });

  router.use('/oauth', withoutForeignCors, (request, response) => void handle(request, response));
  return router;
};
