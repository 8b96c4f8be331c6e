import { frameCode } from '@vidkit/contracts/embed-code/frame-code';

/** HTML that shows a video on any page, in a size that it can be given another of. */
export const embedCode = (embedUrl: string, title: string): string =>
  frameCode({ src: embedUrl, title, width: 640, height: 360 });
