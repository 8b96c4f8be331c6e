import { usualTarget } from '../package/segments.ts';

/** One object of a rendition that is published while it is being encoded. */
export interface GrowingEntry {
  /** Name of the object, beside the playlist. */
  readonly uri: string;
  /** Seconds. */
  readonly duration: number;
  /** Name of the init segment that it needs. */
  readonly map: string;
}

/**
 * The playlist of a rendition as far as it has come. From one writing to the next entries are only added (RFC
 * 8216, section 6.2.1), also by a later attempt at the same encode; if its encoder describes itself otherwise, a
 * discontinuity says so.
 */
export const writeGrowingPlaylist = (
  entries: readonly GrowingEntry[],
  { ended }: { ended: boolean },
): string =>
  `${[
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${usualTarget}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-PLAYLIST-TYPE:${ended ? 'VOD' : 'EVENT'}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    // Players take what grows for a live stream, and would begin near its end.
    '#EXT-X-START:TIME-OFFSET=0',
    ...entries.flatMap((entry, i) => [
      ...mapTags(entry, entries[i - 1]),
      `#EXTINF:${entry.duration.toFixed(6)},`,
      entry.uri,
    ]),
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
  ].join('\n')}\n`;

/** Reads back what `writeGrowingPlaylist` wrote. */
export const readGrowingPlaylist = (text: string): GrowingEntry[] => {
  const entries: GrowingEntry[] = [];
  let map = '';
  let duration = NaN;
  for (const line of text.split('\n')) {
    if (line.startsWith('#EXT-X-MAP:')) map = /URI="([^"]*)"/.exec(line)?.[1] ?? '';
    else if (line.startsWith('#EXTINF:')) duration = Number.parseFloat(line.slice('#EXTINF:'.length));
    else if (line !== '' && !line.startsWith('#')) entries.push({ uri: line, duration, map });
  }
  return entries;
};

const mapTags = ({ map }: GrowingEntry, before: GrowingEntry | undefined): string[] => {
  if (map === before?.map) return [];
  return [...(before ? ['#EXT-X-DISCONTINUITY'] : []), `#EXT-X-MAP:URI="${map}"`];
};
