import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { nullIfMissing, type ObjectStore, type UploadRef } from '@vidkit/platform/ports/object-store';

import { AppError } from '../../http/app-error.ts';
import { type PartPlan, sizeOfPart } from '../uploads/part-plan.ts';

export interface Appendable {
  readonly id: string;
  readonly storage: UploadRef;
  readonly plan: PartPlan & { readonly size: number };
  /** Bytes that are stored: whole parts, then a tail. */
  readonly received: number;
}

export interface AppendOptions {
  readonly objects: ObjectStore;
  /** Notes that this many bytes are stored now. From then on a client may have been told. */
  readonly advance: (received: number) => Promise<void>;
  /** Whether what arrives counts only when all of it has: `accept` throws if it does not. */
  readonly accept?: (() => void) | undefined;
}

const tailsOf = (id: string): string => `tails/${id}/`;
const tailKey = (id: string, received: number): string => `${tailsOf(id)}${received}`;

/** Forgets the beginnings of parts that are not needed any more. */
export const dropTails = (objects: ObjectStore, id: string): Promise<void> =>
  objects.deletePrefix(tailsOf(id));

/**
 * Adds a body of any length to a multipart upload, whose parts have fixed sizes. Whole parts go to the store as they
 * fill; the beginning of the next one is stored as an object of its own, from which the next body goes on. When the
 * body breaks off, what had arrived is stored all the same and the error comes through. No more than two parts are in
 * memory. Throws `file_too_large` for bytes beyond the size of the upload, which is not added to then.
 */
export const append = async (
  upload: Appendable,
  body: AsyncIterable<Uint8Array>,
  { objects, advance, accept }: AppendOptions,
): Promise<number> => {
  const { id, storage, plan } = upload;
  const parts = new PendingPart();
  let stored = upload.received;
  let number = Math.floor(stored / plan.partSize) + 1;
  let total = stored;
  const tail = stored % plan.partSize;
  if (tail > 0 && stored < plan.size) parts.add(await readTail(objects, id, stored, tail));

  const settle = async (received: number): Promise<void> => {
    const before = stored;
    await advance(received);
    stored = received;
    if (before % plan.partSize > 0) await objects.delete(tailKey(id, before)).catch(() => undefined);
  };
  let storing: Promise<void> = Promise.resolve();
  const store = async (): Promise<void> => {
    const part = { number, size: parts.length };
    const end = (number - 1) * plan.partSize + part.size;
    const chunks = parts.take();
    number++;
    await storing;
    storing = objects
      .putPart(storage, part, Readable.from(chunks))
      .then(() => (accept ? undefined : settle(end)));
    // Awaited before the next part; a failure until then is no unhandled one.
    storing.catch(() => undefined);
  };

  let broken: { readonly error: unknown } | null = null;
  try {
    for await (const chunk of body) {
      let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      total += rest.length;
      if (total > plan.size) throw new TooMuch();
      while (rest.length > 0) {
        const missing = sizeOfPart(plan, number) - parts.length;
        parts.add(rest.subarray(0, missing));
        rest = rest.subarray(missing);
        if (parts.length === sizeOfPart(plan, number)) await store();
      }
    }
  } catch (error) {
    broken = { error };
  }
  await storing;
  if (broken?.error instanceof TooMuch) {
    throw new AppError('file_too_large', `The upload has ${plan.size} bytes; more than that were sent.`);
  }
  if (accept && broken) throw broken.error;
  accept?.();
  if (total > stored) {
    if (parts.length > 0) await objects.put(tailKey(id, total), parts.whole(), 'application/octet-stream');
    await settle(total);
  }
  if (broken) throw broken.error;
  return stored;
};

class TooMuch extends Error {}

/** The chunks of the part that is filling up. */
class PendingPart {
  #chunks: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  take(): Buffer[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#length = 0;
    return chunks;
  }

  whole(): Buffer {
    return Buffer.concat(this.#chunks, this.#length);
  }
}

const readTail = async (
  objects: ObjectStore,
  id: string,
  received: number,
  length: number,
): Promise<Buffer> => {
  const found = await nullIfMissing(objects.read(tailKey(id, received)));
  const bytes = found && (await buffer(found.body));
  if (bytes?.length !== length) throw new Error(`The tail of the upload ${id} at ${received} is not there.`);
  return bytes;
};
