import { viewRecord } from '@vidkit/contracts/events/view-record';
import { countViews } from '@vidkit/platform/metrics/count-views';
import type { MetricsStore, RecordedCounts } from '@vidkit/platform/ports/metrics-store';
import { z } from 'zod';

import type { ProcessLog } from '../flow/attempt.ts';
import type { BatchResponse } from './sqs-batch.ts';

export interface ViewsConsumerOptions {
  readonly metrics: MetricsStore;
  readonly log: ProcessLog;
}

/** What a function is handed of a shard, as far as we read it. */
const kinesisEvent = z.object({
  Records: z.array(
    z.object({
      /** `shardId-000000000006:49590338…` */
      eventID: z.string().regex(/^shardId-\d+:\d+$/),
      eventSourceARN: z.string(),
      kinesis: z.object({ sequenceNumber: z.string().regex(/^\d+$/), data: z.base64() }),
    }),
  ),
});
type KinesisRecord = z.output<typeof kinesisEvent>['Records'][number];

/**
 * Counts what happens in views, each record once: the store knows how far it is in each shard. It needs the records of a
 * shard in their order, so that no two calls may work on one shard at the same time. The first record that fails is
 * named, and all from it on are delivered again; one that cannot be read is put aside by Lambda after some attempts.
 */
export const viewsConsumer =
  ({ metrics, log }: ViewsConsumerOptions) =>
  async (event: unknown): Promise<BatchResponse> => {
    const { Records: records } = kinesisEvent.parse(event);
    const failed = await Promise.all(
      [...Map.groupBy(records, sourceOf)].map(async ([source, ofShard]) => {
        const { counted, poison } = readUntilPoison(ofShard, log);
        try {
          if (counted.length > 0) {
            await metrics.add(source, counted);
            log.info({ source, ...startsAndErrors(counted) }, 'views counted');
          }
          return poison;
        } catch (error) {
          log.error({ source, records: counted.length, err: error }, 'views were not counted');
          return counted[0]?.sequence ?? poison;
        }
      }),
    );
    return {
      batchItemFailures: failed.flatMap((sequence) =>
        sequence === null ? [] : [{ itemIdentifier: sequence }],
      ),
    };
  };

/** A shard of a stream that was made anew has the name of an old one: by the stream they are told apart. */
const sourceOf = ({ eventID, eventSourceARN }: KinesisRecord): string =>
  `${eventSourceARN.slice(eventSourceARN.lastIndexOf('/') + 1)}/${eventID.slice(0, eventID.indexOf(':'))}`;

/** Operators are told when too many views end in an error (the metrics `PlaybackStarts` and `PlaybackErrors`). */
const startsAndErrors = (counted: readonly RecordedCounts[]): { starts: number; errors: number } => {
  let [starts, errors] = [0, 0];
  for (const { views, errors: failed } of counted.flatMap(({ counters }) => counters)) {
    starts += views;
    errors += failed;
  }
  return { starts, errors };
};

const readUntilPoison = (
  records: readonly KinesisRecord[],
  log: ProcessLog,
): { counted: RecordedCounts[]; poison: string | null } => {
  const counted: RecordedCounts[] = [];
  for (const { kinesis } of records) {
    const { sequenceNumber: sequence, data } = kinesis;
    try {
      const report = viewRecord.parse(JSON.parse(Buffer.from(data, 'base64').toString('utf8')));
      counted.push({ sequence, counters: countViews([report]) });
    } catch (error) {
      log.error({ sequence, err: error }, 'a record of the stream cannot be read');
      return { counted, poison: sequence };
    }
  }
  return { counted, poison: null };
};
