import { maxPartCount } from '@vidkit/contracts/schemas/upload';

import type { PartPlan } from '../uploads/part-plan.ts';

const MiB = 1024 ** 2;
const smallestPart = 8 * MiB;
/** A part is held in memory until it is whole, and the one before it while it is stored. */
const largestPart = 16 * MiB;

/** 156 GiB: more would need larger parts, and so more memory for each request. */
export const maxTusBytes = largestPart * maxPartCount;

/** Cuts an upload whose bytes come through this process, up to `maxTusBytes`. */
export const planTusParts = (size: number): PartPlan => {
  const partSize = size > smallestPart * maxPartCount ? largestPart : smallestPart;
  return { partSize, partCount: Math.max(1, Math.ceil(size / partSize)) };
};
