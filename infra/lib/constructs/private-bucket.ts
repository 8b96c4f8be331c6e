import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface PrivateBucketProps extends Omit<
  BucketProps,
  'encryption' | 'blockPublicAccess' | 'enforceSSL' | 'removalPolicy'
> {
  /** Who reads what, in another bucket. */
  readonly log: IBucket | null;
}

/**
 * A bucket that nobody reads without TLS and a right, that encrypts with keys of S3 (CloudFront reads from it, which
 * keys of our own would make dearer and not safer), that logs who read, and that outlives its stack.
 */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { log, lifecycleRules = [], ...props }: PrivateBucketProps) {
    super(scope, id, {
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...props,
      ...(log ? { serverAccessLogsBucket: log, serverAccessLogsPrefix: `${id.toLowerCase()}/` } : {}),
      lifecycleRules: [
        // People may go on with an upload for seven days, and the product itself sweeps after eight.
        { id: 'abandoned', abortIncompleteMultipartUploadAfter: Duration.days(9) },
        ...lifecycleRules,
      ],
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
