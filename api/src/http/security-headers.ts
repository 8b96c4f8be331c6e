import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Headers of every answer. Pages replace the content policy by their own; see `pagePolicy`. */
export const securityHeaders = (publicUrl: string): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    crossOriginEmbedderPolicy: false,
    originAgentCluster: true,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: publicUrl.startsWith('https:')
      ? { maxAge: 31_536_000, includeSubDomains: true }
      : false,
    xFrameOptions: { action: 'deny' },
  });

/**
 * Content policy of our own HTML pages: our own scripts and styles, media as object URLs, nothing inline.
 * `frameAncestors` opens a page to framing (the embed page) and then drops X-Frame-Options; `styleHash` allows the one
 * style with that hash inside the page; `sendsTo` are origins beside ours that the page's scripts may send to.
 */
export const setPagePolicy = (
  res: Response,
  {
    frameAncestors,
    styleHash,
    sendsTo = [],
  }: { frameAncestors?: string; styleHash?: string; sendsTo?: readonly string[] } = {},
): void => {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src ${styleHash ?? "'self'"}`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    [`connect-src 'self'`, ...sendsTo].join(' '),
    `worker-src 'self' blob:`,
    `font-src 'self'`,
    `frame-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors ${frameAncestors ?? "'none'"}`,
  ];
  res.set('content-security-policy', policy.join('; '));
  res.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  if (frameAncestors) res.removeHeader('x-frame-options');
};

export const pagePolicy =
  (options?: Parameters<typeof setPagePolicy>[1]): RequestHandler =>
  (_req, res, next) => {
    setPagePolicy(res, options);
    next();
  };
