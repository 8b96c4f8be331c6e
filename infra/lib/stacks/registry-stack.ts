import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnConnection } from 'aws-cdk-lib/aws-codestarconnections';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

import { ProductStack, type ProductStackProps } from './product-stack.ts';

/** What must be there before anything can be built: a place for images, a key for artifacts, the way to the code. */
export class RegistryStack extends ProductStack {
  readonly repository: Repository;
  readonly artifactKey: Key | null;
  /** An operator opens it once in the console; nobody keeps a password of the repository. */
  readonly connectionArn: string | null;

  constructor(scope: Construct, props: ProductStackProps) {
    super(scope, 'registry', props, 'Images, and the way to the code');
    this.repository = new Repository(this, 'Images', {
      repositoryName: `${this.prefix}product`,
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      removalPolicy: this.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      emptyOnDelete: !this.protect,
      lifecycleRules: [
        {
          description: 'untagged',
          tagStatus: TagStatus.UNTAGGED,
          maxImageAge: Duration.days(7),
          rulePriority: 1,
        },
        { description: 'enough to go back', maxImageCount: 50, rulePriority: 2 },
      ],
    });
    const { delivery } = props.config;
    this.artifactKey = delivery
      ? new Key(this, 'ArtifactKey', {
          description: `${this.prefix}artifacts`,
          enableKeyRotation: true,
          removalPolicy: RemovalPolicy.DESTROY,
        })
      : null;
    this.connectionArn = delivery
      ? new CfnConnection(this, 'Code', {
          connectionName: `${this.prefix}code`,
          providerType: 'GitHub',
        }).attrConnectionArn
      : null;
    new CfnOutput(this, 'RepositoryUri', { value: this.repository.repositoryUri });
  }
}
