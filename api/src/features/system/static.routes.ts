import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Router, static as serveStatic, type RequestHandler } from 'express';

import { pagePolicy } from '../../http/security-headers.ts';

export interface StaticFolders {
  /** Built elements: entries, chunks and `integrity.json`. */
  readonly cdn: string;
  readonly studio: string;
  readonly storybook: string;
  /** Scripts and styles of the server-rendered pages. */
  readonly pages: string;
}

export interface StaticOptions {
  /** Of the elements. */
  readonly version: string;
  /** Where the studio's uploads go beside our own origin. */
  readonly objectOrigins: readonly string[];
}

const year = '365d';

/** Built files. Everything under a version or with a hash in its name may be kept for ever. */
export const staticRoutes = (folders: StaticFolders, { version, objectOrigins }: StaticOptions): Router => {
  const router = Router();

  router.use(
    `/cdn/${version}`,
    precompressed(folders.cdn),
    serveStatic(folders.cdn, {
      index: false,
      immutable: true,
      maxAge: year,
      setHeaders: (res) => {
        res.setHeader('access-control-allow-origin', '*');
        res.setHeader('timing-allow-origin', '*');
      },
    }),
  );

  router.use(
    '/assets/pages',
    serveStatic(folders.pages, {
      index: false,
      maxAge: '5m',
      setHeaders: (res) => {
        res.setHeader('access-control-allow-origin', '*');
      },
    }),
  );

  router.use('/studio', pagePolicy({ sendsTo: objectOrigins }));
  router.use(
    '/studio',
    serveStatic(folders.studio, {
      index: false,
      setHeaders: (res, path) => {
        const hashed = /-[\w-]{8,}\.\w+$/.test(path);
        res.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get(/^\/studio(\/[^.]*)?$/, (_req, res, next) => {
    sendPage(res, join(folders.studio, 'index.html'), next);
  });

  // Storybook's own build carries inline scripts and styles; it is a tool for designers, not a page for visitors.
  router.use('/storybook', (_req, res, next) => {
    res.set(
      'content-security-policy',
      `default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'self'`,
    );
    res.removeHeader('x-frame-options');
    next();
  });
  router.use('/storybook', serveStatic(folders.storybook, { redirect: true }));

  return router;
};

const sendPage = (res: Parameters<Parameters<Router['get']>[1]>[1], file: string, next: () => void): void => {
  if (!existsSync(file)) {
    next();
    return;
  }
  res.set('cache-control', 'no-cache').sendFile(file);
};

/** Serves `x.js.br`, made by the build, for `x.js`: smaller than what there is time for while a visitor waits. */
const precompressed =
  (folder: string): RequestHandler =>
  (req, res, next) => {
    const name = /^\/((?:chunks\/)?[\w.-]+\.js)$/.exec(req.path)?.[1];
    res.vary('accept-encoding');
    if (name && req.acceptsEncodings('br') && existsSync(join(folder, `${name}.br`))) {
      req.url = `/${name}.br`;
      res.set({ 'content-encoding': 'br', 'content-type': 'text/javascript; charset=utf-8' });
    }
    next();
  };
