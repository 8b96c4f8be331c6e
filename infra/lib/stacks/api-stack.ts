import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { ApiService } from '../constructs/api-service.ts';
import type { ProductCluster } from '../constructs/cluster.ts';
import type { Entrance } from '../constructs/entrance.ts';
import type { Network } from '../constructs/network.ts';
import { ProductTask } from '../constructs/product-task.ts';
import { letServe, type TaskResources, whyStars } from '../task-rights.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface ServiceStackProps extends ProductStackProps {
  readonly network: Network;
  readonly cluster: ProductCluster;
  readonly entrance: Entrance;
  readonly repository: IRepository;
  readonly imageTag: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly resources: TaskResources;
}

/** The API. */
export class ApiStack extends ProductStack {
  readonly api: ApiService;
  readonly task: ProductTask;

  constructor(scope: Construct, props: ServiceStackProps) {
    super(scope, 'api', props, 'The API');
    const { config, network, cluster, entrance, repository, imageTag, environment, resources } = props;
    const { cpu, memoryMiB, min, max, compute } = config.api;
    this.task = new ProductTask(this, 'Task', {
      family: `vidkit-${config.name}-api`,
      repository,
      imageTag,
      command: ['node', 'api/src/main.ts'],
      environment,
      cpu,
      memoryMiB,
      logDays: this.logDays,
      scratchGiB: null,
      serves: true,
      compatibility: compute,
    });
    letServe(this.task.role, resources);
    acknowledge(this.task.role, whyStars);
    const rollBack = (
      id: string,
      what: string,
      metric: ReturnType<Entrance['metricFailed']>,
      threshold: number,
    ) =>
      new Alarm(this, id, {
        alarmDescription: `${what}; a release under way goes back`,
        metric,
        threshold,
        evaluationPeriods: 2,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    this.api = new ApiService(this, 'Api', {
      name: `vidkit-${config.name}`,
      network,
      cluster,
      task: this.task,
      entrance,
      min,
      max,
      alarms: [
        rollBack('Failing', 'Requests fail', entrance.metricFailed(), 20),
        rollBack('Unanswered', 'No task answers', entrance.metricUnanswered(), 10),
        rollBack(
          'Slow',
          'Requests are slow',
          entrance.balancer.metrics.targetResponseTime({ statistic: 'p99', period: Duration.minutes(1) }),
          5,
        ),
      ],
    });
    new CfnOutput(this, 'ApiFamily', { value: this.task.definition.family });
    new CfnOutput(this, 'Application', { value: this.api.deployments.application.applicationName });
    new CfnOutput(this, 'DeploymentGroup', { value: this.api.deployments.deploymentGroupName });
  }
}
