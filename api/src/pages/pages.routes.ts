import { errors, type ErrorCode } from '@vidkit/contracts/errors';
import { Router, type Request } from 'express';

import { AppError } from '../http/app-error.ts';
import { openApiDocument } from '../http/openapi.ts';
import { pageOriginOf } from '../http/page-origin.ts';
import { pagePolicy, setPagePolicy } from '../http/security-headers.ts';
import { frameAncestors, mayEmbed } from '../features/playback/embed-rule.ts';
import type { PlaybackService } from '../features/playback/playback.service.ts';
import type { MediaLinks } from '../features/playback/media-links.ts';
import type { VideoRecord } from '../features/videos/video-record.ts';
import { videoView } from '../features/videos/video-view.ts';
import type { VideosService } from '../features/videos/videos.service.ts';
import { cdnVersion } from './cdn.ts';
import { docsPage, errorsPage } from './docs.page.ts';
import { embedPage } from './embed.page.ts';
import { messagesIn, pickLanguage } from './language.ts';
import { missingPage } from './missing.page.ts';
import { notHerePage } from './not-here.page.ts';
import { oembedAnswer, oembedXml, videoIdIn } from './oembed.ts';
import { watchPage } from './watch.page.ts';

export interface PagesDeps {
  publicUrl: string;
  videos: VideosService;
  playback: PlaybackService;
  links: MediaLinks;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The pages that people open without an app: watch, embed, documentation, and what describes them to machines. */
export const pageRoutes = (deps: PagesDeps): Router => {
  const router = Router();
  const document = JSON.stringify(openApiDocument(deps.publicUrl));

  router.get('/', (_req, res) => {
    res.redirect(302, '/studio/');
  });

  router.get('/openapi.json', (_req, res) => {
    res.set({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' });
    res.type('application/json').send(document);
  });

  router.get('/docs', pagePolicy(), (_req, res) => {
    res.set('cache-control', 'public, max-age=300').type('html').send(docsPage(deps.publicUrl));
  });

  router.get('/docs/errors', pagePolicy(), (_req, res) => {
    res.set('cache-control', 'public, max-age=300').type('html').send(errorsPage(errors));
  });

  router.get('/cdn/latest.json', (_req, res) => {
    res
      .set({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=60' })
      .json({ version: cdnVersion });
  });

  router.get('/watch/:id', pagePolicy(), async (req, res) => {
    const t = messagesIn(pickLanguage(req.get('accept-language')));
    res.vary('accept-language').set('cache-control', 'public, max-age=0, must-revalidate').type('html');
    try {
      const video = await visible(deps, req.params.id);
      const viewer = { id: null, pageOrigin: deps.publicUrl };
      const playback = await deps.playback.get(video.id, viewer).catch(() => null);
      res.send(
        watchPage({
          video: videoView(video, deps.links, null),
          playback,
          publicUrl: deps.publicUrl,
          links: deps.links,
          t,
        }),
      );
    } catch (error) {
      if (!isMissing(error)) throw error;
      res.status(404).send(missingPage(t));
    }
  });

  router.get('/embed/:id', async (req, res) => {
    const t = messagesIn(pickLanguage(req.get('accept-language')));
    res.vary('accept-language').set('cache-control', 'public, max-age=0, must-revalidate').type('html');
    try {
      // What says that there is no video here may be read in any frame.
      setPagePolicy(res, { frameAncestors: '*' });
      const video = await visible(deps, req.params.id);
      if (framedElsewhere(deps, req, video)) {
        res.status(403).send(notHerePage(t, deps.links.watchPage(video.id)));
        return;
      }
      // The browser holds the page to this, and says nothing about who frames it but by `Referer`, which may be kept back.
      setPagePolicy(res, { frameAncestors: frameAncestors(video.embedOrigins) });
      res.send(embedPage({ video: videoView(video, deps.links, null), query: req.query, t }));
    } catch (error) {
      if (!isMissing(error)) throw error;
      res.status(404).send(missingPage(t));
    }
  });

  router.get('/oembed', async (req, res) => {
    const { url, format = 'json', maxwidth, maxheight } = req.query as Record<string, string | undefined>;
    const id = url === undefined ? null : videoIdIn(url, deps.publicUrl);
    if (id === null) throw new AppError('not_found', 'The url names no video of this server.');
    if (format !== 'json' && format !== 'xml') {
      res.status(501).type('text/plain').send('Only json and xml are spoken here.');
      return;
    }
    const answer = oembedAnswer({
      video: await deps.videos.get(id, null),
      publicUrl: deps.publicUrl,
      maxWidth: limitOf(maxwidth),
      maxHeight: limitOf(maxheight),
    });
    res.set({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' });
    if (format === 'json') res.json(answer);
    else res.type('text/xml').send(oembedXml(answer));
  });

  return router;
};

const visible = (deps: PagesDeps, id: unknown): Promise<VideoRecord> => {
  if (typeof id !== 'string' || !uuid.test(id)) throw new AppError('not_found');
  return deps.videos.visible(id, null);
};

const framedElsewhere = (deps: PagesDeps, req: Request, { embedOrigins }: VideoRecord): boolean => {
  if (embedOrigins === null || req.get('sec-fetch-dest') === 'document') return false;
  const host = pageOriginOf(req);
  return host !== null && host !== deps.publicUrl && !mayEmbed(embedOrigins, host);
};

const isMissing = (error: unknown): boolean =>
  error instanceof AppError && (error.code satisfies ErrorCode) === 'not_found';

const limitOf = (value: string | undefined): number | null => {
  const number = Number(value);
  return value !== undefined && Number.isInteger(number) && number > 0 ? number : null;
};
