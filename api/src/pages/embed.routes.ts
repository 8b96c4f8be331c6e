import { Router, type Request } from 'express';

import { frameAncestors, mayEmbed } from '../features/playback/embed-rule.ts';
import type { MediaLinks } from '../features/playback/media-links.ts';
import type { PlaybackService } from '../features/playback/playback.service.ts';
import type { VideoRecord } from '../features/videos/video-record.ts';
import { videoView } from '../features/videos/video-view.ts';
import type { VideosService } from '../features/videos/videos.service.ts';
import { AppError } from '../http/app-error.ts';
import { pageOriginOf } from '../http/page-origin.ts';
import { setPagePolicy } from '../http/security-headers.ts';
import { embedOptions } from './embed-options.ts';
import { embedPage } from './embed.page.ts';
import { messagesIn, pickLanguage } from './language.ts';
import { missingFramePage } from './missing.page.ts';
import { notHerePage } from './not-here.page.ts';
import { oembedAnswer, oembedXml, videoIdIn } from './oembed.ts';
import { isMissing, visibleVideo } from './visible-video.ts';

export interface EmbedRoutesDeps {
  publicUrl: string;
  videos: VideosService;
  playback: PlaybackService;
  links: MediaLinks;
}

/** What other sites put into their pages, and what tells them how. */
export const embedRoutes = ({ publicUrl, videos, playback, links }: EmbedRoutesDeps): Router => {
  const router = Router();

  router.get('/embed/:id', async (req, res) => {
    const t = messagesIn(pickLanguage(req.get('accept-language')));
    // It carries addresses that end, and an address of its own that pages compare: no cache and no redirect.
    res
      .vary('accept-language')
      .set({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, indexifembedded' });
    res.type('html');
    try {
      // What says that there is no video here may be read in any frame.
      setPagePolicy(res, { frameAncestors: '*' });
      const video = await visibleVideo(videos, req.params.id);
      const watchUrl = links.watchPage(video.id);
      if (framedElsewhere(publicUrl, req, video)) {
        res.status(403).send(notHerePage(t, watchUrl));
        return;
      }
      const known = await playback.get(video.id, { id: null, pageOrigin: publicUrl }).catch(unlessBroken);
      const options = embedOptions(req.query);
      const { page, styleHash } = embedPage({
        video: videoView(video, links, null),
        playback: known,
        options,
        watchUrl,
        t,
      });
      // The browser holds the page to this, and says nothing about who frames it but by `Referer`, which may be kept back.
      setPagePolicy(res, { frameAncestors: frameAncestors(video.embedOrigins), styleHash });
      res.send(page);
    } catch (error) {
      if (!isMissing(error)) throw error;
      res.status(404).send(missingFramePage(t));
    }
  });

  router.get('/oembed', async (req, res) => {
    const { url, format = 'json', maxwidth, maxheight } = req.query as Record<string, string | undefined>;
    const id = url === undefined ? null : videoIdIn(url, publicUrl);
    if (id === null) throw new AppError('not_found', 'The url names no video of this server.');
    if (format !== 'json' && format !== 'xml') {
      res.status(501).type('text/plain').send('Only json and xml are spoken here.');
      return;
    }
    const answer = oembedAnswer({
      video: await videos.get(id, null),
      publicUrl,
      links,
      maxWidth: limitOf(maxwidth),
      maxHeight: limitOf(maxheight),
    });
    res.set({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' });
    if (format === 'json') res.json(answer);
    else res.type('text/xml').send(oembedXml(answer));
  });

  return router;
};

const framedElsewhere = (publicUrl: string, req: Request, { embedOrigins }: VideoRecord): boolean => {
  if (embedOrigins === null || req.get('sec-fetch-dest') === 'document') return false;
  const host = pageOriginOf(req);
  return host !== null && host !== publicUrl && !mayEmbed(embedOrigins, host);
};

/** A video that does not play yet, or rests, has a page as well; its player follows what becomes of it. */
const unlessBroken = (error: unknown): null => {
  if (error instanceof AppError && error.status < 500) return null;
  throw error;
};

const limitOf = (value: string | undefined): number | null => {
  const number = Number(value);
  return value !== undefined && Number.isInteger(number) && number > 0 ? number : null;
};
