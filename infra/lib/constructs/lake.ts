import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import {
  Compression,
  DeliveryStream,
  EnableLogging,
  KinesisStreamSource,
  S3Bucket,
  StreamEncryption,
} from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Stream } from 'aws-cdk-lib/aws-kinesis';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type IBucket, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';
import { PrivateBucket } from './private-bucket.ts';

export interface LakeProps {
  readonly stream: Stream;
  readonly logs: IBucket;
  readonly logDays: RetentionDays;
}

/** Firehose writes what happened in views to S3, a folder a day: the history that outlives stream and counters. */
export class Lake extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { stream, logs, logDays }: LakeProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      log: logs,
      lifecycleRules: [
        {
          id: 'history',
          transitions: [
            { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) },
          ],
          // As long as the local product keeps what happens in views (EVENTS_KEEP_DAYS).
          expiration: Duration.days(400),
        },
      ],
    });
    const errors = new LogGroup(this, 'Logs', { retention: logDays, removalPolicy: RemovalPolicy.DESTROY });
    const delivery = new DeliveryStream(this, 'Delivery', {
      source: new KinesisStreamSource(stream),
      encryption: StreamEncryption.unencrypted(),
      destination: new S3Bucket(this.bucket, {
        dataOutputPrefix: 'views/dt=!{timestamp:yyyy-MM-dd}/',
        errorOutputPrefix: 'failed/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
        compression: Compression.GZIP,
        bufferingInterval: Duration.minutes(5),
        bufferingSize: Size.mebibytes(64),
        loggingConfig: new EnableLogging(errors),
      }),
    });
    acknowledge(delivery, {
      'IAM5[*]': 'Grants of CDK to Firehose: all objects of its own bucket.',
      KDF1: 'The stream that it reads is encrypted already; a key of its own is only for direct puts.',
    });
  }
}
