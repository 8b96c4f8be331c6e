import { Duration } from 'aws-cdk-lib';
import { AdjustmentType } from 'aws-cdk-lib/aws-applicationautoscaling';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { Topic } from '@vidkit/contracts/events/topics';
import { Construct } from 'constructs';

import type { ProductCluster } from './cluster.ts';
import type { Network } from './network.ts';
import type { ProductTask } from './product-task.ts';
import type { TopicQueues } from './topic-queues.ts';

export interface WorkerServiceProps {
  readonly name: string;
  readonly network: Network;
  readonly cluster: ProductCluster;
  readonly task: ProductTask;
  readonly queues: TopicQueues;
  readonly min: number;
  readonly max: number;
  readonly spot: boolean;
}

/** What workers take here: the image hears no captions. An alarm adds up ten metrics at most, so no other can be here. */
const taken: readonly Topic[] = [
  'object-stored',
  'encode-chunk',
  'encode-ended',
  'import-requested',
  'poster-wanted',
];

/**
 * Workers probe, check and publish, make what MediaConvert does not, and encode where there is none. As many as there is
 * work, a message or two each, down to none where `min` is 0. On Spot, since a worker that is taken away gives its
 * message back and another one goes on from what was published.
 */
export class WorkerService extends Construct {
  readonly service: FargateService;

  constructor(scope: Construct, id: string, props: WorkerServiceProps) {
    super(scope, id);
    const { network, cluster, task, queues, min, max, spot } = props;
    this.service = new FargateService(this, 'Service', {
      serviceName: `${props.name}-worker`,
      cluster: cluster.cluster,
      taskDefinition: task.definition,
      desiredCount: min,
      capacityProviderStrategies: [
        // The ones that are always there are not taken away.
        ...(min > 0 || !spot ? [{ capacityProvider: 'FARGATE', base: min, weight: spot ? 0 : 1 }] : []),
        ...(spot ? [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] : []),
      ],
      circuitBreaker: { rollback: true },
      minHealthyPercent: 50,
      maxHealthyPercent: 200,
      vpcSubnets: { subnetType: network.taskSubnets },
      securityGroups: [network.tasks],
      assignPublicIp: network.taskSubnets === SubnetType.PUBLIC,
    });

    const metrics = Object.fromEntries([
      ...taken.map((topic, index) => [
        `waiting${index}`,
        queues.of(topic).metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      ]),
      ...taken.map((topic, index) => [
        `running${index}`,
        queues.of(topic).metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' }),
      ]),
    ]) as Record<string, IMetric>;
    // What is being worked on counts, too: else a worker would be taken away from an encode that runs.
    const open = new MathExpression({
      label: 'work that waits or is being done',
      // SQS says nothing of a queue that nobody used for hours, and a sum with nothing in it is nothing.
      expression: Object.keys(metrics)
        .map((name) => `FILL(${name}, 0)`)
        .join(' + '),
      usingMetrics: metrics,
      period: Duration.minutes(1),
    });
    const scaling = this.service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max });
    const steps = [1, 2, 4, 8, 16, 32, 64, 128].filter((count) => count < max);
    scaling.scaleOnMetric('Work', {
      metric: open,
      adjustmentType: AdjustmentType.EXACT_CAPACITY,
      scalingSteps: [
        { upper: 0, change: min },
        // Rounded up, so that none is taken away from work that is left. Those at it protect themselves.
        ...steps.map((count) => ({
          lower: count,
          change: Math.min(max, Math.max(min, count === 1 ? 1 : count * 2)),
        })),
        { lower: Math.max(1, max), change: max },
      ],
      cooldown: Duration.seconds(60),
      evaluationPeriods: 1,
    });
  }
}
