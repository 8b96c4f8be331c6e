import type { StoredObjectPart } from '@vidkit/platform/ports/object-store';

import { AppError, type FieldError } from '../../http/app-error.ts';
import { sizeOfPart, type PartPlan } from './part-plan.ts';
import type { Completion } from './uploads.repository.ts';

type Plan = PartPlan & { readonly size: number };

/** How many wrong parts an answer names. */
const mostNamed = 100;

/** Every part exactly once, none beyond the plan. Throws `part_number_invalid`, `parts_missing`. */
export const requireWhole = ({ partCount }: Plan, claimed: Completion): void => {
  const outside = claimed.find(({ number }) => !isPart(number, partCount));
  if (outside) throw noSuchPart(outside.number, partCount);
  const numbers = new Set(claimed.map((part) => part.number));
  if (numbers.size !== claimed.length) throw new AppError('part_number_invalid', 'A part is listed twice.');
  if (numbers.size !== partCount) {
    throw new AppError('parts_missing', `${numbers.size} of ${partCount} parts are listed.`);
  }
};

/** Throws `part_number_invalid` for a number that the plan has no part of. */
export const requireParts = ({ partCount }: Plan, numbers: readonly number[]): void => {
  const wrong = numbers.find((number) => !isPart(number, partCount));
  if (wrong !== undefined) throw noSuchPart(wrong, partCount);
};

/**
 * Whether the store has what was planned and what the caller says: every part, in its exact size, under the same ETag
 * and, where both are known, of the same checksum. Throws `parts_missing`, `part_mismatch` or `checksum_mismatch`, with
 * the parts that have to be sent again in `errors[]`.
 */
export const requireStored = (plan: Plan, claimed: Completion, stored: readonly StoredObjectPart[]): void => {
  const found = new Map(stored.map((part) => [part.number, part]));
  const faults = claimed.flatMap((part, index) => {
    const code = faultOf(plan, part, found.get(part.number));
    return code === null ? [] : [{ code, number: part.number, index }];
  });
  const [first] = faults;
  if (!first) return;
  const fields: FieldError[] = faults.slice(0, mostNamed).map(({ code, number, index }) => ({
    pointer: `/parts/${index}`,
    code,
    message: `Part ${number} ${words[code]}.`,
  }));
  throw new AppError(
    first.code,
    `Part ${first.number} ${words[first.code]}${faults.length > 1 ? `, and ${faults.length - 1} more are wrong` : ''}.`,
    { fields },
  );
};

type Fault = 'parts_missing' | 'part_mismatch' | 'checksum_mismatch';

const words: Readonly<Record<Fault, string>> = {
  parts_missing: 'has not arrived',
  part_mismatch: 'is stored with another size or ETag',
  checksum_mismatch: 'is stored with another checksum',
};

const faultOf = (
  plan: Plan,
  { number, etag, checksum }: Completion[number],
  part: StoredObjectPart | undefined,
): Fault | null => {
  if (!part) return 'parts_missing';
  if (part.size !== sizeOfPart(plan, number) || part.etag !== unquoted(etag)) return 'part_mismatch';
  if (checksum !== undefined && part.crc32 !== null && part.crc32 !== checksum) return 'checksum_mismatch';
  return null;
};

/** As the header has it, or bare. */
export const unquoted = (etag: string): string => etag.replace(/^"|"$/g, '');

const isPart = (number: number, partCount: number): boolean => number >= 1 && number <= partCount;

const noSuchPart = (number: number, partCount: number): AppError =>
  new AppError('part_number_invalid', `There is no part ${number}; this upload has parts 1 to ${partCount}.`);
