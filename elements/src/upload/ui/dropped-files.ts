import { fitsAccept } from '../model/accept-rule.ts';
import type { PickedFile } from '../vid-uploader.ts';
import type { DroppedThing } from './dropped-things.ts';
import { videoEndings } from './video-endings.ts';

/** Deeper folders than this are not searched. */
const deepest = 8;
/** More files than this are no choice of videos, but a disk. */
const mostFiles = 500;

/**
 * The files of a drop in their order, with the videos of its folders in the order of their names. Hidden files, and what
 * a folder holds beside videos, are left out; a file that was dropped by itself is kept whatever it is, so that its
 * refusal can be said.
 */
export const droppedFiles = async (things: readonly DroppedThing[]): Promise<PickedFile[]> => {
  const found = await Promise.all(things.map(unfold));
  return found.flat().slice(0, mostFiles);
};

const unfold = async ({ file, entry, handle }: DroppedThing): Promise<PickedFile[]> => {
  const known = await handle;
  // With handles, the files of a folder are found again after a reload, too.
  if (known?.kind === 'directory') return filesOfHandle(known as FileSystemDirectoryHandle);
  if (entry?.isDirectory) return filesOfEntry(entry as FileSystemDirectoryEntry);
  if (!file) return [];
  return [known?.kind === 'file' ? { file, handle: known as FileSystemFileHandle } : { file }];
};

/** The videos in a folder and those below it; a folder that may not be read is as an empty one. */
export const filesOfHandle = async (
  folder: FileSystemDirectoryHandle,
  depth = deepest,
): Promise<PickedFile[]> => {
  const inside: FileSystemHandle[] = [];
  try {
    for await (const handle of (folder as Listable).values()) inside.push(handle);
  } catch {
    return [];
  }
  return collect(inside, async (handle) => {
    if (handle.kind === 'directory')
      return depth > 1 ? filesOfHandle(handle as FileSystemDirectoryHandle, depth - 1) : [];
    const file = await (handle as FileSystemFileHandle).getFile();
    return isVideo(file) ? [{ file, handle: handle as FileSystemFileHandle }] : [];
  });
};

/** TypeScript's DOM types leave it out. */
interface Listable {
  values(): AsyncIterable<FileSystemHandle>;
}

/** As `filesOfHandle`, where browsers have no handles. */
export const filesOfEntry = async (
  folder: FileSystemDirectoryEntry,
  depth = deepest,
): Promise<PickedFile[]> => {
  const inside: FileSystemEntry[] = [];
  try {
    const reader = folder.createReader();
    for (;;) {
      // Answers at most a hundred entries at a time, then none.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) break;
      inside.push(...some);
    }
  } catch {
    return [];
  }
  return collect(inside, async (entry) => {
    if (entry.isDirectory) return depth > 1 ? filesOfEntry(entry as FileSystemDirectoryEntry, depth - 1) : [];
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return isVideo(file) ? [{ file }] : [];
  });
};

/** One after the other, by name as people count: `take 9` before `take 10`. What cannot be read is left out. */
const collect = async <T extends { readonly name: string }>(
  things: readonly T[],
  open: (thing: T) => Promise<PickedFile[]>,
): Promise<PickedFile[]> => {
  const found: PickedFile[] = [];
  const seen = things.filter(({ name }) => !name.startsWith('.'));
  for (const thing of seen.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))) {
    if (found.length >= mostFiles) break;
    found.push(...(await open(thing).catch(() => [])));
  }
  return found;
};

const isVideo = (file: File): boolean =>
  file.type.startsWith('audio/') ||
  (file.type !== '' && fitsAccept(file, 'video/*')) ||
  fitsAccept(file, endings);

const endings = videoEndings.join(',');
