import type { EncodeEnded, EncodeStatus } from '@vidkit/contracts/events/media';
import type { Queue } from '@vidkit/platform/ports/queue';
import { z } from 'zod';

import type { ProcessLog } from '../flow/attempt.ts';
import { type BatchResponse, handleBatch, onceEach } from './sqs-batch.ts';

export interface EncodeEventsOptions {
  readonly queue: Pick<Queue, 'send'>;
  readonly log: ProcessLog;
}

/** Any event of EventBridge, to see whether it is one of ours. */
const envelope = z.object({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });

/** What `jobSettings` gives to its jobs, by which they are known again. */
const ours = z.object({
  videoId: z.uuid(),
  encode: z.coerce.number().int().min(1),
  planId: z.string().regex(/^[0-9a-f]{16}$/),
  from: z.coerce.number().min(0).max(100),
  to: z.coerce.number().min(0).max(100),
});

const jobChange = z.object({
  jobId: z.string(),
  status: z.string(),
  userMetadata: z.record(z.string(), z.string()).default({}),
  jobProgress: z.object({ jobPercentComplete: z.number().min(0).max(100) }).optional(),
  errorCode: z.int().optional(),
  errorMessage: z.string().optional(),
});
type JobChange = z.output<typeof jobChange>;

/** Those that say nothing that we tell anybody. */
const silent = new Set(['INPUT_INFORMATION', 'PROGRESSING', 'NEW_WARNING', 'QUEUE_HOP', 'SUBMITTED']);

/**
 * What MediaConvert tells of its jobs becomes messages: how far a video is to the API, and that a ladder has come to its
 * end to the workers. It keeps nothing, so that events may come twice, late and in any order: who takes the messages
 * passes over what is old.
 */
export const encodeEvents = ({ queue, log }: EncodeEventsOptions) => {
  const sayOnce = onceEach(log);
  const handle = async (body: unknown): Promise<void> => {
    const event = envelope.parse(body);
    if (event.source !== 'aws.mediaconvert' || event['detail-type'] !== 'MediaConvert Job State Change') {
      sayOnce(`${event.source} ${event['detail-type']}`, 'events that nobody here asked for');
      return;
    }
    const change = jobChange.parse(event.detail);
    const job = ours.safeParse(change.userMetadata);
    if (job.success) await report(change, job.data);
    else sayOnce('a job of others', 'jobs that are not of this installation');
  };

  const report = async (change: JobChange, job: z.output<typeof ours>): Promise<void> => {
    const { videoId, encode, planId, from, to } = job;
    const end = endOf(change.status);
    if (end) {
      const { jobId, errorCode = null, errorMessage } = change;
      const about = { videoId, encode, jobId, ...(end === 'failed' ? { errorCode, errorMessage } : {}) };
      log[end === 'failed' ? 'warn' : 'info'](about, `job ${change.status.toLowerCase()}`);
      const ended: EncodeEnded = { videoId, encode, planId, outcome: end, errorCode };
      await queue.send('encode-ended', ended, { key: `${videoId}:${encode}:${planId}` });
    } else if (change.status === 'STATUS_UPDATE') {
      const done = (change.jobProgress?.jobPercentComplete ?? 0) / 100;
      const percent = Math.round((from + (to - from) * done) * 10) / 10;
      const progress = { stage: 'renditions' as const, percent, secondsLeft: null };
      await queue.send('encode-status', {
        type: 'progress',
        videoId,
        encode,
        progress,
      } satisfies EncodeStatus);
    } else if (!silent.has(change.status)) {
      sayOnce(`status ${change.status}`, 'a state of a job that is new to us');
    }
  };

  return (event: unknown): Promise<BatchResponse> => handleBatch(event, handle, log);
};

const endOf = (status: string): EncodeEnded['outcome'] | null => {
  if (status === 'COMPLETE') return 'complete';
  return status === 'ERROR' || status === 'CANCELED' ? 'failed' : null;
};
