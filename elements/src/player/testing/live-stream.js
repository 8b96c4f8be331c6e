/** Seconds of an entry, as the test media have them. */
const entry = 2;
/** Entries that a list names: forty seconds in which one can move about. */
const kept = 20;

const startedAt = Date.now();

/**
 * The clip of `/media/` over and over as a live stream, `/live/master.m3u8`, which has been on for a minute: a list
 * of its last entries that moves on with the clock.
 */
export const liveStream = async (context, next) => {
  const [, file] = /^\/live\/(master|audio|v360)\.m3u8$/.exec(context.path) ?? [];
  if (!file) return next();
  const text = await (await fetch(`${context.origin}/media/${file}.m3u8`)).text();
  context.type = 'application/vnd.apple.mpegurl';
  context.set('cache-control', 'no-store');
  context.body =
    file === 'master' ? text.replace(/#EXT-X-STREAM-INF[^\n]*\nv180.m3u8\n/, '') : lastEntries(text);
  return undefined;
};

const lastEntries = (text) => {
  const [head = '', ...entries] = text
    .replace('#EXT-X-ENDLIST\n', '')
    .replaceAll(/URI="/g, 'URI="/media/')
    .replaceAll(/^(?=[\w-]+\.m4s$)/gm, '/media/')
    .split(/(?=#EXTINF)/);
  // The sound has a short entry more at its end.
  const clip = entries.slice(0, 6);
  const last = 30 + Math.floor((Date.now() - startedAt) / 1000 / entry);
  const first = last - kept + 1;
  const named = Array.from({ length: kept }, (_, index) => first + index).map((number) => {
    const at = number % clip.length;
    // Times begin anew with each round.
    return `${at === 0 ? '#EXT-X-DISCONTINUITY\n' : ''}${clip[at]}`;
  });
  const rounds = Math.floor((first - 1) / clip.length);
  return `${head
    .replace('#EXT-X-PLAYLIST-TYPE:VOD\n', '')
    .replace(
      /#EXT-X-MEDIA-SEQUENCE:\d+/,
      `#EXT-X-MEDIA-SEQUENCE:${first}\n#EXT-X-DISCONTINUITY-SEQUENCE:${rounds}`,
    )}${named.join('')}`;
};
