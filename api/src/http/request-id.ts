import { randomUUID } from 'node:crypto';

import type { RequestHandler, Response } from 'express';

/** Takes the caller's `X-Request-Id` when it is harmless, makes one otherwise, and answers with it. */
export const requestId: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id');
  const id = given && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID();
  res.locals['requestId'] = id;
  res.set('x-request-id', id);
  next();
};

export const requestIdOf = (res: Response): string => String(res.locals['requestId'] ?? '');
