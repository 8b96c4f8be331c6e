/** What may be uploaded here: the server's limits, made tighter by the page. */
export interface FileLimits {
  /** Bytes of one file. */
  readonly maxBytes: number | null;
  readonly maxDurationMs: number | null;
  /** Containers that the server takes, as `recognise` names them; null: all that it can read. */
  readonly containers: readonly string[] | null;
  /** Sample entries of MP4 files that the server cannot read. */
  readonly refusedCodecs: readonly string[];
  /** As `accept` of a file input. */
  readonly accept: string;
}

/** The smaller of two limits, of which either may be none. What is no limit (NaN, 0, less) counts as none. */
export const tighter = (one: number | null | undefined, other: number | null | undefined): number | null => {
  const limits = [one, other].filter((limit) => typeof limit === 'number' && limit > 0);
  return limits.length > 0 ? Math.min(...(limits as number[])) : null;
};
