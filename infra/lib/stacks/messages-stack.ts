import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { TopicQueues } from '../constructs/topic-queues.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

/** The queues between API and workers. */
export class MessagesStack extends ProductStack {
  readonly queues: TopicQueues;

  constructor(scope: Construct, props: ProductStackProps, part = 'messages') {
    super(scope, part, props, 'Queues between API and workers');
    this.queues = new TopicQueues(this, 'Queues', { prefix: this.prefix });
    new CfnOutput(this, 'QueuePrefix', { value: this.queues.urlPrefix });
  }
}
