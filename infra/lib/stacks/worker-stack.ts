import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { ProductTask } from '../constructs/product-task.ts';
import { WorkerService } from '../constructs/worker-service.ts';
import { letWork, whyStars } from '../task-rights.ts';
import type { ServiceStackProps } from './api-stack.ts';
import { ProductStack } from './product-stack.ts';

/** The workers. */
export class WorkerStack extends ProductStack {
  readonly workers: WorkerService;
  readonly task: ProductTask;

  constructor(scope: Construct, props: Omit<ServiceStackProps, 'entrance'>) {
    super(scope, 'worker', props, 'The workers');
    const { config, network, cluster, repository, imageTag, environment, resources } = props;
    const { cpu, memoryMiB, min, max, scratchGiB, spot } = config.worker;
    this.task = new ProductTask(this, 'Task', {
      family: `vidkit-${config.name}-worker`,
      repository,
      imageTag,
      command: ['node', 'pipelines/src/aws/worker.ts'],
      environment,
      cpu,
      memoryMiB,
      logDays: this.logDays,
      scratchGiB,
      serves: false,
      compatibility: 'fargate',
    });
    letWork(this.task.role, resources);
    // A task that is at work says so of itself, and is not taken away.
    this.task.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
        resources: [
          this.formatArn({
            service: 'ecs',
            resource: 'task',
            resourceName: `vidkit-${config.name}/*`,
          }),
        ],
      }),
    );
    acknowledge(this.task.role, whyStars);
    this.workers = new WorkerService(this, 'Workers', {
      name: `vidkit-${config.name}`,
      network,
      cluster,
      task: this.task,
      queues: resources.queues,
      min,
      max,
      spot,
    });
  }
}
