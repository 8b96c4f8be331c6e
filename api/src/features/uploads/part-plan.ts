import { maxPartCount } from '@vidkit/contracts/schemas/upload';

const MiB = 1024 ** 2;
/** Measured best on fast lines; larger parts lose more on a broken one. S3's own floor is 5 MiB. */
const smallestPart = 8 * MiB;
const largePart = 16 * MiB;

export interface PartPlan {
  readonly partSize: number;
  readonly partCount: number;
}

/** Cuts a file of `size` bytes (at least 1) into equal parts, the last one smaller, at most 10,000 of them. */
export const planParts = (size: number): PartPlan => {
  const preferred = size > 4 * 1024 * MiB ? largePart : smallestPart;
  const needed = Math.ceil(size / maxPartCount / MiB) * MiB;
  const partSize = Math.max(preferred, needed);
  return { partSize, partCount: Math.ceil(size / partSize) };
};

/** Exact bytes of part `number`, counted from 1. */
export const sizeOfPart = (plan: PartPlan & { size: number }, number: number): number =>
  number < plan.partCount ? plan.partSize : plan.size - plan.partSize * (plan.partCount - 1);
