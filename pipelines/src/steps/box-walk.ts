import type { FileHandle } from 'node:fs/promises';

import { MediaFailure } from './media-failure.ts';

export interface TopLevelBox {
  readonly type: string;
  readonly offset: number;
  readonly size: number;
}

/**
 * Checks that an MP4 or QuickTime file is all there, by its top-level boxes and without decoding: decoders play
 * a file that lost its last third and report its full duration. Throws `file_truncated`.
 */
export const assertWholeFile = async (
  file: FileHandle,
  fileSize: number,
): Promise<{ fragmented: boolean }> => {
  const boxes = await topLevelBoxes(file, fileSize);
  const has = (type: string) => boxes.some((box) => box.type === type);
  if (!has('moov')) throw new MediaFailure('file_truncated', 'no index (moov)');
  const last = boxes.at(-1);
  const end = last ? last.offset + last.size : 0;
  if (last && end > fileSize)
    throw new MediaFailure('file_truncated', `${last.type} ends at ${end}, the file at ${fileSize}`);
  return { fragmented: has('moof') };
};

const boxLimit = 200_000;

/** The boxes in order; the last one may reach beyond the end. Stops at bytes after the index that are no box. */
export const topLevelBoxes = async (file: FileHandle, fileSize: number): Promise<TopLevelBox[]> => {
  const boxes: TopLevelBox[] = [];
  const header = Buffer.alloc(16);
  let offset = 0;
  while (offset + 8 <= fileSize && boxes.length < boxLimit) {
    const { bytesRead } = await file.read(header, 0, 16, offset);
    const type = header.toString('latin1', 4, 8);
    let size = header.readUInt32BE(0);
    if (size === 1 && bytesRead === 16) size = Number(header.readBigUInt64BE(8));
    else if (size === 0) size = fileSize - offset;
    if (size < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(type)) break;
    boxes.push({ type, offset, size });
    offset += size;
  }
  return boxes;
};
