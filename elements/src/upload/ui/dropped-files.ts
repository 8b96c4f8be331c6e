import type { PickedFile } from '../vid-uploader.ts';

interface DroppedThing {
  readonly file: File | null;
  readonly entry: FileSystemEntry | null;
  readonly handle: Promise<FileSystemHandle | null>;
}

/** The File System Access API (WICG), which TypeScript's DOM types leave out. Chromium only. */
type HandleGiver = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

/** Deeper folders than this are not searched. */
const deepest = 8;

/**
 * The files of a drop, those in folders included. Call it in the drop event itself: afterwards the browser has
 * forgotten them.
 */
export const droppedFiles = (transfer: DataTransfer): Promise<PickedFile[]> => {
  const things = [...transfer.items].filter(({ kind }) => kind === 'file').map(look);
  return Promise.all(things.map(unfold)).then((found) => found.flat());
};

const look = (item: HandleGiver): DroppedThing => ({
  file: item.getAsFile(),
  entry: item.webkitGetAsEntry(),
  handle: item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null),
});

const unfold = async ({ file, entry, handle }: DroppedThing): Promise<PickedFile[]> => {
  if (entry?.isDirectory) return filesIn(entry as FileSystemDirectoryEntry, deepest);
  const known = await handle;
  if (!file) return [];
  return [known?.kind === 'file' ? { file, handle: known as FileSystemFileHandle } : { file }];
};

const filesIn = async (folder: FileSystemDirectoryEntry, depth: number): Promise<PickedFile[]> => {
  if (depth === 0) return [];
  const reader = folder.createReader();
  const found: PickedFile[] = [];
  for (;;) {
    // Answers at most a hundred entries at a time, then none.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return found;
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory) found.push(...(await filesIn(entry as FileSystemDirectoryEntry, depth - 1)));
      else
        found.push({
          file: await new Promise<File>((resolve, reject) =>
            (entry as FileSystemFileEntry).file(resolve, reject),
          ),
        });
    }
  }
};
