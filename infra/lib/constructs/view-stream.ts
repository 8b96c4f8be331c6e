import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { KinesisEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';
import type { Handler } from './handler.ts';

/**
 * Kinesis takes what happens in views, in order a view, and lets counters, lake and warehouse each read it at their own
 * pace. The API answers as soon as it is there.
 */
export class ViewStream extends Construct {
  readonly stream: Stream;
  /** Positions of batches that the counter gave up on. */
  readonly dead: Queue;

  constructor(
    scope: Construct,
    id: string,
    { name, shards }: { name: string; shards: number | 'on-demand' },
  ) {
    super(scope, id);
    this.stream = new Stream(this, 'Stream', {
      streamName: name,
      ...(shards === 'on-demand'
        ? { streamMode: StreamMode.ON_DEMAND }
        : { streamMode: StreamMode.PROVISIONED, shardCount: shards }),
      encryption: StreamEncryption.MANAGED,
      // What has a fault on Friday evening is mended on Monday.
      retentionPeriod: Duration.days(4),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.dead = new Queue(this, 'Dead', {
      queueName: `${name}-dead`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(this.dead, { SQS3: 'It is where dead letters go, from Kinesis and not from a queue.' });
  }

  countBy(handler: Handler): void {
    handler.alias.addEventSource(
      new KinesisEventSource(this.stream, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 500,
        maxBatchingWindow: Duration.seconds(5),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 20,
        onFailure: new SqsDlq(this.dead),
      }),
    );
  }
}
