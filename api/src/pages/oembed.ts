import { frameCode } from '@vidkit/contracts/embed-code/frame-code';
import type { Video } from '@vidkit/contracts/schemas/video';

import type { MediaLinks } from '../features/playback/media-links.ts';
import { html } from './html.ts';

/** oEmbed 1.0, type `video`. */
export interface OembedAnswer {
  readonly version: '1.0';
  readonly type: 'video';
  readonly title: string;
  readonly author_name: string;
  readonly author_url: string;
  readonly provider_name: string;
  readonly provider_url: string;
  readonly html: string;
  readonly width: number;
  readonly height: number;
  readonly thumbnail_url?: string;
  readonly thumbnail_width?: number;
  readonly thumbnail_height?: number;
  readonly cache_age: number;
}

const widest = 1280;

/** The video that an address of ours names: its watch or its embed page. */
export const videoIdIn = (address: string, publicUrl: string): string | null => {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const id = /^\/(?:watch|embed)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/.exec(url.pathname)?.[1];
  return url.origin === publicUrl ? (id ?? null) : null;
};

/** Keeps the picture's own shape within both maxima, portrait too. */
export const oembedAnswer = (options: {
  video: Video;
  publicUrl: string;
  links: MediaLinks;
  maxWidth: number | null;
  maxHeight: number | null;
}): OembedAnswer => {
  const { video, publicUrl, links } = options;
  const shape = { width: video.width ?? 1280, height: video.height ?? 720 };
  const scale = Math.min(
    (options.maxWidth ?? widest) / shape.width,
    (options.maxHeight ?? Infinity) / shape.height,
    widest / shape.width,
  );
  const width = Math.max(1, Math.round(shape.width * scale));
  const height = Math.max(1, Math.round(shape.height * scale));
  return {
    version: '1.0',
    type: 'video',
    title: video.title,
    author_name: video.channel.name,
    author_url: publicUrl,
    provider_name: 'Vidkit',
    provider_url: publicUrl,
    html: frameCode({ src: links.embedPage(video.id), title: video.title, width, height }),
    width,
    height,
    ...(video.posterUrl !== null && {
      // Of an address that stays: who asks keeps the answer for long.
      thumbnail_url: links.stablePoster(video.id),
      thumbnail_width: shape.width,
      thumbnail_height: shape.height,
    }),
    cache_age: 300,
  };
};

export const oembedXml = (answer: OembedAnswer): string => {
  const fields = Object.entries(answer).map(
    ([name, value]) => `<${name}>${html`${String(value)}`.toString()}</${name}>`,
  );
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${fields.join('')}</oembed>\n`;
};
