import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { readText } from '@vidkit/platform/ports/stored-text';

import { writeMediaPlaylist } from '../../../pipelines/src/steps/package/playlists.ts';
import { groupSegments } from '../../../pipelines/src/steps/package/segments.ts';
import { readTrack } from '../../../pipelines/src/steps/package/track.ts';

export const playlistType = 'application/vnd.apple.mpegurl';

/** Keys of the files of renditions below the prefix of a revision: those that have a playlist. */
export const renditionsOf = async (store: ObjectStore, prefix: string): Promise<string[]> => {
  const keys = (await store.list(prefix)).map(({ key }) => key);
  return keys.filter((key) => key.endsWith('.mp4') && keys.includes(listOf(key)));
};

/** The multivariant playlist of a revision without its lists of keyframes, which no player asks for here. */
export const multivariantOf = async (store: ObjectStore, prefix: string): Promise<string> => {
  const text = await readText(store, `${prefix}master.m3u8`);
  if (text === null) throw new Error(`there is no revision at ${prefix}`);
  return text.replaceAll(/^#EXT-X-I-FRAME-STREAM-INF.*\n/gm, '');
};

/**
 * Stores playlists over the media of a published revision in a folder beside them: the same bytes, cut at these seconds.
 */
export const storePlaylists = async (
  store: ObjectStore,
  { prefix, folder, cuts }: { prefix: string; folder: string; cuts: readonly number[] },
): Promise<void> => {
  const scratch = await mkdtemp(join(tmpdir(), 'vidkit-playlists-'));
  try {
    for (const key of await renditionsOf(store, prefix)) {
      const track = await readTrack(await store.toFile(key, scratch));
      const text = writeMediaPlaylist({
        file: `../${basename(key)}`,
        initSize: track.initSize,
        segments: groupSegments(track, cuts),
        target: 6,
      });
      await store.put(`${prefix}${folder}/${basename(listOf(key))}`, text, playlistType);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await store.put(`${prefix}${folder}/master.m3u8`, await multivariantOf(store, prefix), playlistType);
};

const listOf = (key: string): string => key.replace(/mp4$/, 'm3u8');
