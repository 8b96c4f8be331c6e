import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { planChoices, publication } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { z } from 'zod';

import { readText } from '@vidkit/platform/ports/stored-text';

/** What stands at the end of a published revision: it can be played when this object exists. */
const manifest = z.object({
  publication,
  warnings: z.array(z.string()),
  /** Identifies the plan, so that a later encode with other settings reuses nothing of it. */
  planId: z.string(),
  /** What the plan depends on beside the source. */
  choices: planChoices.prefault({}),
});
export type Manifest = z.infer<typeof manifest>;

const manifestFile = 'manifest.json';

const contentTypes: Readonly<Record<string, string>> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.jpg': 'image/jpeg',
  '.avif': 'image/avif',
  '.webp': 'image/webp',
  '.vtt': 'text/vtt',
};

export const contentType = (name: string): string =>
  contentTypes[extname(name)] ?? (name.startsWith('audio-') ? 'audio/mp4' : 'video/mp4');

/** Bytes of the files that `publishRevision` would store. */
export const folderSize = async (folder: string): Promise<number> => {
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** Stores every file of a folder below the revision's prefix, media first and the manifest last. */
export const publishRevision = async (
  store: ObjectStore,
  folder: string,
  entry: Manifest,
  signal: AbortSignal,
): Promise<void> => {
  const playlistsLast = (name: string) => (name.endsWith('.m3u8') ? 1 : 0);
  const names = (await readdir(folder)).sort((a, b) => playlistsLast(a) - playlistsLast(b));
  for (const name of names) {
    signal.throwIfAborted();
    await store.putFile(`${entry.publication.prefix}${name}`, join(folder, name), contentType(name));
  }
  await writeManifest(store, entry);
};

/** Whatever it names must be stored before. */
export const writeManifest = async (store: ObjectStore, entry: Manifest): Promise<void> => {
  await store.put(`${entry.publication.prefix}${manifestFile}`, JSON.stringify(entry), 'application/json');
};

/** The manifest of a published revision; null when there is none. It says itself whether the revision still grows. */
export const readManifest = async (store: ObjectStore, prefix: string): Promise<Manifest | null> => {
  const text = await readText(store, `${prefix}${manifestFile}`);
  return text === null ? null : manifest.parse(JSON.parse(text));
};
