import type { RequestHandler } from 'express';
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
 * `frameAncestors` opens a page to framing (the embed page) and then drops X-Frame-Options.
 */
export const pagePolicy =
  (options: { frameAncestors?: string; connect?: readonly string[] } = {}): RequestHandler =>
  (_req, res, next) => {
    const policy = [
      `default-src 'none'`,
      `script-src 'self'`,
      `style-src 'self'`,
      `img-src 'self' data: blob:`,
      `media-src 'self' blob:`,
      `connect-src 'self'${(options.connect ?? []).map((source) => ` ${source}`).join('')}`,
      `worker-src 'self' blob:`,
      `font-src 'self'`,
      `frame-src 'self'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors ${options.frameAncestors ?? "'none'"}`,
    ];
    res.set('content-security-policy', policy.join('; '));
    res.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    if (options.frameAncestors) res.removeHeader('x-frame-options');
    next();
  };
