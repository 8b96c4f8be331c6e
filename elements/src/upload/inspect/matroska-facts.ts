import type { FileFacts } from './file-facts.ts';

/** Where the information about the whole file stands in every Matroska file that people have. */
const headBytes = 262_144;
/** EBML ids, RFC 9559. */
const ids = { ebml: 0x1a45dfa3, segment: 0x18538067, info: 0x1549a966, scale: 0x2ad7b1, duration: 0x4489 };

/** Reads the length of a Matroska or WebM file. Recordings of browsers say none. */
export const matroskaFacts = async (file: Blob): Promise<FileFacts> => {
  const view = new DataView(await file.slice(0, headBytes).arrayBuffer());
  let nanoseconds = 1_000_000;
  let duration: number | null = null;
  const look = (start: number, end: number): void => {
    for (const { id, from, to } of elementsIn(view, start, end)) {
      if (id === ids.segment || id === ids.info) look(from, to);
      else if (id === ids.scale) nanoseconds = unsigned(view, from, to);
      else if (id === ids.duration && to - from === 4) duration = view.getFloat32(from);
      else if (id === ids.duration && to - from === 8) duration = view.getFloat64(from);
    }
  };
  look(0, view.byteLength);
  const durationMs = duration === null ? null : (duration * nanoseconds) / 1_000_000;
  return {
    durationMs: durationMs !== null && Number.isFinite(durationMs) && durationMs > 0 ? durationMs : null,
    codecs: [],
  };
};

interface Element {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

const elementsIn = function* (view: DataView, start: number, end: number): Generator<Element> {
  for (let at = start; at < end;) {
    const id = variable(view, at, end, true);
    const size = id && variable(view, at + id.length, end, false);
    if (!id || !size) return;
    const from = at + id.length + size.length;
    // A size of all ones is not known: whatever follows belongs to it.
    const to = size.unknown ? end : Math.min(end, from + size.value);
    yield { id: id.value, from, to };
    at = to;
  }
};

/** A number of one to eight bytes whose first bits say how many; ids keep those bits. */
const variable = (
  view: DataView,
  at: number,
  end: number,
  keep: boolean,
): { value: number; length: number; unknown: boolean } | null => {
  if (at >= end) return null;
  const first = view.getUint8(at);
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > end) return null;
  let value = keep ? first : first & (0xff >> length);
  let ones = (first & (0xff >> length)) === 0xff >> length;
  for (let n = 1; n < length; n++) {
    const byte = view.getUint8(at + n);
    ones &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value, length, unknown: ones };
};

const unsigned = (view: DataView, from: number, to: number): number => {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 256 + view.getUint8(at);
  return value;
};
