import { errors } from '@vidkit/contracts/errors';
import { Router } from 'express';

import { AppError } from '../http/app-error.ts';
import { openApiDocument } from '../http/openapi.ts';
import { pageOriginOf } from '../http/page-origin.ts';
import { pagePolicy } from '../http/security-headers.ts';
import type { PlaybackService } from '../features/playback/playback.service.ts';
import type { MediaLinks } from '../features/playback/media-links.ts';
import { videoView } from '../features/videos/video-view.ts';
import type { VideosService } from '../features/videos/videos.service.ts';
import { cdnVersion } from './cdn.ts';
import { docsPage, errorsPage } from './docs.page.ts';
import { secondsOf } from './embed-options.ts';
import { messagesIn, pickLanguage } from './language.ts';
import { missingPage } from './missing.page.ts';
import { isMissing, visibleVideo } from './visible-video.ts';
import { watchPage } from './watch.page.ts';

export interface PagesDeps {
  publicUrl: string;
  videos: VideosService;
  playback: PlaybackService;
  links: MediaLinks;
}

/** These addresses stay, and where they lead ends: nobody may keep that. */
const shared = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=0, must-revalidate' };

/** The pages that people open without an app: watch and documentation, and what describes them to machines. */
export const pageRoutes = ({ publicUrl, videos, playback, links }: PagesDeps): Router => {
  const router = Router();
  const document = JSON.stringify(openApiDocument(publicUrl));

  router.get('/', (_req, res) => {
    res.redirect(302, '/studio/');
  });

  router.get('/openapi.json', (_req, res) => {
    res.set({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' });
    res.type('application/json').send(document);
  });

  router.get('/docs', pagePolicy(), (_req, res) => {
    res.set('cache-control', 'public, max-age=300').type('html').send(docsPage(publicUrl));
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
      const video = await visibleVideo(videos, req.params.id);
      const shown = videoView(video, links, null);
      if (shown.visibility !== 'public') res.set('x-robots-tag', 'noindex');
      const viewer = { id: null, pageOrigin: publicUrl };
      const known = await playback.get(video.id, viewer).catch(() => null);
      res.send(
        watchPage({
          video: shown,
          playback: known,
          open: video.embedOrigins === null,
          start: secondsOf(first(req.query['t'])),
          publicUrl,
          links,
          t,
        }),
      );
    } catch (error) {
      if (!isMissing(error)) throw error;
      res.status(404).send(missingPage(t));
    }
  });

  router.get('/watch/:id/poster.jpg', async (req, res) => {
    const poster = links.poster(await visibleVideo(videos, req.params.id));
    if (poster === null) throw new AppError('not_found');
    res.set(shared).redirect(302, poster);
  });

  router.get('/watch/:id/video.m3u8', async (req, res) => {
    const video = await visibleVideo(videos, req.params.id);
    const { hlsUrl } = await playback.get(video.id, { id: null, pageOrigin: pageOriginOf(req) });
    res.set(shared).redirect(302, hlsUrl);
  });

  return router;
};

/** Of a parameter that may be there more than once. */
const first = (value: unknown): string | undefined => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one : undefined;
};
