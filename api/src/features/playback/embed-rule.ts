import { AppError } from '../../http/app-error.ts';
import type { VideoRecord } from '../videos/video-record.ts';

/** Who wants to watch, and where. */
export interface Viewer {
  /** Null for a visitor. */
  readonly id: string | null;
  /** Origin of the page that asks; null when the request does not say. */
  readonly pageOrigin: string | null;
}

/** Whether a page of this origin is on the list. Exact scheme, host and port; `https://*.example.com` is all below. */
export const mayEmbed = (allowed: readonly string[], origin: string): boolean =>
  allowed.some((pattern) => {
    const [scheme = '', rest = ''] = pattern.split('://*.');
    if (rest === '') return pattern === origin;
    return origin.startsWith(`${scheme}://`) && origin.endsWith(`.${rest}`);
  });

/** `frame-ancestors` of a content policy. Our own pages may always frame it. */
export const frameAncestors = (allowed: readonly string[] | null): string =>
  allowed === null ? '*' : ["'self'", ...allowed].join(' ');

/**
 * The origin that a right to watch is bound to; null for a video that may be embedded anywhere. A request that does not
 * say where it comes from is a program's: it is answered only when it shows its owner's token. Throws
 * `origin_not_allowed`.
 */
export const originOfRight = (
  { embedOrigins, ownerId }: Pick<VideoRecord, 'embedOrigins' | 'ownerId'>,
  { id, pageOrigin }: Viewer,
  publicUrl: string,
): string | null => {
  if (embedOrigins === null) return null;
  if (pageOrigin === null && id === ownerId) return null;
  if (pageOrigin !== null && (pageOrigin === publicUrl || mayEmbed(embedOrigins, pageOrigin)))
    return pageOrigin;
  throw new AppError('origin_not_allowed', 'This video may not be embedded on this page.');
};
