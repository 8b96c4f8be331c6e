import type { MediaFailureCode } from '@vidkit/contracts/errors';

import type { EncodePlan } from '../steps/encode-plan.ts';
import type { SourceMedia } from '../steps/source-media.ts';

/**
 * Makes whole ladders outside of the workers, from the object store into the object store. A job is handed over, and of
 * its end one hears later, or asks. Every rendition becomes one fragmented MP4 with a fragment for each GOP.
 */
export interface Converter {
  /** Why it cannot make this plan of this source, for operators; empty where it can. */
  objections(media: SourceMedia, plan: EncodePlan): readonly string[];
  /** Hands over a job and returns its id. Repeating it at once changes nothing. Throws `ConvertError`. */
  submit(job: ConvertJob): Promise<string>;
  /** The id of a job that was handed over since then; null where there is none. Throws `ConvertError`. */
  findSubmitted(token: string, sinceMs: number): Promise<string | null>;
  /** Null where it is not known any more. Throws `ConvertError`. */
  look(jobId: string): Promise<ConvertState | null>;
  /** Succeeds when it has ended already. Throws `ConvertError`. */
  cancel(jobId: string): Promise<void>;
  /** Where the file of a rendition is among the keys below an output prefix; null where there is none, or several. */
  outputOf(keys: readonly string[], name: string): string | null;
  /** What the source is to blame for, by the code of a failed job; null for everything else. */
  blame(errorCode: number | null): MediaFailureCode | null;
}

export interface ConvertJob {
  readonly videoId: string;
  readonly encode: number;
  readonly planId: string;
  readonly sourceKey: string;
  /** Where the renditions go. */
  readonly outputPrefix: string;
  readonly media: SourceMedia;
  readonly plan: EncodePlan;
  /** Percents of the whole encode at which the job begins and ends, for whoever reports how far it is. */
  readonly progress: { readonly from: number; readonly to: number };
}

/** By which a job is known before it has an id; equal for equal jobs. At most 64 characters. */
export const jobToken = ({
  videoId,
  encode,
  planId,
}: Pick<ConvertJob, 'videoId' | 'encode' | 'planId'>): string => `${videoId}-${encode}-${planId}`;

export interface ConvertState {
  readonly state: 'running' | 'complete' | 'failed';
  readonly errorCode: number | null;
}

export class ConvertError extends Error {
  /** `refused`: it will never take the job. `unavailable`: it may later. */
  readonly code: 'refused' | 'unavailable';

  constructor(code: ConvertError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConvertError';
    this.code = code;
  }
}
