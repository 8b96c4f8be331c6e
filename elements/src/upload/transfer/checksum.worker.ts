import { checksumOf } from './checksum-of.ts';

/** Nobody waits for this thread, so that few, large reads are best. */
const slice = 4_194_304;

interface Request {
  id: number;
  blob: Blob;
}

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(message: { id: number; checksum: string } | { id: number; error: string }): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { id, blob } }) => {
  checksumOf(blob, slice).then(
    (checksum) => scope.postMessage({ id, checksum }),
    (error: unknown) => scope.postMessage({ id, error: error instanceof Error ? error.name : 'Error' }),
  );
};
