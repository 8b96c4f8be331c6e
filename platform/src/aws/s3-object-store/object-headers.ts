import { growingPlaylist } from '@vidkit/contracts/events/media';

/** Seconds for which a browser keeps media: about as long as the right to watch that its address carries. */
const browserSeconds = 7200;
const yearSeconds = 31_536_000;

/**
 * What S3 answers with an object beside its bytes. Caches in front keep a revision, which never changes, for as long as
 * they like; only the playlists of what still grows are asked for each time.
 */
export const objectHeaders = (
  key: string,
  contentType: string,
): { readonly ContentType: string; readonly CacheControl?: string } => {
  if (!key.startsWith('v/')) return { ContentType: contentType };
  const caching = growingPlaylist.test(key)
    ? 'no-cache'
    : `max-age=${browserSeconds}, s-maxage=${yearSeconds}, immutable`;
  return { ContentType: contentType, CacheControl: `public, ${caching}` };
};
