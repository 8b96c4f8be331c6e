import type { Publication } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { readText } from '@vidkit/platform/ports/stored-text';

/** Characters of whole playlists in one answer, which every page with a player fetches: ten minutes in eight renditions. */
const room = 40_000;
/** Entries of a playlist of which only the beginning has room: what plays until the whole of it can be here. */
const firstEntries = 3;
/** Videos whose playlists are kept at hand; a revision never changes. */
const keptVideos = 500;

/**
 * The playlists of a published stream for the answer that a player gets anyway: three round trips less before the first
 * picture. Lists for trick play are left out, since nobody needs them to begin.
 */
export class InlinePlaylists {
  readonly #objects: ObjectStore;
  readonly #kept = new Map<string, Promise<Readonly<Record<string, string>>>>();

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  /** By their address relative to the multivariant playlist; empty for a stream that still grows, or that cannot be read. */
  async of(publication: Publication, multivariant: string): Promise<Readonly<Record<string, string>>> {
    if (publication.growing) return {};
    const key = publication.prefix + multivariant;
    const found = this.#kept.get(key) ?? this.#read(publication.prefix, multivariant);
    // The latest is the last to go.
    this.#kept.delete(key);
    this.#kept.set(key, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptVideos && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return await found;
    } catch {
      // Players fetch them as they fetch those of others.
      this.#kept.delete(key);
      return {};
    }
  }

  async #read(prefix: string, multivariant: string): Promise<Readonly<Record<string, string>>> {
    const text = await readText(this.#objects, prefix + multivariant);
    if (text === null) return {};
    const names = mediaPlaylists(text);
    const lists = await Promise.all(names.map((name) => readText(this.#objects, prefix + name)));
    const playlists: Record<string, string> = { [multivariant]: text };
    let left = room;
    for (const [index, list] of lists.entries()) {
      const name = names[index];
      if (list === null || name === undefined) continue;
      const whole = list.length <= left;
      if (whole) left -= list.length;
      playlists[name] = whole ? list : beginningOf(list);
    }
    return playlists;
  }
}

/** Names of the playlists of sound and pictures, sound and small pictures first; those of texts lie elsewhere. */
export const mediaPlaylists = (multivariant: string): readonly string[] => {
  const sound = [...multivariant.matchAll(/^#EXT-X-MEDIA:TYPE=AUDIO\b.*\bURI="([\w.-]+)"/gm)];
  const pictures = [...multivariant.matchAll(/^#EXT-X-STREAM-INF:(?:.*,)?BANDWIDTH=(\d+).*\n([\w.-]+)$/gm)];
  const bySize = pictures.sort((a, b) => Number(a[1]) - Number(b[1]));
  return [...new Set([...sound.map(([, name]) => name), ...bySize.map(([, , name]) => name)])].filter(
    (name) => name !== undefined,
  );
};

/** A playlist up to its third entry, without an end. */
export const beginningOf = (playlist: string): string => {
  const lines = playlist.split('\n');
  const entries = lines.flatMap((line, index) => (line !== '' && !line.startsWith('#') ? [index] : []));
  const last = entries[firstEntries - 1];
  return last === undefined || last === entries.at(-1)
    ? playlist
    : `${lines.slice(0, last + 1).join('\n')}\n`;
};
