/** What a drop holds, before anybody has looked into it. */
export interface DroppedThing {
  readonly file: File | null;
  readonly entry: FileSystemEntry | null;
  readonly handle: Promise<FileSystemHandle | null>;
}

/** The File System Access API (WICG), which TypeScript's DOM types leave out. Chromium only. */
type HandleGiver = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

/** Call it in the drop event itself: afterwards the browser has forgotten them. */
export const droppedThings = (transfer: DataTransfer): DroppedThing[] =>
  [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item: HandleGiver) => ({
      file: item.getAsFile(),
      entry: item.webkitGetAsEntry(),
      handle: item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null),
    }));
