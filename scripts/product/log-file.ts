import { type FileHandle, open, rename, stat } from 'node:fs/promises';

const bytesKept = 10 * 1024 ** 2;

/** Opens a log to append to; a long one is put aside first, so that logs stay within twice 10 MB. */
export const openLog = async (path: string): Promise<FileHandle> => {
  const size = await sizeOf(path);
  if (size > bytesKept) await rename(path, `${path}.1`);
  return open(path, 'a', 0o600);
};

/** The last lines of a log, from `offset` bytes on. */
export const tailOf = async (path: string, { lines = 12, offset = 0 } = {}): Promise<string> => {
  const text = await readFrom(path, Math.max(offset, (await sizeOf(path)) - 64 * 1024));
  return text.trimEnd().split('\n').slice(-lines).join('\n');
};

/** Hands on what is written to a log from now on. Returns how to end it. */
export const followLog = async (
  path: string,
  write: (text: string) => void,
): Promise<() => Promise<void>> => {
  let offset = await sizeOf(path);
  const read = async () => {
    const text = await readFrom(path, offset);
    offset += Buffer.byteLength(text);
    if (text) write(text);
  };
  const timer = setInterval(() => void read(), 150).unref();
  return async () => {
    clearInterval(timer);
    await read();
  };
};

export const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

const readFrom = async (path: string, offset: number): Promise<string> => {
  const length = (await sizeOf(path)) - offset;
  if (length <= 0) return '';
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};
