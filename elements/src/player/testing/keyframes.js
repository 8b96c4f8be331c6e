/** The stream of `/media/master.m3u8`, which lists its keyframes too, as `/keyframes.m3u8`; its list is `/keyframes-list.m3u8`. */
export const keyframes = async (context, next) => {
  const [, list] = /^\/keyframes(-list)?\.m3u8$/.exec(context.path) ?? [null, null];
  if (list === null) return next();
  const media = `${context.origin}/media/`;
  const text = async (name) => (await fetch(`${media}${name}`)).text();
  context.type = 'application/vnd.apple.mpegurl';
  if (list) {
    // Each of its segments is one group of pictures: a player takes the first one.
    context.body = (await text(picture))
      .replace('#EXTINF', '#EXT-X-I-FRAMES-ONLY\n#EXTINF')
      .replaceAll(/(?<=URI=")|^(?=\w)/gm, media);
  } else {
    const streams = (await text('master.m3u8'))
      .replaceAll(/URI="/g, `URI="${media}`)
      .replaceAll(/^(?=[\w-]+\.m3u8$)/gm, media);
    context.body = `${streams}#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=100000,CODECS="avc1.64000d",RESOLUTION=320x180,URI="/keyframes-list.m3u8"\n`;
  }
  return undefined;
};

const picture = 'v180.m3u8';
