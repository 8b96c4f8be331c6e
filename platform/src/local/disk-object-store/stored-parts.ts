import type { StoredObjectPart } from '../../ports/object-store.ts';
import type { Digest } from './digest.ts';

/** A part on disk: everything about it is in its name, so that one rename stores both bytes and facts. */
export interface PartFile extends StoredObjectPart {
  readonly name: string;
}

const pattern = /^part-(\d{5})-(\d{15})-(\d+)-([0-9a-f]{32})-([0-9a-f]{8})$/;

/** `order` is larger for a part that was stored later under the same number. */
export const partName = (number: number, order: number, { size, md5, crc32 }: Digest): string => {
  const crc = Buffer.from(crc32, 'base64').toString('hex');
  return `part-${String(number).padStart(5, '0')}-${String(order).padStart(15, '0')}-${size}-${md5}-${crc}`;
};

/** The parts among the files of an upload in order of number; of several under one number the last one counts. */
export const currentParts = (names: readonly string[]): PartFile[] => {
  const latest = new Map<number, PartFile>();
  for (const name of [...names].sort()) {
    const match = pattern.exec(name);
    if (!match) continue;
    const [, number = '', , size = '', etag = '', crc = ''] = match;
    const crc32 = Buffer.from(crc, 'hex').toString('base64');
    latest.set(Number(number), { name, number: Number(number), size: Number(size), etag, crc32 });
  }
  return [...latest.values()];
};

/** The files under the number of `name` that were stored before it. */
export const supersededBy = (name: string, names: readonly string[]): string[] => {
  const sameNumber = name.slice(0, 'part-00000-'.length);
  return names.filter((other) => other.startsWith(sameNumber) && other < name);
};
