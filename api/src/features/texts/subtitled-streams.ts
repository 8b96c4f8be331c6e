import { createHash } from 'node:crypto';

import type { Publication } from '@vidkit/contracts/events/media';
import { nullIfMissing, type ObjectStore } from '@vidkit/platform/ports/object-store';
import { readText } from '@vidkit/platform/ports/stored-text';

import { subtitlePlaylist, withSubtitles } from './subtitle-playlists.ts';
import type { CaptionRecord } from './texts.repository.ts';

const playlistType = 'application/vnd.apple.mpegurl';
const subtitledName = /^master-[0-9a-f]{16}\.m3u8$/;

/**
 * The published stream of a video with its texts in it, for players that know nothing of us: those of browsers and
 * devices, AirPlay. Texts change while a revision does not, so each set of them has a multivariant playlist of its own
 * beside the published one. Its name follows from what is in it: whoever needs it knows where it is, and makes it
 * where it is missing, so that no change and no crash can leave a wrong one behind.
 */
export class SubtitledStreams {
  readonly #objects: ObjectStore;

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  /** Name of the multivariant playlist below the publication's prefix; it is there once this resolves. */
  async multivariant(publication: Publication, captions: readonly CaptionRecord[]): Promise<string> {
    const { name, lists } = namesOf(publication, captions);
    if (name === publication.multivariant) return name;
    if (await nullIfMissing(this.#objects.head(publication.prefix + name))) return name;
    const published = await readText(this.#objects, publication.prefix + publication.multivariant);
    if (published === null) return publication.multivariant;
    for (const { key, text } of lists.values()) await this.#objects.put(key, text, playlistType);
    const tracks = captions.map((track) => ({
      ...track,
      uri: `../text/${lists.get(track)?.key.split('/').at(-1)}`,
    }));
    // What it names is there before it is.
    await this.#objects.put(publication.prefix + name, withSubtitles(published, tracks), playlistType);
    return name;
  }

  /** Removes playlists of texts that are others now, where they are older than that. Returns how many. */
  async sweep(publication: Publication, captions: readonly CaptionRecord[], before: Date): Promise<number> {
    const { name, lists } = namesOf(publication, captions);
    const kept = new Set([publication.prefix + name, ...[...lists.values()].map(({ key }) => key)]);
    const beside = (await this.#objects.list(publication.prefix)).filter(({ key }) =>
      subtitledName.test(key.slice(publication.prefix.length)),
    );
    const texts = (await this.#objects.list(textsFolder(publication))).filter(({ key }) =>
      key.endsWith('.m3u8'),
    );
    const old = [...beside, ...texts].filter(
      ({ key, lastModified }) => !kept.has(key) && lastModified <= before,
    );
    for (const { key } of old) await this.#objects.delete(key);
    return old.length;
  }
}

interface Names {
  readonly name: string;
  /** The playlist of each track. */
  readonly lists: ReadonlyMap<CaptionRecord, { readonly key: string; readonly text: string }>;
}

/** What is growing has no texts yet, and its playlist changes. */
const namesOf = (publication: Publication, captions: readonly CaptionRecord[]): Names => {
  if (publication.growing || captions.length === 0) {
    return { name: publication.multivariant, lists: new Map() };
  }
  const lists = new Map(
    captions.map((track) => {
      const file = track.objectKey.split('/').at(-1) ?? '';
      const text = subtitlePlaylist(file, publication.durationMs / 1000);
      const key = `${textsFolder(publication)}${file.replace(/\.vtt$/, '')}-${digest(text)}.m3u8`;
      return [track, { key, text }] as const;
    }),
  );
  const said = captions.map((track) => [
    ...[track.kind, track.language, track.label, track.isDefault, lists.get(track)?.key],
  ]);
  return { name: `master-${digest(JSON.stringify([publication.multivariant, said]))}.m3u8`, lists };
};

/** `v/<videoId>/text/`, where the texts lie. */
const textsFolder = ({ prefix }: Publication): string => prefix.replace(/[^/]+\/$/, 'text/');

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
