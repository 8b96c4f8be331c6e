import { randomId } from '../model/random-id.ts';
import type { PickedFile } from '../vid-uploader.ts';

/** A finished recording. */
export interface Take extends PickedFile {
  /** Frees its place on the disk, once the server has it or nobody wants it. */
  drop(): Promise<void>;
}

/** Where a recording grows. */
export interface RecordingStore {
  append(chunk: Blob): Promise<void>;
  /** The whole, to be used; call it once. */
  finish(): Promise<Take>;
  discard(): Promise<void>;
}

const folderName = 'vid-recordings';
/** Milliseconds after which nobody comes back for a recording, as for any unfinished upload. */
const oldest = 7 * 86_400_000;

/**
 * Writes to the disk of the browser, so that an hour of video needs no memory and its upload goes on after a crash; where
 * that is refused, the browser keeps the chunks as it thinks best.
 */
export const openRecordingStore = async (name: string, type: string): Promise<RecordingStore> => {
  try {
    const folder = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle(folderName, { create: true });
    return await diskStore(folder, name);
  } catch {
    return memoryStore(name, type);
  }
};

/** Removes recordings that nobody came back for. Never rejects. */
export const sweepRecordings = async (now = Date.now()): Promise<void> => {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(folderName);
    for await (const key of (folder as Listable).keys())
      if (now - Number.parseInt(key, 10) > oldest)
        await folder.removeEntry(key, { recursive: true }).catch(() => undefined);
  } catch {
    // There are none, or they may not be touched.
  }
};

/** TypeScript's DOM types leave it out. */
interface Listable {
  keys(): AsyncIterable<string>;
}

/** Each in a folder of its own, named by its time, so that the file keeps the name that people see. */
const diskStore = async (parent: FileSystemDirectoryHandle, name: string): Promise<RecordingStore> => {
  const key = `${Date.now()}-${randomId()}`;
  const folder = await parent.getDirectoryHandle(key, { create: true });
  const handle = await folder.getFileHandle(name, { create: true });
  const writer = await handle.createWritable();
  const drop = (): Promise<void> => parent.removeEntry(key, { recursive: true }).catch(() => undefined);
  return {
    append: (chunk) => writer.write(chunk),
    finish: async () => {
      await writer.close();
      return { file: await handle.getFile(), handle, drop };
    },
    discard: async () => {
      await writer.abort().catch(() => undefined);
      await drop();
    },
  };
};

const memoryStore = (name: string, type: string): RecordingStore => {
  let chunks: Blob[] = [];
  return {
    append: (chunk) => {
      chunks.push(chunk);
      return Promise.resolve();
    },
    finish: () => {
      const file = new File(chunks, name, { type });
      chunks = [];
      return Promise.resolve({ file, drop: () => Promise.resolve() });
    },
    discard: () => {
      chunks = [];
      return Promise.resolve();
    },
  };
};
