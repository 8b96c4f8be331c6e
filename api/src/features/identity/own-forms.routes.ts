import { urlencoded } from 'express';
import type { RequestHandler } from 'express';

import type { FormGuard } from './form-guard.ts';
import { sendForged } from './page-errors.ts';

/** Reads a form of ours; one that came from elsewhere is refused with a page. */
export const ownForms = (guard: FormGuard): RequestHandler[] => [
  urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }),
  (request, response, next) => {
    if (guard.accepts(request)) return next();
    sendForged(request, response);
  },
];
