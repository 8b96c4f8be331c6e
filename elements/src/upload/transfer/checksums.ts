import { checksumOf } from './checksum-of.ts';

interface Waiting {
  blob: Blob;
  resolve: (checksum: string) => void;
  reject: (error: Error) => void;
}

interface Answer {
  id: number;
  checksum?: string;
  error?: string;
}

/**
 * Computes checksums beside the page's thread. A worker must come from the page's own origin, so on other people's
 * pages, and wherever a policy forbids workers, the same work is done here in small slices.
 */
export class Checksums {
  #worker: Worker | null = null;
  #broken = false;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** @throws {DOMException} `NotReadableError` when the file changed */
  of(blob: Blob): Promise<string> {
    const worker = this.#open();
    if (!worker) return checksumOf(blob);
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { blob, resolve, reject });
      worker.postMessage({ id, blob });
    });
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #open(): Worker | null {
    if (this.#worker || this.#broken) return this.#worker;
    try {
      const address = new URL('./checksum.worker.ts', import.meta.url);
      if (address.origin !== location.origin) throw new Error('A worker of another origin is refused.');
      this.#worker = new Worker(address, { type: 'module' });
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#settle(data);
      this.#worker.onerror = () => this.#fallBack();
    } catch {
      this.#broken = true;
    }
    return this.#worker;
  }

  #settle({ id, checksum, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (checksum === undefined) waiting?.reject(new DOMException('The file cannot be read.', error));
    else waiting?.resolve(checksum);
  }

  #fallBack(): void {
    this.#broken = true;
    this.#worker?.terminate();
    this.#worker = null;
    for (const { blob, resolve, reject } of this.#waiting.values()) checksumOf(blob).then(resolve, reject);
    this.#waiting.clear();
  }
}
