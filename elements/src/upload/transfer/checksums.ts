import { crc32Base64 } from '../model/crc32.ts';
import type { ChecksumAnswer, ChecksumRequest } from './checksum-messages.ts';
import { checksumOf } from './checksum-of.ts';

interface Waiting {
  request: ChecksumRequest;
  resolve: (crc: number) => void;
  reject: (error: Error) => void;
}

/**
 * Computes checksums beside the page's thread. Where a policy forbids workers the same work is done here in small
 * slices.
 */
export class Checksums {
  #worker: Worker | null = null;
  #broken = false;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #fileIds = new WeakMap<Blob, number>();

  /** Starts the worker, so that it is there when the first file comes. */
  prepare(): void {
    this.#open();
  }

  /**
   * CRC-32 of the bytes `[start, end)` as S3 spells it. One file's stretches are read fastest in their order.
   *
   * @throws {DOMException} `NotReadableError` when the file changed
   */
  async of(file: Blob, { start, end }: { start: number; end: number }): Promise<string> {
    const request = { id: ++this.#lastId, fileId: this.#fileIdOf(file), file, start, end };
    const worker = this.#open();
    const crc = worker ? await this.#ask(worker, request) : await readHere(request);
    return crc32Base64(crc);
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #ask(worker: Worker, request: ChecksumRequest): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { request, resolve, reject });
      worker.postMessage(request);
    });
  }

  #fileIdOf(file: Blob): number {
    const id = this.#fileIds.get(file) ?? ++this.#lastId;
    this.#fileIds.set(file, id);
    return id;
  }

  #open(): Worker | null {
    if (this.#worker || this.#broken) return this.#worker;
    try {
      this.#worker = startWorker(new URL('./checksum.worker.ts', import.meta.url));
      this.#worker.onmessage = ({ data }: MessageEvent<ChecksumAnswer>) => this.#settle(data);
      this.#worker.onerror = () => this.#fallBack();
    } catch {
      this.#broken = true;
    }
    return this.#worker;
  }

  #settle({ id, crc, error }: ChecksumAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (crc === undefined) waiting?.reject(new DOMException('The file cannot be read.', error));
    else waiting?.resolve(crc);
  }

  #fallBack(): void {
    this.#broken = true;
    this.#worker?.terminate();
    this.#worker = null;
    for (const { request, resolve, reject } of this.#waiting.values())
      readHere(request).then(resolve, reject);
    this.#waiting.clear();
  }
}

const readHere = ({ file, start, end }: ChecksumRequest): Promise<number> =>
  checksumOf(file.slice(start, end));

/** A worker must come from the page's own origin: on other people's pages it is one line that imports ours. */
const startWorker = (address: URL): Worker => {
  if (address.origin === location.origin) return new Worker(address, { type: 'module' });
  const text = `import ${JSON.stringify(address.href)};`;
  const own = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    return new Worker(own, { type: 'module' });
  } finally {
    // The browser has fetched it by now or, where it has not, holds it until it has.
    setTimeout(() => URL.revokeObjectURL(own), 10_000);
  }
};
