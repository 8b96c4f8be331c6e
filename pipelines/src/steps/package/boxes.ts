/** A box of an ISO base media file, by its place in the bytes given. */
export interface Box {
  readonly type: string;
  /** Of the header. */
  readonly start: number;
  /** Of the content. */
  readonly body: number;
  readonly end: number;
}

/** Containers in which we look for other boxes. */
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf', 'mvex', 'edts']);

/** Boxes between two offsets. Throws `RangeError` when one reaches beyond. */
export const boxesIn = (bytes: Buffer, start = 0, end = bytes.length): Box[] => {
  const boxes: Box[] = [];
  let offset = start;
  while (offset + 8 <= end) {
    const long = bytes.readUInt32BE(offset) === 1;
    const size = long ? Number(bytes.readBigUInt64BE(offset + 8)) : bytes.readUInt32BE(offset);
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    if (size < 8 || offset + size > end) throw new RangeError(`Box ${type} at ${offset} has size ${size}.`);
    boxes.push({ type, start: offset, body: offset + (long ? 16 : 8), end: offset + size });
    offset += size;
  }
  return boxes;
};

/** The first box at a path such as `['moov', 'trak', 'mdia']`. */
export const findBox = (
  bytes: Buffer,
  path: readonly string[],
  start = 0,
  end = bytes.length,
): Box | null => {
  const [type, ...rest] = path;
  const box = boxesIn(bytes, start, end).find((one) => one.type === type);
  if (!box || rest.length === 0) return box ?? null;
  return containers.has(box.type) ? findBox(bytes, rest, box.body, box.end) : null;
};

export const requireBox = (bytes: Buffer, path: readonly string[]): Box => {
  const box = findBox(bytes, path);
  if (!box) throw new RangeError(`No box ${path.join('/')}.`);
  return box;
};

/** A box with this content. */
export const makeBox = (type: string, ...content: readonly Buffer[]): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0), 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...content]);
};
