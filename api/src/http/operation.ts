import { createHash } from 'node:crypto';

import { operations, type Operation, type Operations } from '@vidkit/contracts/operations';
import { paths, type OperationId } from '@vidkit/contracts/paths';
import type { RateLimit } from '@vidkit/platform/ports/rate-limiter';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';

import type { Caller, Delegate, Principal } from '../features/identity/principal.ts';
import { AppError, type FieldError } from './app-error.ts';
import { callerOf } from './authenticate.ts';
import type { Idempotency } from './idempotency.ts';
import { pageOriginOf } from './page-origin.ts';
import type { LiveWriter } from './sse.ts';
import { requestIdOf } from './request-id.ts';

type Parsed<Op, Key extends string> = Op extends { [K in Key]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

/** Who may ask for an operation: a person, where it is delegated somebody with an upload token, where it is open nobody known. */
type AskedBy<Op> =
  | Principal
  | (Op extends { delegated: true } ? Delegate : never)
  | (Op extends { auth: 'required' } ? never : null);

/** What a handler is given: everything parsed by the contract's schemas. */
export interface Context<Id extends OperationId> {
  params: Parsed<Operations[Id], 'params'>;
  query: Parsed<Operations[Id], 'query'>;
  body: Parsed<Operations[Id], 'body'>;
  /** Bytes of the file where the operation takes one. */
  file: Operations[Id] extends { file: object } ? Buffer : undefined;
  principal: AskedBy<Operations[Id]>;
  /** Version that the caller saw; given where the operation is conditional. */
  ifMatch: number;
  /** Id for what a POST creates; the same for a repeated Idempotency-Key. */
  resourceId: string;
  /** The page's origin, if the caller is a browser. */
  origin: string | null;
  /** Where the page lives that asks: as `origin`, or by `Referer` on the GETs for which browsers send no `Origin`. */
  pageOrigin: string | null;
  requestId: string;
}

export type Answer<Id extends OperationId> = Parsed<Operations[Id], 'response'>;

export type Handler<Id extends OperationId> = (context: Context<Id>) => Promise<Answer<Id>>;
/** Calls `open` once it knows that the caller may follow; until then a failure is an ordinary answer. */
export type StreamHandler<Id extends OperationId> = (
  context: Context<Id>,
  open: () => LiveWriter,
) => Promise<void>;

/** One operation of the contract with the code that answers it. */
export interface Route {
  readonly id: OperationId;
  readonly handler: (context: never) => Promise<unknown>;
  readonly stream?: (context: never, open: () => LiveWriter) => Promise<void>;
  readonly limit?: RateLimit | undefined;
  /** For `Cache-Control` of GETs; private answers are never stored by default. */
  readonly cache?: string | undefined;
}

export const route = <Id extends OperationId>(
  id: Id,
  handler: Handler<Id>,
  options: { limit?: Omit<RateLimit, 'name'>; cache?: string } = {},
): Route => ({
  id,
  handler: handler,
  limit: options.limit && { name: id, ...options.limit },
  cache: options.cache,
});

export const streamRoute = <Id extends OperationId>(id: Id, stream: StreamHandler<Id>): Route => ({
  id,
  handler: () => Promise.reject(new Error('a stream has no plain answer')),
  stream: stream,
});

export const methodAndPath = (id: OperationId): [method: string, path: string] => {
  const [method = '', path = ''] = paths[id].split(' ');
  return [method, path];
};

export interface OperationDeps {
  idempotency: Idempotency;
  takeLimit(limit: RateLimit, req: Request, caller: Caller | null): Promise<void>;
  openStream(req: Request, res: Response): LiveWriter;
}

/** Turns a route into an Express handler: authorise, validate, limit, run once, answer. */
export const handle = (route: Route, deps: OperationDeps): RequestHandler => {
  const operation: Operation = operations[route.id];
  return async (req, res) => {
    const principal = authorise(operation, callerOf(res));
    const context = {
      params: parse(operation.params, req.params, 'params', 'not_found'),
      query: parse(operation.query, req.query, 'query'),
      body: parse(operation.body, req.body, 'body'),
      file: operation.file && fileOf(req),
      principal,
      ifMatch: operation.conditional ? versionOf(req) : 0,
      resourceId: uuidv7(),
      origin: req.get('origin') ?? null,
      pageOrigin: pageOriginOf(req),
      requestId: requestIdOf(res),
    };
    if (route.limit) await deps.takeLimit(route.limit, req, principal);
    if (route.stream) {
      await route.stream(context as never, () => deps.openStream(req, res));
      return;
    }

    const key = operation.idempotent ? req.get('idempotency-key') : undefined;
    if (key === undefined) {
      answer(req, res, operation, await route.handler(context as never), route.cache);
      return;
    }
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw new AppError('invalid_request', 'Idempotency-Key must be 1 to 255 printable ASCII characters.');
    }
    const outcome = await deps.idempotency.run(
      {
        caller: nameOf(principal),
        operation: route.id,
        key,
        bodyHash: createHash('sha256')
          .update(JSON.stringify([req.params, req.body]))
          .digest('base64url'),
        resourceId: context.resourceId,
      },
      async (resourceId) => route.handler({ ...context, resourceId } as never),
    );
    if (outcome.replayed) res.set('idempotency-replayed', 'true');
    answer(req, res, operation, outcome.body, route.cache);
  };
};

/** Reads the body of an operation that takes something else than `application/json`, once it is known that the caller may send it. */
export const readBody = (id: OperationId): RequestHandler[] => {
  const operation: Operation = operations[id];
  if (operation.plain) {
    return [
      express.json({
        limit: operation.plain.maxBytes,
        type: ['text/plain', 'application/json'],
        inflate: false,
      }),
      requireJson,
    ];
  }
  if (!operation.file) return [];
  return [
    (_req, res, next) => {
      authorise(operation, callerOf(res));
      next();
    },
    express.raw({ type: () => true, limit: operation.file.maxBytes, inflate: false }),
  ];
};

/** After a parser: a body that it left alone is none of its types. */
export const requireJson: RequestHandler = (req, _res, next) => {
  const hasBody = req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;
  if (hasBody && req.body === undefined) throw new AppError('unsupported_media_type');
  next();
};

const fileOf = (req: Request): Buffer => (Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));

/** Who has an Idempotency-Key. */
const nameOf = (caller: Caller | null): string => {
  if (caller === null) return 'visitor';
  return caller.kind === 'person' ? caller.accountId : `token:${caller.tokenId}`;
};

const authorise = (operation: Operation, principal: Caller | null): Caller | null => {
  if (operation.auth === 'none') return null;
  if (principal?.kind === 'upload-token') {
    if (operation.delegated) return principal;
    throw new AppError('insufficient_scope', 'An upload token is good for uploads and nothing else.');
  }
  if (operation.auth === 'required' && !principal) {
    throw new AppError('unauthenticated', undefined, { headers: { 'www-authenticate': 'Bearer' } });
  }
  if (
    principal &&
    operation.auth === 'required' &&
    operation.scope &&
    !principal.scopes.has(operation.scope)
  ) {
    throw new AppError('insufficient_scope', `This needs the scope ${operation.scope}.`, {
      headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${operation.scope}"` },
    });
  }
  return principal;
};

const parse = (
  schema: z.ZodType | undefined,
  value: unknown,
  where: 'params' | 'query' | 'body',
  code: 'invalid_request' | 'not_found' = 'invalid_request',
): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? (where === 'body' ? undefined : {}));
  if (result.success) return result.data;
  if (code === 'not_found') throw new AppError('not_found');
  const fields: FieldError[] = result.error.issues.map((issue) => ({
    pointer: `/${[...(where === 'query' ? ['query'] : []), ...issue.path.map(String)].join('/')}`,
    code: issue.code,
    message: issue.message,
  }));
  const first = fields[0];
  throw new AppError('invalid_request', first ? `${first.pointer}: ${first.message}` : undefined, { fields });
};

/** `If-Match: "v3"`, or the longer tag that GET answers with, `"v3.<hash>"`. */
const versionOf = (req: Request): number => {
  const given = req.get('if-match');
  if (given === undefined) throw new AppError('precondition_required');
  const version = /^"v(\d{1,9})(?:\.[\w-]*)?"$/.exec(given)?.[1];
  if (version === undefined)
    throw new AppError('version_conflict', 'If-Match does not name a version of this resource.');
  return Number(version);
};

const answer = (
  req: Request,
  res: Response,
  operation: Operation,
  body: unknown,
  cache = 'private, no-cache',
): void => {
  res.status(operation.status);
  if (req.method === 'GET') {
    res.set('cache-control', cache);
    res.vary('authorization');
  } else {
    res.set('cache-control', 'no-store');
  }
  if (!operation.response) {
    res.status(204).end();
    return;
  }
  const text = JSON.stringify(body);
  const { version } = (body ?? {}) as { version?: number };
  if (req.method === 'GET' || version !== undefined) {
    const hash = createHash('sha1').update(text).digest('base64url').slice(0, 12);
    res.set('etag', version === undefined ? `"${hash}"` : `"v${version}.${hash}"`);
  }
  // Express answers 304 by itself when If-None-Match matches the ETag set here.
  res.type('application/json').send(text);
};
