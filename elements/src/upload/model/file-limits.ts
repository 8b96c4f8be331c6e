import type { Limits } from '@vidkit/contracts/schemas/site';

/** What a page takes, where that is less than the server would. What is no positive number is no limit. */
export interface PageLimits {
  /** Files in the list at once; more are refused with `too_many_files`. */
  readonly maxFiles?: number;
  /** Bytes of one file. */
  readonly maxFileBytes?: number;
  /** Milliseconds of one video, as far as a file's headers say them. */
  readonly maxDurationMs?: number;
  /** As `accept` of a file input; what does not fit is refused with `file_type_refused`. */
  readonly accept?: string;
}

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

/** Both together; `server` is null while nothing is known of it. */
export const limitsOf = (page: PageLimits, server: Limits | null): FileLimits => ({
  maxBytes: tighter(page.maxFileBytes, server?.maxFileBytes),
  maxDurationMs: tighter(page.maxDurationMs, server?.maxDurationMs),
  containers: server?.acceptedContainers ?? null,
  refusedCodecs: server?.refusedCodecs ?? [],
  accept: page.accept ?? '',
});
