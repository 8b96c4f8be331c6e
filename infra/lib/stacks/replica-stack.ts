import { Aws, Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

import { Vault } from '../constructs/backup-plan.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

/** Names that another region can know without asking: the account is the same in both. */
export interface ReplicaNames {
  readonly sources: string;
  readonly media: string;
}

/** Copies of files and of back-ups, in another region: first of all stacks, since the others copy into it. */
export class ReplicaStack extends ProductStack {
  readonly sources: IBucket;
  readonly media: IBucket;
  readonly logs: IBucket;
  readonly names: ReplicaNames;
  /** Where the distribution reads from when the first region does not answer. */
  readonly mediaOrigin: { readonly name: string; readonly region: string };

  constructor(scope: Construct, props: ProductStackProps & { readonly region: string }) {
    super(scope, 'replica', props, 'Copies of files and back-ups');
    this.logs = new PrivateBucket(this, 'Logs', {
      log: null,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ id: 'old', expiration: Duration.days(90) }],
    });
    this.names = {
      sources: `${this.prefix}sources-copy-${Aws.ACCOUNT_ID}`,
      media: `${this.prefix}media-copy-${Aws.ACCOUNT_ID}`,
    };
    this.mediaOrigin = { name: this.names.media, region: props.region };
    const copy = (id: string, bucketName: string) =>
      new PrivateBucket(this, id, {
        bucketName,
        log: this.logs,
        versioned: true,
        lifecycleRules: [{ id: 'overwritten', noncurrentVersionExpiration: Duration.days(30) }],
      });
    this.sources = copy('Sources', this.names.sources);
    this.media = copy('Media', this.names.media);
    for (const [actions, resource] of [
      [['s3:GetObject'], this.media.arnForObjects('*')],
      [['s3:ListBucket'], this.media.bucketArn],
    ] as const) {
      this.media.addToResourcePolicy(
        new PolicyStatement({
          effect: Effect.ALLOW,
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: [...actions],
          resources: [resource],
          conditions: { StringEquals: { 'AWS:SourceAccount': this.account } },
        }),
      );
    }
    new Vault(this, 'Vault', {
      name: `vidkit-${props.config.name}`,
      keepDays: props.config.database.backupDays,
    });
  }
}
