import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ReadWriteType, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type IBucket, ObjectLockRetention, StorageClass } from 'aws-cdk-lib/aws-s3';
import { ServicePrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { PrivateBucket } from './private-bucket.ts';

export interface AuditTrailProps {
  readonly name: string;
  readonly sources: IBucket;
  readonly logs: IBucket;
  readonly logDays: RetentionDays;
  /** Days in which nobody can delete what is written, the root user included. */
  readonly lockedDays: number;
}

/**
 * CloudTrail writes down who did what in the account, and who touched an original, into a bucket where it cannot be
 * deleted before its time by anybody.
 */
export class AuditTrail extends Construct {
  readonly trail: Trail;
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      log: props.logs,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(props.lockedDays)),
      lifecycleRules: [
        {
          id: 'history',
          transitions: [
            { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) },
          ],
          expiration: Duration.days(Math.max(400, props.lockedDays + 30)),
        },
      ],
    });
    const { account, partition, region } = Stack.of(this);
    const key = new Key(this, 'Key', {
      description: `${props.name}: the trail`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'aws:SourceArn': `arn:${partition}:cloudtrail:${region}:${account}:trail/${props.name}`,
          },
        },
      }),
    );
    this.trail = new Trail(this, 'Trail', {
      trailName: props.name,
      bucket: this.bucket,
      encryptionKey: key,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      sendToCloudWatchLogs: true,
      cloudWatchLogGroup: new LogGroup(this, 'Logs', {
        retention: props.logDays,
        removalPolicy: RemovalPolicy.RETAIN,
      }),
    });
    this.trail.addS3EventSelector([{ bucket: props.sources, objectPrefix: 'sources/' }], {
      readWriteType: ReadWriteType.ALL,
      includeManagementEvents: true,
    });
  }
}
