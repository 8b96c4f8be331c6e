import type { FileFacts } from './file-facts.ts';

interface Box {
  readonly type: string;
  /** Where its content begins and where it ends, in bytes. */
  readonly start: number;
  readonly end: number;
}

/** More boxes at the top of a file, or a larger index, than any real one has. */
const mostBoxes = 256;
const largestIndex = 64 * 1_048_576;

/**
 * Reads the index of an ISO media file (MP4, MOV) wherever it stands: only headers are read on the way, so that a file of
 * many gigabytes costs a few milliseconds. Null without an index.
 */
export const isoFacts = async (file: Blob): Promise<FileFacts | null> => {
  for (let at = 0, n = 0; at + 8 <= file.size && n < mostBoxes; n++) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer());
    const box = boxAt(head, 0, at, file.size);
    if (!box) return null;
    if (box.type === 'moov') {
      if (box.end - box.start > largestIndex) return null;
      return factsIn(new DataView(await file.slice(box.start, box.end).arrayBuffer()));
    }
    at = box.end;
  }
  return null;
};

const factsIn = (index: DataView): FileFacts => {
  let durationMs: number | null = null;
  const codecs: string[] = [];
  const look = (start: number, end: number): void => {
    for (const box of boxesIn(index, start, end)) {
      if (box.type === 'mvhd') durationMs = lengthOf(index, box);
      else if (box.type === 'stsd') codecs.push(...entriesOf(index, box));
      else if (containers.has(box.type)) look(box.start, box.end);
    }
  };
  look(0, index.byteLength);
  return { durationMs, codecs };
};

const containers = new Set(['trak', 'mdia', 'minf', 'stbl']);

/** `mvhd`: ISO/IEC 14496-12, 8.2.2. Zero and all ones mean that it is not known, as in fragmented files. */
const lengthOf = (view: DataView, { start, end }: Box): number | null => {
  const long = end - start >= 32 && view.getUint8(start) === 1;
  if (end - start < 20) return null;
  const scale = view.getUint32(start + (long ? 20 : 12));
  const length = long ? Number(view.getBigUint64(start + 24)) : view.getUint32(start + 16);
  if (scale === 0 || length === 0 || length >= (long ? Number.MAX_SAFE_INTEGER : 0xffffffff)) return null;
  return (1_000 * length) / scale;
};

const entriesOf = (view: DataView, { start, end }: Box): string[] =>
  [...boxesIn(view, start + 8, end)].map(({ type }) => type);

const boxesIn = function* (view: DataView, start: number, end: number): Generator<Box> {
  for (let at = start; at + 8 <= end;) {
    const box = boxAt(view, at, at, end);
    if (!box) return;
    yield box;
    at = box.end;
  }
};

/** The box whose header lies at `offset` of what was read, and at `position` of the whole. */
const boxAt = (view: DataView, offset: number, position: number, end: number): Box | null => {
  if (view.byteLength < offset + 8) return null;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((n) => view.getUint8(offset + n)));
  const short = view.getUint32(offset);
  if (short === 1 && view.byteLength < offset + 16) return null;
  const header = short === 1 ? 16 : 8;
  const size = short === 0 ? end - position : short === 1 ? Number(view.getBigUint64(offset + 8)) : short;
  // A box that claims to end before its header does would be read for ever.
  if (size < header) return null;
  return { type, start: position + header, end: Math.min(position + size, end) };
};
