import { Duration, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type CorsRule,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import { PrivateBucket } from './private-bucket.ts';

/** Browsers send parts to signed addresses from any page that embeds the uploader; the signature is the right. */
const uploads: CorsRule = {
  allowedMethods: [HttpMethods.PUT],
  allowedOrigins: ['*'],
  allowedHeaders: ['*'],
  exposedHeaders: ['ETag'],
  maxAge: 3600,
};

/** What rests (`archive=true`, put there by the application) gets cheaper the longer it rests. */
const archiveRule: LifecycleRule = {
  id: 'archive',
  prefix: 'archive/',
  tagFilters: { archive: 'true' },
  transitions: [
    { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(30) },
    { storageClass: StorageClass.GLACIER, transitionAfter: Duration.days(120) },
    { storageClass: StorageClass.DEEP_ARCHIVE, transitionAfter: Duration.days(365) },
  ],
};

/**
 * S3 is the disk: originals with their archive, published media with their thumbnails, and the built files of studio
 * and elements. Apart from each other because their rules are: originals are versioned and watched, media are served,
 * and a file of an older release must stay for the pages that loaded it.
 */
export class ObjectStores extends Construct {
  readonly sources: IBucket;
  readonly media: IBucket;
  readonly site: IBucket;
  readonly logs: IBucket;

  constructor(scope: Construct, id: string, { replicated }: { replicated: boolean }) {
    super(scope, id);
    this.logs = new PrivateBucket(this, 'Logs', {
      log: null,
      // CloudFront and the balancer write with access lists.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ id: 'old', expiration: Duration.days(90) }],
    });

    this.sources = new PrivateBucket(this, 'Sources', {
      log: this.logs,
      versioned: true,
      cors: [uploads],
      lifecycleRules: [
        archiveRule,
        {
          id: 'overwritten',
          noncurrentVersionExpiration: Duration.days(30),
          expiredObjectDeleteMarker: true,
        },
      ],
    });
    tellEventBridge(this.sources);
    this.media = new PrivateBucket(this, 'Media', {
      log: this.logs,
      versioned: replicated,
      cors: [uploads],
      lifecycleRules: [
        { id: 'work', prefix: 'work/', expiration: Duration.days(14) },
        ...(replicated ? [{ id: 'overwritten', noncurrentVersionExpiration: Duration.days(7) }] : []),
      ],
    });
    this.site = new PrivateBucket(this, 'Site', { log: this.logs });

    for (const bucket of [this.media, this.site, this.sources]) letCloudFrontRead(bucket);
  }
}

/**
 * The distribution is in a later stack and reads through origin access control. It may list, too: S3 tells the reader of
 * a missing object "not found" only then, and 403 otherwise, which a player would take for an expired right. No address
 * of the distribution reaches the root of a bucket, where lists are.
 */
const letCloudFrontRead = (bucket: IBucket): void => {
  const stack = Stack.of(bucket);
  const statement = (actions: string[], resources: string[]) =>
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions,
      resources,
      conditions: {
        StringEquals: { 'AWS:SourceAccount': stack.account },
        ArnLike: { 'AWS:SourceArn': `arn:${stack.partition}:cloudfront::${stack.account}:distribution/*` },
      },
    });
  bucket.addToResourcePolicy(statement(['s3:GetObject'], [bucket.arnForObjects('*')]));
  bucket.addToResourcePolicy(statement(['s3:ListBucket'], [bucket.bucketArn]));
};

/** `eventBridgeEnabled` of CDK would bring a function of its own for this one setting. */
const tellEventBridge = (bucket: IBucket): void => {
  (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
};

/** Copies what is written to buckets of another region, deletions of objects excepted: those may be a mistake. */
export const replicate = (
  bucket: IBucket,
  { role, destinationArn }: { role: string; destinationArn: string },
): void => {
  (bucket.node.defaultChild as CfnBucket).replicationConfiguration = {
    role,
    rules: [
      {
        id: 'other-region',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        destination: { bucket: destinationArn, storageClass: 'STANDARD_IA' },
      },
    ],
  };
};
