import { CfnOutput } from 'aws-cdk-lib';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { ProductCluster } from '../constructs/cluster.ts';
import type { Network } from '../constructs/network.ts';
import { ProductTask } from '../constructs/product-task.ts';
import { letServe, type TaskResources, whyStars } from '../task-rights.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface ClusterStackProps extends ProductStackProps {
  readonly network: Network;
  readonly repository: IRepository;
  readonly imageTag: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly resources: TaskResources;
}

/** Where containers run, and the task that migrates the database before the ones that need it. */
export class ClusterStack extends ProductStack {
  readonly cluster: ProductCluster;

  constructor(scope: Construct, props: ClusterStackProps) {
    super(scope, 'cluster', props, 'Cluster, migrations');
    const { config, network, repository, imageTag, environment, resources } = props;
    const { compute, instance, min, max } = config.api;
    this.cluster = new ProductCluster(this, 'Cluster', {
      name: `vidkit-${config.name}`,
      network,
      // Two tasks a machine, and room for the green half of a release.
      machines:
        compute === 'ec2' && instance !== null ? { instance, min: Math.max(1, min), max: max * 2 } : null,
    });
    const task = new ProductTask(this, 'Migrate', {
      family: `vidkit-${config.name}-migrate`,
      repository,
      imageTag,
      command: ['node', 'api/src/cli/vid.ts', 'migrate'],
      environment,
      cpu: 256,
      memoryMiB: 512,
      logDays: this.logDays,
      scratchGiB: null,
      serves: false,
      compatibility: 'fargate',
    });
    // The operators' commands run in it, too: they are the API's, but for HTTP.
    letServe(task.role, resources);
    acknowledge(task.role, whyStars);
    new CfnOutput(this, 'ClusterName', { value: this.cluster.cluster.clusterName });
    new CfnOutput(this, 'MigrateFamily', { value: task.definition.family });
  }
}
