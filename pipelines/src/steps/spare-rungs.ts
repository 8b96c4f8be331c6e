import { type Rung, shortSide } from './ladder.ts';

/** Offered wherever the source has them, whatever they cost: what people ask for by name. */
const always = new Set([1080, 720, 360]);
/** By how much a rung has to be larger than the one below it to be worth a place. */
const worthwhile = 1.5;
/** As far as neighbours lie apart at most in the ladder that Apple gives as an example (1.25). */
const widestGap = 2.5;

/** Of a ladder, highest first, those that may be left out: neither end of it, and none that is always offered. */
export const sparable = (rungs: readonly Rung[]): Rung[] =>
  rungs.slice(1, -1).filter((rung) => !always.has(shortSide(rung)));

/**
 * Names of the rungs that would add nothing, by the bytes that the same moments took in each. One does not when it
 * takes as much as the next larger one, or hardly more than the next smaller one while the two around it are near
 * enough for a player to go from one to the other. Slides and screen recordings then get three rungs instead of six.
 */
export const spareRungs = (rungs: readonly Rung[], bytes: ReadonlyMap<string, number>): string[] => {
  const kept = [...rungs];
  const costOf = (rung: Rung | undefined): number => (rung && bytes.get(rung.name)) ?? NaN;
  for (const rung of sparable(rungs).reverse()) {
    const at = kept.indexOf(rung);
    const [above, own, below] = [kept[at - 1], rung, kept[at + 1]].map(costOf) as [number, number, number];
    const likeBelow = own < worthwhile * below && above <= widestGap * below;
    if (own >= above || likeBelow) kept.splice(at, 1);
  }
  return rungs.filter((rung) => !kept.includes(rung)).map(({ name }) => name);
};
