import type { StoredObjectPart } from '../../ports/object-store.ts';
import type { Digest } from './digest.ts';

/** A part on disk: everything about it is in a name, so that one change of a folder stores all facts. */
export interface PartFile extends StoredObjectPart {
  readonly name: string;
  /** Its bytes lie in their place in the file of all parts; else in a file of that name. */
  readonly inPlace: boolean;
}

const pattern = /^(part|here)-(\d{5})-(\d{15})-(\d+)-([0-9a-f]{32})-([0-9a-f]{8})$/;

interface Naming {
  readonly number: number;
  /** Larger for a part that was stored later under the same number. */
  readonly order: number;
  readonly inPlace: boolean;
}

export const partName = ({ number, order, inPlace }: Naming, { size, md5, crc32 }: Digest): string => {
  const crc = Buffer.from(crc32, 'base64').toString('hex');
  const kind = inPlace ? 'here' : 'part';
  return `${kind}-${String(number).padStart(5, '0')}-${String(order).padStart(15, '0')}-${size}-${md5}-${crc}`;
};

/** The parts among the files of an upload in order of number; of several under one number the last one counts. */
export const currentParts = (names: readonly string[]): PartFile[] => {
  const latest = new Map<number, PartFile>();
  for (const name of inOrder(names)) {
    const [, kind, number = '', , size = '', etag = '', crc = ''] = pattern.exec(name) ?? [];
    const crc32 = Buffer.from(crc, 'hex').toString('base64');
    const part = { name, number: Number(number), size: Number(size), etag, crc32, inPlace: kind === 'here' };
    latest.set(part.number, part);
  }
  return [...latest.values()];
};

/** The files under the number of `name` that were stored before it. */
export const supersededBy = (name: string, names: readonly string[]): string[] => {
  const sameNumber = inOrder(names).filter(
    (other) => factsOf(other).slice(0, 5) === factsOf(name).slice(0, 5),
  );
  return sameNumber.filter((other) => factsOf(other) < factsOf(name));
};

/** A name without its kind: number and order first. */
const factsOf = (name: string): string => name.slice('part-'.length);

/** The names of parts, by number and then by order, whatever their kind. */
const inOrder = (names: readonly string[]): string[] =>
  names.filter((name) => pattern.test(name)).sort((a, b) => (factsOf(a) < factsOf(b) ? -1 : 1));
