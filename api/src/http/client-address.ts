import type { RequestHandler } from 'express';

/**
 * Whom a request is counted for, where a proxy of ours says so in a header of its own that nobody else can set: what came
 * in `X-Forwarded-For`, to which proxies only append, is put aside. For `trust proxy`.
 */
export const clientAddress =
  (header: string): RequestHandler =>
  (req, _res, next) => {
    const address = req.get(header)?.trim();
    if (address) req.headers['x-forwarded-for'] = address;
    else delete req.headers['x-forwarded-for'];
    next();
  };
