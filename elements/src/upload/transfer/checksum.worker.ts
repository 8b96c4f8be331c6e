import { crc32 } from '../model/crc32.ts';
import { checksumOf } from './checksum-of.ts';
import type { ChecksumAnswer, ChecksumRequest } from './checksum-messages.ts';
import { FileStream } from './file-stream.ts';

interface WorkerScope {
  onmessage: ((event: MessageEvent<ChecksumRequest>) => void) | null;
  postMessage(message: ChecksumAnswer): void;
}

const scope = globalThis as unknown as WorkerScope;

let open: { readonly fileId: number; readonly stream: FileStream } | null = null;
/** One stretch after the other: they come in the order in which they lie in the file. */
let line: Promise<unknown> = Promise.resolve();

const read = async ({ fileId, file, start, end }: ChecksumRequest): Promise<number> => {
  if (open?.fileId !== fileId || open.stream.position !== start) {
    open?.stream.close();
    const stream = FileStream.open(file, start);
    open = stream && { fileId, stream };
  }
  if (!open) return await checksumOf(file.slice(start, end));
  const { stream } = open;
  try {
    return await stream.checksumTo(end);
  } catch (error) {
    open = null;
    throw error;
  } finally {
    if (end === file.size) {
      stream.close();
      open = null;
    }
  }
};

// The browser compiles what runs often: by the first file it has.
crc32(new Uint8Array(1_048_576));

scope.onmessage = ({ data }) => {
  const { id } = data;
  line = line
    .then(() => read(data))
    .then(
      (crc) => scope.postMessage({ id, crc }),
      (error: unknown) => scope.postMessage({ id, error: error instanceof Error ? error.name : 'Error' }),
    );
};
