import { errors, type ErrorCode } from '@vidkit/contracts/errors';
import type { Problem } from '@vidkit/contracts/schemas/basics';
import { ObjectStoreError, type ObjectStoreErrorCode } from '@vidkit/platform/ports/object-store';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';

import { AppError } from './app-error.ts';
import { loggablePath } from './loggable-path.ts';
import { requestIdOf } from './request-id.ts';

const objectStoreCodes: Record<ObjectStoreErrorCode, ErrorCode> = {
  object_missing: 'object_missing',
  upload_missing: 'upload_closed',
  part_mismatch: 'part_mismatch',
  checksum_mismatch: 'checksum_mismatch',
  range_not_satisfiable: 'range_not_satisfiable',
  storage_full: 'storage_full',
  invalid_key: 'not_found',
};

/** The one place where a failure becomes an answer: `application/problem+json` (RFC 9457), never a stack. */
export const problemHandler =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = translate(error);
    const requestId = requestIdOf(res);
    if (known.status >= 500)
      log.error(
        { err: error, requestId, method: req.method, path: loggablePath(req.path) },
        'request failed',
      );
    const body: Problem = {
      type: `/docs/errors#${known.code}`,
      title: errors[known.code].title,
      status: known.status,
      code: known.code,
      detail: known.message,
      requestId,
      ...(known.fields ? { errors: [...known.fields] } : {}),
    };
    res
      .status(known.status)
      .set(known.headers)
      .set('cache-control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(body));
  };

export const notFoundHandler: RequestHandler = () => {
  throw new AppError('not_found', 'There is nothing at this address.');
};

const translate = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof ObjectStoreError)
    return new AppError(objectStoreCodes[error.code], undefined, { cause: error });
  // Errors of body parsers and routers carry `status` and, from body-parser, `type`.
  const { status, type } = (error ?? {}) as { status?: unknown; type?: unknown };
  if (type === 'entity.too.large') return new AppError('body_too_large');
  if (type === 'entity.parse.failed') return new AppError('malformed_json');
  if (status === 415) return new AppError('unsupported_media_type');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('invalid_request', 'The request could not be read.', { cause: error });
  }
  // Postgres: cannot connect, shutting down, too many connections.
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string' && /^(08|57P0|53300|ECONNREFUSED|ECONNRESET)/.test(code)) {
    return new AppError('unavailable', undefined, { cause: error, headers: { 'retry-after': '2' } });
  }
  return new AppError('internal_error', undefined, { cause: error });
};
