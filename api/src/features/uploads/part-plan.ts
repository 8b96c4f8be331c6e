import { maxPartCount } from '@vidkit/contracts/schemas/upload';

const MiB = 1024 ** 2;
/** Small parts lose little on a broken line; on a fast one each costs a round trip. S3's own floor is 5 MiB. */
const smallestPart = 8 * MiB;
const largePart = 16 * MiB;
/** More than this in flight several times is more than a phone should have to send again. */
const largestPart = 64 * MiB;

export interface PartPlan {
  readonly partSize: number;
  readonly partCount: number;
}

/**
 * Cuts a file of `size` bytes (at least 1) into equal parts, the last one smaller, at most 10,000 of them. A client that
 * knows its line may wish for a part size; it gets whole MiB between the smallest and the largest.
 */
export const planParts = (size: number, wished?: number): PartPlan => {
  const preferred =
    wished === undefined
      ? size > 4 * 1024 * MiB
        ? largePart
        : smallestPart
      : Math.min(Math.max(smallestPart, Math.floor(wished / MiB) * MiB), largestPart);
  const needed = Math.ceil(size / maxPartCount / MiB) * MiB;
  const partSize = Math.max(preferred, needed);
  return { partSize, partCount: Math.ceil(size / partSize) };
};

/** Exact bytes of part `number`, counted from 1. */
export const sizeOfPart = (plan: PartPlan & { size: number }, number: number): number =>
  number < plan.partCount ? plan.partSize : plan.size - plan.partSize * (plan.partCount - 1);
