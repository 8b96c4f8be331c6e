import compression from 'compression';
import { operations } from '@vidkit/contracts/operations';
import { paths, type OperationId } from '@vidkit/contracts/paths';
import type { RateLimiter, RateLimit } from '@vidkit/platform/ports/rate-limiter';
import express, { Router, type Express, type Request, type RequestHandler } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

import type { Caller } from '../features/identity/principal.ts';
import { AppError } from './app-error.ts';
import { authenticate, type AuthenticateDeps } from './authenticate.ts';
import { canonicalHost } from './canonical-host.ts';
import { clientAddress } from './client-address.ts';
import type { Idempotency } from './idempotency.ts';
import { loggablePath } from './loggable-path.ts';
import { handle, methodAndPath, readBody, requireJson, type Route } from './operation.ts';
import { notFoundHandler, problemHandler } from './problem.ts';
import { requestId, requestIdOf } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';
import type { Streams } from './sse.ts';
import { limitedBy, takeLimit } from './take-limit.ts';

export interface AppDeps {
  publicUrl: string;
  log: Logger;
  routes: readonly Route[];
  authentication: AuthenticateDeps;
  idempotency: Idempotency;
  rateLimiter: RateLimiter;
  streams: Streams;
  /** Media, pages, identity: routers that answer outside `/v1`. */
  routers: readonly Router[];
  /** Protocols of others below `/v1`, each with its address: they answer before the operations of the contract. */
  protocols: Readonly<Record<string, Router>>;
  /** The object store's own door for signed URLs, where it has one here; false when the path is not its own. */
  objectDoor: ((req: IncomingMessage, res: ServerResponse) => Promise<boolean>) | null;
  trustProxy: boolean;
  /** Of the proxy's own, with the address of whoever asks; null: X-Forwarded-For has it. */
  clientAddressHeader: string | null;
}

/** The HTTP application: everything that is the same for all routes, then the routes. */
export const createApp = (deps: AppDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');

  if (deps.clientAddressHeader !== null) app.use(clientAddress(deps.clientAddressHeader));
  app.use(requestId);
  app.use(requestLog(deps.log));
  if (deps.objectDoor) app.use(door(deps.objectDoor));
  app.use(securityHeaders(deps.publicUrl));
  app.use(canonicalHost(deps.publicUrl));
  app.use(compression({ filter: compressible, threshold: 512 }));
  for (const [address, router] of Object.entries(deps.protocols)) app.use(address, router);
  app.use('/v1', apiRouter(deps));
  for (const router of deps.routers) app.use(router);
  app.use(notFoundHandler);
  app.use(problemHandler(deps.log));
  return app;
};

const apiRouter = (deps: AppDeps): Router => {
  const router = Router();
  router.use(cors);
  router.use(authenticate(deps.authentication));
  const operationDeps = {
    idempotency: deps.idempotency,
    takeLimit: (limit: RateLimit, req: Request, caller: Caller | null) =>
      takeLimit(deps.rateLimiter, limit, limitedBy(req, caller)),
    openStream: deps.streams.open.bind(deps.streams),
  };
  const add = (route: Route): void => {
    const [method, path] = methodAndPath(route.id);
    const register = router[method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'].bind(router);
    register(path.replace(/^\/v1/, ''), ...readBody(route.id), handle(route, operationDeps));
  };
  // Before the parser of JSON, which would read a file that claims to be some.
  const [own = [], others = []] = [true, false].map((readsItself) =>
    deps.routes.filter(({ id }) => readsItself === ('file' in operations[id] || 'plain' in operations[id])),
  );
  own.forEach(add);
  router.use(express.json({ limit: '1mb', strict: true, type: ['application/json', 'application/*+json'] }));
  router.use(requireJson);
  others.forEach(add);
  router.use(methodNotAllowed);
  return router;
};

/**
 * Any page may call with a token or read what is public; nothing travels by cookie. What a token may do on which
 * page is judged in `authenticate`.
 */
const cors: RequestHandler = (req, res, next) => {
  res.set('access-control-allow-origin', '*');
  res.set(
    'access-control-expose-headers',
    'etag, retry-after, x-request-id, idempotency-replayed, ratelimit, ratelimit-policy',
  );
  if (req.method !== 'OPTIONS') {
    next();
    return;
  }
  res.set({
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers':
      'authorization, content-type, if-match, if-none-match, idempotency-key, last-event-id, x-request-id',
    'access-control-max-age': '7200',
  });
  res.status(204).end();
};

const known = Object.keys(paths).map((id) => methodAndPath(id as OperationId));

const methodNotAllowed: RequestHandler = (req) => {
  const path = `/v1${req.path}`;
  const allowed = known
    .filter(([, pattern]) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path))
    .map(([method]) => method);
  if (allowed.length === 0) throw new AppError('not_found', 'There is nothing at this address.');
  throw new AppError('method_not_allowed', undefined, { headers: { allow: allowed.join(', ') } });
};

/** The store speaks node:http; its paths skip compression and the parsers. */
const door =
  (handler: NonNullable<AppDeps['objectDoor']>): RequestHandler =>
  async (req, res, next) => {
    if (!(await handler(req, res))) next();
  };

const compressible = (req: Request, res: express.Response): boolean => {
  const type = String(res.getHeader('content-type') ?? '');
  if (type.startsWith('text/event-stream') || res.statusCode === 206) return false;
  return type.startsWith('application/vnd.apple.mpegurl') || compression.filter(req, res);
};

/** One line a request. Paths of signed URLs are cut before the part that grants a right. */
const requestLog = (log: Logger): RequestHandler =>
  pinoHttp({
    logger: log,
    genReqId: (_req, res) => requestIdOf(res as express.Response),
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'warn' : 'debug'),
    serializers: {
      req: (req: { method: string; url: string; id: string }) => ({
        id: req.id,
        method: req.method,
        path: loggablePath(req.url),
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  });
