import type { RequestHandler } from 'express';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * On a laptop the same server answers to several names. Cookies, tokens and sign-in belong to the public one, so
 * pages opened by another loopback name move there; programs are left alone.
 */
export const canonicalHost = (publicUrl: string): RequestHandler => {
  const { host } = new URL(publicUrl);
  return (req, res, next) => {
    const given = req.get('host') ?? '';
    const page =
      (req.method === 'GET' || req.method === 'HEAD') && (req.get('accept') ?? '').includes('text/html');
    if (!page || given === host || !loopback.test(given) || !loopback.test(host)) {
      next();
      return;
    }
    res.redirect(307, publicUrl + req.originalUrl);
  };
};
