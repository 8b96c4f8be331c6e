import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import type { Handler } from './handler.ts';

export interface EventQueueProps {
  readonly what: string;
  readonly queueName: string;
  readonly patterns: Readonly<Record<string, EventPattern>>;
  /** Of one call of the function. */
  readonly timeout: Duration;
}

/**
 * Events of AWS on their way to a function, by EventBridge and a queue instead of a direct call: they wait while the
 * function fails or is throttled, and what fails five times is kept for a person to look at and to send again.
 */
export class EventQueue extends Construct {
  readonly queue: Queue;
  readonly dead: Queue;
  readonly rules: readonly Rule[];

  constructor(scope: Construct, id: string, { what, queueName, patterns, timeout }: EventQueueProps) {
    super(scope, id);
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      retentionPeriod: Duration.days(14),
    };
    this.dead = new Queue(this, 'Dead', { ...common, queueName: `${queueName}-dead` });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName,
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: 5 },
    });
    this.rules = Object.entries(patterns).map(
      ([name, eventPattern]) =>
        new Rule(this, name, {
          description: what,
          eventPattern,
          targets: [new SqsQueue(this.queue, { deadLetterQueue: this.dead })],
        }),
    );
  }

  deliverTo(handler: Handler): void {
    handler.alias.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: 10,
      }),
    );
  }
}
