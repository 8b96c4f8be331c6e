import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { moveDurably, orNull } from './durable-files.ts';

interface PlannedPart {
  readonly name: string;
  readonly number: number;
  readonly size: number;
  readonly inPlace: boolean;
}

const chunkBytes = 1024 * 1024;

/**
 * Joins the parts in `folder` into the file `target` there, and may be killed and repeated at any moment: the
 * first part becomes the target by a rename; each later one is appended and flushed, and only then removed. So
 * the first part that still exists says how much of the target counts, and what follows it is cut off.
 * The second copy of the bytes never needs more room than the largest part.
 */
export const joinParts = async (
  folder: string,
  parts: readonly PlannedPart[],
  target: string,
): Promise<void> => {
  const path = join(folder, target);
  let end = 0;
  let cut = false;
  for (const [index, part] of parts.entries()) {
    const source = join(folder, part.name);
    if (await orNull(stat(source))) {
      if (index === 0) {
        await moveDurably(source, path);
      } else {
        if (!cut) await truncate(path, end);
        await pipeline(
          createReadStream(source, { highWaterMark: chunkBytes }),
          createWriteStream(path, { flags: 'a', flush: true, highWaterMark: chunkBytes }),
        );
        await rm(source);
      }
      cut = true;
    }
    end += part.size;
  }
  const { size } = await stat(path);
  if (size !== end) throw new Error(`${path} has ${size} bytes after joining, not ${end}.`);
};

/**
 * Puts those parts into the file `target` of `folder` that do not lie in it yet, each at its place, and cuts off what
 * is behind the last one. Leaves the parts' own files alone, so it may be killed and repeated at any moment.
 */
export const placeParts = async (
  folder: string,
  parts: readonly PlannedPart[],
  { target, partSize }: { target: string; partSize: number },
): Promise<void> => {
  const path = join(folder, target);
  for (const { name, number, inPlace } of parts) {
    if (inPlace) continue;
    const start = (number - 1) * partSize;
    await pipeline(
      createReadStream(join(folder, name), { highWaterMark: chunkBytes }),
      createWriteStream(path, { flags: 'r+', start, highWaterMark: chunkBytes }),
    );
  }
  const file = await open(path, 'r+');
  try {
    await file.truncate(parts.reduce((total, { size }) => total + size, 0));
    await file.sync();
  } finally {
    await file.close();
  }
};
