import { crc32 } from '../model/crc32.ts';

/** Bytes read at once; the browser's own buffer holds about as much. */
const bufferBytes = 1_048_576;

/**
 * Reads a file from one end towards the other, a stretch at a time. Opening a file costs as much as reading some MiB of
 * it, so that one stream that goes on is twice as fast as a slice for each stretch.
 */
export class FileStream {
  readonly #reader: ReadableStreamBYOBReader;
  #position: number;
  #buffer = new ArrayBuffer(bufferBytes);

  private constructor(reader: ReadableStreamBYOBReader, position: number) {
    this.#reader = reader;
    this.#position = position;
  }

  /** Null where files are no byte streams: Safari's are not, and hold what nobody has read yet in memory. */
  static open(file: Blob, position: number): FileStream | null {
    try {
      return new FileStream(file.slice(position).stream().getReader({ mode: 'byob' }), position);
    } catch {
      return null;
    }
  }

  /** Where the next stretch begins. */
  get position(): number {
    return this.#position;
  }

  /**
   * CRC-32 of the bytes from here to `end`.
   *
   * @throws {DOMException} `NotReadableError` when the file changed or is gone; the stream is of no use any more
   */
  async checksumTo(end: number): Promise<number> {
    let crc = 0;
    while (this.#position < end) {
      const wanted = Math.min(bufferBytes, end - this.#position);
      const { value, done } = await this.#reader.read(new Uint8Array(this.#buffer, 0, wanted));
      if (done) throw new DOMException('The file is shorter than it was.', 'NotReadableError');
      this.#buffer = value.buffer;
      this.#position += value.length;
      crc = crc32(value, crc);
    }
    return crc;
  }

  close(): void {
    // A stream that failed has said so already.
    this.#reader.cancel().catch(() => undefined);
  }
}
