import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

import { crc32ToBase64 } from '../../objects/crc32.ts';
import type { Digest } from './digest.ts';

export interface ReceiveOptions {
  /** Of the file, in bytes. */
  readonly offset: number;
  /** That the caller knows the bytes by their CRC-32, and refuses others: then the ETag is made of that. */
  readonly known?: boolean;
  readonly signal?: AbortSignal;
  readonly onBytes?: () => void;
}

/** Small enough to be in memory many times, large enough that writing costs few calls. */
const batchBytes = 512 * 1024;

/**
 * Writes a body into a file, flushed. While one batch is being written the next one is read. When this settles, well or
 * ill, nothing is on its way to the file any more: somebody else may write to the same place.
 */
export const receiveBody = async (
  body: Readable,
  file: FileHandle,
  { offset, known = false, signal, onBytes }: ReceiveOptions,
): Promise<Digest> => {
  const md5 = known ? null : createHash('md5');
  let [crc, size, written] = [0, 0, 0];
  let batch: Buffer[] = [];
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const [buffers, position] = [batch, offset + written];
    batch = [];
    written = size;
    await writing;
    writing = writeAll(file, buffers, position);
    // Whoever waits for it hears of it; until then nobody does.
    writing.catch(() => undefined);
  };

  const onAbort = (): void => void body.destroy(signal?.reason as Error);
  signal?.addEventListener('abort', onAbort);
  try {
    signal?.throwIfAborted();
    // The body is not destroyed when writing fails: its sender shall be able to read why.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      onBytes?.();
      md5?.update(chunk);
      crc = crc32(chunk, crc);
      size += chunk.length;
      batch.push(chunk);
      if (size - written >= batchBytes) await flush();
    }
    await flush();
    await writing;
    await file.datasync();
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await writing.catch(() => undefined);
  }
  const name = md5 ?? createHash('md5').update(`${crc} ${size}`);
  return { size, md5: name.digest('hex'), crc32: crc32ToBase64(crc) };
};

const writeAll = async (file: FileHandle, buffers: readonly Buffer[], position: number): Promise<void> => {
  let { bytesWritten: at } = await file.writev(buffers, position);
  if (at === buffers.reduce((sum, { length }) => sum + length, 0)) return;
  // The disk is nearly full: writing the rest says so.
  const bytes = Buffer.concat(buffers);
  while (at < bytes.length)
    at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
};
