import { randomUUID } from 'node:crypto';

import type { Executed } from './execute-job.ts';

export type JobStatus =
  'INPUT_INFORMATION' | 'PROGRESSING' | 'STATUS_UPDATE' | 'COMPLETE' | 'ERROR' | 'CANCELED';

/** As EventBridge hands it on (User Guide, "EventBridge events"). */
export interface JobEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'MediaConvert Job State Change';
  readonly source: 'aws.mediaconvert';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly timestamp: number;
    readonly accountId: string;
    readonly queue: string;
    readonly jobId: string;
    readonly status: JobStatus;
    readonly userMetadata: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
}

export interface EventSubject {
  readonly id: string;
  readonly queue: string;
  readonly userMetadata: Readonly<Record<string, string>>;
}

const account = '111122223333';
const region = 'eu-central-1';

export const jobEvent = (job: EventSubject, status: JobStatus, fields: object = {}): JobEvent => {
  const now = new Date();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'MediaConvert Job State Change',
    source: 'aws.mediaconvert',
    account,
    time: now.toISOString(),
    region,
    resources: [`arn:aws:mediaconvert:${region}:${account}:jobs/${job.id}`],
    detail: {
      timestamp: now.getTime(),
      accountId: account,
      queue: job.queue,
      jobId: job.id,
      status,
      userMetadata: job.userMetadata,
      ...fields,
    },
  };
};

export const progressFields = (percent: number): object => ({
  framesDecoded: percent,
  jobProgress: {
    phaseProgress: { TRANSCODING: { status: 'PROGRESSING', percentComplete: percent } },
    jobPercentComplete: percent,
    currentPhase: 'TRANSCODING',
    retryCount: 0,
  },
});

export const completeFields = ({ playlists, outputs, durationMs }: Executed): object => ({
  paddingInserted: 0,
  blackVideoDetected: 0,
  outputGroupDetails: [
    {
      outputDetails: outputs.map(({ width, height }) => ({
        durationInMs: durationMs,
        videoDetails: { widthInPx: width, heightInPx: height, averageQVBRScore: 7 },
      })),
      type: 'CMAF_GROUP',
      playlistFilePaths: playlists,
    },
  ],
});
