import type { FileHandle } from 'node:fs/promises';

import { describeFragment, type Fragment } from './describe-fragment.ts';
import { describeInit, type TrackHeader } from './describe-init.ts';

interface WholeBox {
  readonly type: string;
  readonly end: number;
}

/** Reads a fragmented MP4 with one track, also while it is being written: only what is whole, and nothing twice. */
export class TrackReader {
  /** The init segment; null while it is not whole. */
  init: { readonly bytes: Buffer; readonly header: TrackHeader } | null = null;
  /** Where the first box begins that is not whole. */
  end = 0;
  readonly #file: FileHandle;
  #fragmentStart = 0;
  #unfinished: Omit<Fragment, 'size'> | null = null;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The fragments that became whole since the last call. Throws `RangeError` where the boxes make no sense. */
  async advance(): Promise<Fragment[]> {
    const { size } = await this.#file.stat();
    const fragments: Fragment[] = [];
    for (;;) {
      const box = await this.#wholeBox(size);
      if (!box) return fragments;
      if (box.type === 'moov') {
        const bytes = await this.bytes(0, box.end);
        this.init = { bytes, header: describeInit(bytes) };
        this.#fragmentStart = box.end;
      } else if (box.type === 'moof') {
        this.#unfinished = await this.#describe(box);
      } else if (box.type === 'mdat') {
        if (!this.#unfinished) throw new RangeError(`There is media at ${this.end} before any fragment.`);
        fragments.push({ ...this.#unfinished, size: box.end - this.#fragmentStart });
        this.#unfinished = null;
        this.#fragmentStart = box.end;
      }
      this.end = box.end;
    }
  }

  async bytes(offset: number, size: number): Promise<Buffer> {
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await this.#file.read(bytes, 0, size, offset);
    if (bytesRead !== size) throw new RangeError(`There are ${bytesRead} of ${size} bytes at ${offset}.`);
    return bytes;
  }

  async #describe(moof: WholeBox): Promise<Omit<Fragment, 'size'>> {
    if (!this.init) throw new RangeError(`There is a fragment at ${this.end} before the init segment.`);
    const bytes = await this.bytes(this.end, moof.end - this.end);
    const before = this.end - this.#fragmentStart;
    const described = describeFragment(bytes, this.init.header.trackDefaults, before);
    return { ...described, offset: this.#fragmentStart };
  }

  async #wholeBox(fileSize: number): Promise<WholeBox | null> {
    if (this.end + 8 > fileSize) return null;
    const header = await this.bytes(this.end, Math.min(16, fileSize - this.end));
    const short = header.readUInt32BE(0);
    if (short === 1 && header.length < 16) return null;
    const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
    const type = header.toString('latin1', 4, 8);
    if (size < 8) throw new RangeError(`Box ${type} at ${this.end} has size ${size}.`);
    return this.end + size > fileSize ? null : { type, end: this.end + size };
  }
}
