import { tag } from './tag.ts';

export interface Frame {
  /** Address of the embed page. */
  readonly src: string;
  /** What the video shows: the name of the frame to a screen reader. */
  readonly title: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly style?: string;
}

/** What a framed player may need of the page around it, and may not do without being allowed. */
const allow = [
  ...['autoplay', 'fullscreen', 'picture-in-picture', 'encrypted-media', 'screen-wake-lock', 'web-share'],
  'clipboard-write',
].join('; ');

/** HTML that shows a video on any page: a frame, which needs no script and nothing of the page's policy but `frame-src`. */
export const frameCode = ({ src, title, width, height, style }: Frame): string =>
  tag('iframe', {
    src,
    title,
    width: String(width),
    height: String(height),
    style: style ?? false,
    loading: 'lazy',
    referrerpolicy: 'strict-origin-when-cross-origin',
    allow,
    allowfullscreen: true,
  });
