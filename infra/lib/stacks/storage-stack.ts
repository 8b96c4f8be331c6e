import { CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { ObjectStores, replicate } from '../constructs/object-stores.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';
import type { ReplicaNames } from './replica-stack.ts';

export interface StorageStackProps extends ProductStackProps {
  /** Buckets of another region; null without recovery. */
  readonly replicas: ReplicaNames | null;
}

/** All files, apart from everything that could be torn down with them. */
export class StorageStack extends ProductStack {
  readonly stores: ObjectStores;

  constructor(scope: Construct, { replicas, ...props }: StorageStackProps) {
    super(scope, 'storage', props, 'Originals, media, built files, logs');
    this.stores = new ObjectStores(this, 'Stores', { replicated: replicas !== null });
    if (replicas) this.#replicate(replicas);
    new CfnOutput(this, 'SourcesBucket', { value: this.stores.sources.bucketName });
    new CfnOutput(this, 'MediaBucket', { value: this.stores.media.bucketName });
    new CfnOutput(this, 'SiteBucket', { value: this.stores.site.bucketName });
  }

  #replicate(replicas: NonNullable<StorageStackProps['replicas']>): void {
    const pairs = [
      [this.stores.sources, Bucket.fromBucketName(this, 'SourcesCopy', replicas.sources)],
      [this.stores.media, Bucket.fromBucketName(this, 'MediaCopy', replicas.media)],
    ] as const;
    const role = new Role(this, 'Replication', {
      description: 'Copies objects to the other region',
      assumedBy: new ServicePrincipal('s3.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    });
    for (const [from, to] of pairs) {
      role.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
          resources: [from.bucketArn],
        }),
      );
      role.addToPrincipalPolicy(
        new PolicyStatement({
          actions: [
            's3:GetObjectVersionForReplication',
            's3:GetObjectVersionAcl',
            's3:GetObjectVersionTagging',
          ],
          resources: [from.arnForObjects('*')],
        }),
      );
      role.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ['s3:ReplicateObject', 's3:ReplicateTags'],
          resources: [to.arnForObjects('*')],
        }),
      );
      replicate(from, { role: role.roleArn, destinationArn: to.bucketArn });
    }
    acknowledge(role, {
      'IAM5[*]': 'All objects of exactly two buckets, to exactly two others.',
    });
  }
}
