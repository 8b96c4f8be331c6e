import {
  CancelJobCommand,
  CreateJobCommand,
  GetJobCommand,
  ListJobsCommand,
  MediaConvertClient,
  MediaConvertServiceException,
  type Job,
} from '@aws-sdk/client-mediaconvert';
import { sdkLimits } from '@vidkit/platform/aws/sdk-limits';

import type { EncodePlan } from '../../steps/encode-plan.ts';
import type { SourceMedia } from '../../steps/source-media.ts';
import { ConvertError, type Converter, type ConvertJob, type ConvertState, jobToken } from '../converter.ts';
import { blameSource } from './failures.ts';
import { jobSettings } from './job-settings.ts';
import { objections } from './objections.ts';
import { nameModifier, outputBase } from './output-name.ts';

export interface MediaConvertOptions {
  readonly sourcesBucket: string;
  readonly mediaBucket: string;
  /** ARN of what MediaConvert may do with them. */
  readonly role: string;
  /** ARN; the account's default queue unless given. */
  readonly queue?: string | undefined;
  readonly client?: MediaConvertClient;
}

/**
 * Limits of rate are low (some requests a second for a whole account), so that it waits longer than other clients do,
 * and slows down by itself when it is told to.
 */
const clientDefaults = () => ({
  ...sdkLimits({ maxAttempts: 6, requestTimeout: 15_000 }),
  retryMode: 'adaptive',
});
/** A page is what a request may ask for; older jobs than this many pages are not ours any more. */
const pageSize = 20;
const mostPages = 25;
/** Clocks differ. */
const skewMs = 120_000;

/** AWS Elemental MediaConvert. Regional, and without the addresses for each account that it once had. */
export class MediaConvert implements Converter {
  readonly #options: MediaConvertOptions;
  readonly #client: MediaConvertClient;

  constructor(options: MediaConvertOptions) {
    this.#options = options;
    this.#client = options.client ?? new MediaConvertClient(clientDefaults());
  }

  objections(media: SourceMedia, plan: EncodePlan): readonly string[] {
    return objections(media, plan);
  }

  /** The token makes a repetition harmless for a minute; later ones look first, by `findSubmitted`. */
  async submit(job: ConvertJob): Promise<string> {
    const { sourcesBucket, mediaBucket, role, queue } = this.#options;
    const places = {
      input: `s3://${sourcesBucket}/${job.sourceKey}`,
      output: `s3://${mediaBucket}/${job.outputPrefix}`,
      role,
      queue,
    };
    const { Job } = await translated(this.#client.send(new CreateJobCommand(jobSettings(job, places))));
    if (!Job?.Id) throw new ConvertError('unavailable', 'The job has no id.');
    return Job.Id;
  }

  async findSubmitted(token: string, sinceMs: number): Promise<string | null> {
    const { queue } = this.#options;
    let NextToken: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const found = await translated(
        this.#client.send(
          new ListJobsCommand({
            Order: 'DESCENDING',
            MaxResults: pageSize,
            ...(queue === undefined ? {} : { Queue: queue }),
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        ),
      );
      const jobs = found.Jobs ?? [];
      const ours = jobs.find((job) => tokenOf(job) === token);
      if (ours?.Id) return ours.Id;
      const oldest = jobs.at(-1)?.CreatedAt?.getTime() ?? -Infinity;
      if (!found.NextToken || oldest < sinceMs - skewMs) return null;
      NextToken = found.NextToken;
    }
    return null;
  }

  async look(jobId: string): Promise<ConvertState | null> {
    try {
      const { Job } = await translated(this.#client.send(new GetJobCommand({ Id: jobId })));
      return Job ? { state: stateOf(Job), errorCode: Job.ErrorCode ?? null } : null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async cancel(jobId: string): Promise<void> {
    try {
      await translated(this.#client.send(new CancelJobCommand({ Id: jobId })));
    } catch (error) {
      // It has ended, or is not known any more.
      if (isMissing(error) || (error instanceof ConvertError && error.code === 'refused')) return;
      throw error;
    }
  }

  /** The extension tells pictures from sound, and is not always the same. */
  outputOf(keys: readonly string[], name: string): string | null {
    const start = `/${outputBase}${nameModifier(name)}.`;
    const found = keys.filter((key) => key.includes(start) && /\.(cmfv|cmfa|mp4)$/.test(key));
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  blame(errorCode: number | null) {
    return blameSource(errorCode);
  }
}

/** What the token says is in the data that comes back with every job; the token itself need not be. */
const tokenOf = ({ UserMetadata = {} }: Job): string =>
  jobToken({
    videoId: UserMetadata['videoId'] ?? '',
    encode: Number(UserMetadata['encode']),
    planId: UserMetadata['planId'] ?? '',
  });

const stateOf = ({ Status }: Job): ConvertState['state'] => {
  if (Status === 'COMPLETE') return 'complete';
  return Status === 'ERROR' || Status === 'CANCELED' ? 'failed' : 'running';
};

/** What repeating the same would not help. */
const refusals: ReadonlySet<string> = new Set([
  'BadRequestException',
  'ForbiddenException',
  'NotFoundException',
  'ConflictException',
]);

const translated = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const name = error instanceof MediaConvertServiceException ? error.name : 'NoAnswer';
    const code = refusals.has(name) ? 'refused' : 'unavailable';
    const message = error instanceof Error ? error.message : String(error);
    throw new ConvertError(code, `${name}: ${message}`, { cause: error });
  }
};

const isMissing = (error: unknown): boolean =>
  error instanceof ConvertError &&
  error.cause instanceof MediaConvertServiceException &&
  error.cause.name === 'NotFoundException';
