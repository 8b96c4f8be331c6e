/**
 * The stream of `/media/master.m3u8` with its sound in English, in German (twice), and in English with a described picture,
 * as `/many-sounds`.
 */
export const manySounds = async (context, next) => {
  if (context.path !== '/many-sounds') return next();
  const text = await (await fetch(`${context.origin}/media/master.m3u8`)).text();
  const sound = /#EXT-X-MEDIA:TYPE=AUDIO[^\n]*/.exec(text)?.[0] ?? '';
  const named = (name, language, more = '') =>
    sound.replace(
      /NAME="[^"]*",LANGUAGE="[^"]*",DEFAULT=YES/,
      `NAME="${name}",LANGUAGE="${language}",DEFAULT=NO`,
    ) + more;
  context.type = 'application/vnd.apple.mpegurl';
  context.body = text
    .replace(
      sound,
      [
        sound,
        named('Deutsch', 'de'),
        named('Deutsch', 'de'),
        named('English, described', 'en', ',CHARACTERISTICS="public.accessibility.describes-video"'),
      ].join('\n'),
    )
    .replaceAll(/URI="/g, 'URI="/media/')
    .replaceAll(/^(?=[\w-]+\.m3u8$)/gm, '/media/');
};
