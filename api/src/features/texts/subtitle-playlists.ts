import type { CaptionRecord } from './texts.repository.ts';

export interface ListedTrack extends Pick<CaptionRecord, 'kind' | 'language' | 'label' | 'isDefault'> {
  /** Of its playlist, relative to the multivariant one. */
  readonly uri: string;
}

const group = 'texts';
/** What clause 4.5 of Apple's HLS authoring specification has texts say that tell sounds, too. */
const forThoseWhoDoNotHear =
  'public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound';

/** The playlist of a whole WebVTT file. It lasts as long as the video, whatever the last cue does (Apple 5.5). */
export const subtitlePlaylist = (file: string, seconds: number): string =>
  lines([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(seconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${seconds.toFixed(6)},`,
    file,
    '#EXT-X-ENDLIST',
  ]);

/** A multivariant playlist with these tracks for every variant; everything else stays as it was published. */
export const withSubtitles = (published: string, tracks: readonly ListedTrack[]): string => {
  const names = new Map<string, number>();
  const media = tracks.map((track) => {
    const times = (names.get(track.label) ?? 0) + 1;
    names.set(track.label, times);
    return mediaTag(track, times === 1 ? track.label : `${track.label} (${times})`);
  });
  const all = published.split('\n').filter((line) => line !== '');
  const first = all.findIndex((line) => line.startsWith(variantTag));
  const at = first === -1 ? all.length : first;
  const variants = all
    .slice(at)
    .map((line) => (line.startsWith(variantTag) ? `${line},SUBTITLES="${group}"` : line));
  return lines([...all.slice(0, at), ...media, ...variants]);
};

const variantTag = '#EXT-X-STREAM-INF:';

const mediaTag = ({ kind, language, isDefault, uri }: ListedTrack, name: string): string =>
  `#EXT-X-MEDIA:${[
    'TYPE=SUBTITLES',
    `GROUP-ID="${group}"`,
    `NAME=${quoted(name)}`,
    `LANGUAGE=${quoted(language)}`,
    `DEFAULT=${isDefault && kind !== 'forced' ? 'YES' : 'NO'}`,
    'AUTOSELECT=YES',
    `FORCED=${kind === 'forced' ? 'YES' : 'NO'}`,
    ...(kind === 'captions' ? [`CHARACTERISTICS=${quoted(forThoseWhoDoNotHear)}`] : []),
    `URI=${quoted(uri)}`,
  ].join(',')}`;

const quoted = (value: string): string => `"${value.replaceAll(/["\r\n]/g, '')}"`;

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
