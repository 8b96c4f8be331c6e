import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { writeKeyframePlaylist, writeMediaPlaylist } from '../../../pipelines/src/steps/package/playlists.ts';
import { groupSegments, keyframeSegments, planCuts } from '../../../pipelines/src/steps/package/segments.ts';
import { readTrack, type Track } from '../../../pipelines/src/steps/package/track.ts';

/** A folder of files as they would be published. */
export interface Layout {
  readonly title: string;
  readonly folder: string;
  /** What a player fetches to play a rendition from end to end, in order. */
  segmentsOf(rendition: string): readonly Fetched[];
}

export interface Fetched {
  readonly file: string;
  /** As in a `Range` header; null for all of the file. */
  readonly range: string | null;
}

interface Rendition {
  readonly name: string;
  readonly path: string;
  readonly track: Track;
}

export interface LayoutInput {
  /** Files of renditions, `<name>.mp4`. */
  readonly paths: readonly string[];
  readonly multivariant: string;
  /** Made here. */
  readonly folder: string;
}

/** One file for each rendition, as the product publishes it: its entries are byte ranges. */
export const rangesLayout = async ({ paths, multivariant, folder }: LayoutInput): Promise<Layout> => {
  await mkdir(folder);
  const renditions = await read(paths);
  const cuts = cutsOf(renditions);
  for (const { name, path, track } of renditions) {
    const list = { file: `${name}.mp4`, initSize: track.initSize };
    await writeFile(join(folder, list.file), await readFile(path));
    const segments = groupSegments(track, cuts);
    await writeFile(join(folder, `${name}.m3u8`), writeMediaPlaylist({ ...list, segments }));
    if (track.kind !== 'video') continue;
    const keyframes = writeKeyframePlaylist({ ...list, segments: keyframeSegments(track) });
    await writeFile(join(folder, `i${name}.m3u8`), keyframes);
  }
  await writeFile(join(folder, 'master.m3u8'), multivariant);
  return {
    title: 'byte ranges of one file',
    folder,
    segmentsOf: (rendition) =>
      groupSegments(trackOf(renditions, rendition), cuts).map(({ offset, size }) => ({
        file: `${rendition}.mp4`,
        range: `bytes=${offset}-${offset + size - 1}`,
      })),
  };
};

/** One file for each entry, and one for the init segment. */
export const objectsLayout = async ({ paths, multivariant, folder }: LayoutInput): Promise<Layout> => {
  await mkdir(folder);
  const renditions = await read(paths);
  const cuts = cutsOf(renditions);
  for (const { name, path, track } of renditions) {
    const segments = groupSegments(track, cuts);
    const source = await open(path);
    const copy = async (file: string, offset: number, size: number) => {
      const bytes = Buffer.alloc(size);
      await source.read(bytes, 0, size, offset);
      await writeFile(join(folder, file), bytes);
    };
    try {
      await copy(initFile(name), 0, track.initSize);
      for (const [i, { offset, size }] of segments.entries()) await copy(entryFile(name, i), offset, size);
    } finally {
      await source.close();
    }
    const target = Math.max(...segments.map(({ duration }) => Math.round(duration)));
    const entries = segments.flatMap(({ duration }, i) => [
      `#EXTINF:${duration.toFixed(6)},`,
      entryFile(name, i),
    ]);
    const independent = '#EXT-X-INDEPENDENT-SEGMENTS';
    await writeFile(join(folder, `${name}.m3u8`), playlist(name, { target, tag: independent, entries }));
    if (track.kind !== 'video') continue;
    const keyframes = keyframeSegments(track).flatMap(({ offset, size, duration }) => {
      const entry = segments.findLastIndex((segment) => segment.offset <= offset);
      const range = `#EXT-X-BYTERANGE:${size}@${offset - (segments[entry]?.offset ?? 0)}`;
      return [`#EXTINF:${duration.toFixed(6)},`, range, entryFile(name, entry)];
    });
    const list = { target: 2, tag: '#EXT-X-I-FRAMES-ONLY', entries: keyframes };
    await writeFile(join(folder, `i${name}.m3u8`), playlist(name, list));
  }
  await writeFile(join(folder, 'master.m3u8'), multivariant);
  return {
    title: 'a file for each segment',
    folder,
    segmentsOf: (rendition) =>
      groupSegments(trackOf(renditions, rendition), cuts).map((_, i) => ({
        file: entryFile(rendition, i),
        range: null,
      })),
  };
};

const initFile = (name: string): string => `${name}-init.mp4`;
const entryFile = (name: string, index: number): string => `${name}-${String(index).padStart(5, '0')}.mp4`;

const playlist = (
  name: string,
  { target, tag, entries }: { target: number; tag: string; entries: readonly string[] },
): string =>
  [
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${target}`, '#EXT-X-MEDIA-SEQUENCE:0'],
    ...['#EXT-X-PLAYLIST-TYPE:VOD', tag, `#EXT-X-MAP:URI="${initFile(name)}"`],
    ...[...entries, '#EXT-X-ENDLIST', ''],
  ].join('\n');

const read = (paths: readonly string[]): Promise<Rendition[]> =>
  Promise.all(
    paths.map(async (path) => ({ name: basename(path, '.mp4'), path, track: await readTrack(path) })),
  );

const cutsOf = (renditions: readonly Rendition[]): number[] => {
  const picture = renditions.find(({ track }) => track.kind === 'video');
  return picture ? planCuts(picture.track) : [];
};

const trackOf = (renditions: readonly Rendition[], name: string): Track => {
  const found = renditions.find((rendition) => rendition.name === name);
  if (!found) throw new Error(`there is no rendition ${name}`);
  return found.track;
};
