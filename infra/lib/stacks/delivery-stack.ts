import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

import { ReleasePipeline } from '../constructs/release-pipeline.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';
import type { RegistryStack } from './registry-stack.ts';

export interface DeliveryStackProps extends ProductStackProps {
  readonly registry: RegistryStack;
  readonly logs: IBucket;
}

/** From a merge to people. */
export class DeliveryStack extends ProductStack {
  constructor(scope: Construct, { registry, logs, ...props }: DeliveryStackProps) {
    super(scope, 'delivery', props, 'Pipeline');
    const { delivery, name } = props.config;
    if (!delivery || !registry.connectionArn || !registry.artifactKey) {
      throw new Error(`${name} has no delivery, so it has no pipeline.`);
    }
    new ReleasePipeline(this, 'Release', {
      name,
      source: delivery,
      connectionArn: registry.connectionArn,
      repository: registry.repository,
      key: registry.artifactKey,
      logs,
      logDays: this.logDays,
    });
  }
}
