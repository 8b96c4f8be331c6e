/** How many segments of 2 s each growing stream has, by its name. */
const lengths = new Map();
const allSegments = 6;

/**
 * The stream of `/media/master.m3u8` as if it were being encoded: `/growing/<name>/master`. `POST
 * /growing/<name>?segments=<n>` lets it have as many segments; with all six it ends. Names have no extension, for the
 * test runner lets browsers keep whatever has one.
 */
export const growingStream = async (context, next) => {
  const [, stream, file] = /^\/growing\/([\w-]+)(?:\/(master|audio|v360))?$/.exec(context.path) ?? [];
  if (!stream) return next();
  if (context.method === 'POST') {
    lengths.set(stream, Number(context.query.segments));
    context.status = 204;
    return undefined;
  }
  const text = await (await fetch(`${context.origin}/media/${file}.m3u8`)).text();
  context.type = 'application/vnd.apple.mpegurl';
  context.set('cache-control', 'no-store');
  context.body = file === 'master' ? oneVariant(text) : firstSegments(text, lengths.get(stream) ?? 1);
  return undefined;
};

const oneVariant = (text) =>
  text.replace(/#EXT-X-STREAM-INF[^\n]*\nv180.m3u8\n/, '').replaceAll(/\b(audio|v360)\.m3u8/g, '$1');

const firstSegments = (text, count) => {
  const [head = '', ...entries] = text.replace('#EXT-X-ENDLIST\n', '').split(/(?=#EXTINF)/);
  const kept = entries.slice(0, count).join('');
  const start =
    count < allSegments ? head.replace('TYPE:VOD', 'TYPE:EVENT\n#EXT-X-START:TIME-OFFSET=0') : head;
  const end = count < allSegments ? '' : '#EXT-X-ENDLIST\n';
  return `${start}${kept}${end}`
    .replaceAll(/URI="/g, 'URI="/media/')
    .replaceAll(/^(?=[\w-]+\.m4s$)/gm, '/media/');
};
