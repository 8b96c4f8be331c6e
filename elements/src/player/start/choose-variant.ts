import type { Variant } from './playlists.ts';

export interface Line {
  /** Bits per second that the line is believed to carry. */
  readonly bandwidth: number;
  /** Device pixels of the player's shorter side. */
  readonly pixels: number;
  /** Bytes until the first picture of a variant, with its sound. */
  readonly firstBytes: (variant: Variant) => number;
}

/** Seconds that the bytes of the first picture may take before a smaller one is the better beginning. */
const firstWait = 0.15;
/** Below this many lines nobody should have to begin whose line carries more. */
const leastLines = 360;

/**
 * The variant to begin with, of `variants` from the smallest on: the best whose first bytes are there at once and which the
 * line can carry on; never more lines than the player shows. The first two seconds are not worth waiting for: from the
 * second entry on, the engine takes what fits.
 */
export const chooseVariant = (variants: readonly Variant[], line: Line): Variant | undefined => {
  const [smallest] = variants;
  const carried = variants.filter(({ bandwidth }) => bandwidth <= 0.8 * line.bandwidth);
  const least = carried.find((variant) => linesOf(variant) >= leastLines) ?? carried.at(-1) ?? smallest;
  const enough = variants.find((variant) => linesOf(variant) >= line.pixels) ?? variants.at(-1);
  const best = carried.findLast(
    (variant) =>
      linesOf(variant) <= linesOf(enough) && (line.firstBytes(variant) * 8) / line.bandwidth <= firstWait,
  );
  return best && linesOf(best) > linesOf(least) ? best : least;
};

const linesOf = (variant: Variant | undefined): number =>
  variant ? Math.min(variant.width, variant.height) : 0;
