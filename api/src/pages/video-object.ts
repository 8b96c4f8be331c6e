import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Video } from '@vidkit/contracts/schemas/video';

import type { MediaLinks } from '../features/playback/media-links.ts';
import { Html } from './html.ts';

export interface DescribedVideo {
  readonly video: Video;
  readonly playback: Playback;
  /** Whether its stream may be read from any page. */
  readonly open: boolean;
  readonly links: MediaLinks;
}

/** `VideoObject` of schema.org, by which search engines show a video with its picture, length and chapters. */
export const videoObject = ({ video, playback, open, links }: DescribedVideo): object => ({
  '@context': 'https://schema.org',
  '@type': 'VideoObject',
  name: video.title,
  description: video.description || video.title,
  thumbnailUrl: [links.stablePoster(video.id)],
  uploadDate: video.publishAt ?? video.createdAt,
  duration: isoDuration(playback.durationMs),
  url: links.watchPage(video.id),
  embedUrl: links.embedPage(video.id),
  ...(open && { contentUrl: links.stableStream(video.id) }),
  ...(playback.hasVideo && { width: playback.width, height: playback.height }),
  ...(video.language && { inLanguage: video.language }),
  author: { '@type': 'Person', name: video.channel.name },
  interactionStatistic: {
    '@type': 'InteractionCounter',
    interactionType: { '@type': 'LikeAction' },
    userInteractionCount: video.likes,
  },
  ...(playback.chapters.length > 1 && { hasPart: clipsOf(playback, links.watchPage(video.id)) }),
});

/** JSON-LD in a script that is data: nothing in it can end the script or begin a comment. */
export const jsonLd = (data: object): Html =>
  new Html(
    `<script type="application/ld+json">${JSON.stringify(data).replace(
      /[<>&\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )}</script>`,
  );

/** ISO 8601, such as `PT1H2M3S`; at least a second, for zero is no length. */
export const isoDuration = (ms: number): string => {
  const total = Math.max(1, Math.round(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
};

const clipsOf = ({ chapters, durationMs }: Playback, page: string): object[] =>
  chapters.map(({ startMs, title }, at) => ({
    '@type': 'Clip',
    name: title,
    startOffset: startMs / 1000,
    endOffset: (chapters[at + 1]?.startMs ?? durationMs) / 1000,
    url: `${page}?t=${Math.floor(startMs / 1000)}`,
  }));
