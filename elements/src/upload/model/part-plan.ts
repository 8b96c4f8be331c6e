/** How a file is cut: the server's part size, every part of exactly that size but the last. */
export interface PartPlan {
  readonly fileSize: number;
  readonly partSize: number;
  readonly partCount: number;
}

/** Bytes `[start, end)` of part `number`, which counts from 1. */
export const partRange = (plan: PartPlan, number: number): { start: number; end: number; size: number } => {
  const start = (number - 1) * plan.partSize;
  const end = Math.min(start + plan.partSize, plan.fileSize);
  return { start, end, size: end - start };
};

/** Whether the server's plan covers the file exactly. A plan that does not would corrupt the video silently. */
export const isSound = (plan: PartPlan): boolean =>
  plan.partSize > 0 && plan.partCount === Math.max(1, Math.ceil(plan.fileSize / plan.partSize));

/** The numbers 1 to `partCount` without those in `stored`. */
export const missingParts = (plan: PartPlan, stored: Iterable<number>): number[] => {
  const known = new Set(stored);
  const missing: number[] = [];
  for (let number = 1; number <= plan.partCount; number++) if (!known.has(number)) missing.push(number);
  return missing;
};
