import { expect } from '@open-wc/testing';

import { crc32, crc32Base64 } from '../model/crc32.ts';
import { Checksums } from './checksums.ts';

const MiB = 1_048_576;
const bytes = crypto.getRandomValues(new Uint8Array(65_536));
const file = new File(Array<Uint8Array<ArrayBuffer>>(60).fill(bytes), 'noise.bin');

const expected = async (blob: Blob, start: number, end: number): Promise<string> =>
  crc32Base64(crc32(new Uint8Array(await blob.slice(start, end).arrayBuffer())));

describe('checksums of parts', () => {
  const open: Checksums[] = [];
  const createChecksums = (): Checksums => {
    const checksums = new Checksums();
    open.push(checksums);
    return checksums;
  };

  afterEach(() => {
    for (const checksums of open.splice(0)) checksums.close();
  });

  it('are those of the stretches, read one after the other', async () => {
    const checksums = createChecksums();
    for (let start = 0; start < file.size; start += MiB) {
      const end = Math.min(start + MiB, file.size);
      expect(await checksums.of(file, { start, end })).to.equal(await expected(file, start, end));
    }
  });

  it('may be asked for in any order, of several files at once, and again', async () => {
    const checksums = createChecksums();
    const other = new File([bytes, bytes.subarray(7)], 'other.bin');
    const wanted: [Blob, number, number][] = [
      [file, MiB, 2 * MiB],
      [other, 0, 100_000],
      [file, 2 * MiB, file.size],
      [file, 0, 0],
      [other, 100_000, other.size],
      [file, 0, 1],
      [file, 0, 1],
      [file, 1, MiB + 1],
    ];
    const found = await Promise.all(
      wanted.map(([blob, start, end]) => checksums.of(blob as File, { start, end })),
    );
    expect(found).to.deep.equal(await Promise.all(wanted.map((one) => expected(...one))));
  });

  it('are the same where workers are forbidden', async () => {
    const { Worker } = globalThis;
    globalThis.Worker = function () {
      throw new DOMException('Refused by the policy.', 'SecurityError');
    } as unknown as typeof Worker;
    try {
      const found = await createChecksums().of(file, { start: 5, end: 3 * MiB });
      expect(found).to.equal(await expected(file, 5, 3 * MiB));
    } finally {
      globalThis.Worker = Worker;
    }
  });

  it('are the same where the worker cannot start', async () => {
    const { Worker } = globalThis;
    globalThis.Worker = class extends Worker {
      constructor() {
        super('/there-is-no-such-worker.js', { type: 'module' });
      }
    };
    try {
      const found = await createChecksums().of(file, { start: 0, end: MiB });
      expect(found).to.equal(await expected(file, 0, MiB));
    } finally {
      globalThis.Worker = Worker;
    }
  });

  it('are the same where files are no byte streams', async () => {
    const script = `
      const { getReader } = ReadableStream.prototype;
      ReadableStream.prototype.getReader = function (options) {
        if (options?.mode === 'byob') throw new TypeError('No bytes.');
        return getReader.call(this, options);
      };
      await import(${JSON.stringify(new URL('./checksum.worker.ts', import.meta.url).href)});
      postMessage('ready');`;
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(address, { type: 'module' });
    const answer = (): Promise<unknown> =>
      new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
    expect(await answer()).to.equal('ready');
    const next = answer();
    worker.postMessage({ id: 1, fileId: 1, file, start: 3, end: 2 * MiB });
    const { crc } = (await next) as { crc: number };
    expect(crc32Base64(crc)).to.equal(await expected(file, 3, 2 * MiB));
    worker.terminate();
  });
});
