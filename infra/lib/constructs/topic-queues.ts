import { mostReceipts, type Topic, topics } from '@vidkit/contracts/events/topics';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface TopicQueue {
  readonly queue: Queue;
  readonly dead: Queue;
}

/**
 * SQS carries the messages between API and workers: a queue a topic, as the language of the product lists them, each
 * with a place for what nobody could take. Reports are FIFO, since they arrive in order a video.
 *
 * Consumers put a message aside by themselves after the topic's attempts, with its error beside it. The count of SQS,
 * which also counts deliveries to processes that were killed, is the last resort for a message that kills them all.
 */
export class TopicQueues extends Construct {
  readonly all: ReadonlyMap<Topic, TopicQueue>;
  /** `SQS_QUEUE_PREFIX`. */
  readonly urlPrefix: string;
  readonly #prefix: string;

  constructor(scope: Construct, id: string, { prefix }: { prefix: string }) {
    super(scope, id);
    const { region, account, urlSuffix } = Stack.of(this);
    this.#prefix = prefix;
    this.urlPrefix = `https://sqs.${region}.${urlSuffix}/${account}/${prefix}`;
    this.all = new Map(
      (Object.keys(topics) as Topic[]).map((topic) => [topic, this.#make(prefix, topic)] as const),
    );
  }

  of(topic: Topic): Queue {
    const found = this.all.get(topic);
    if (!found) throw new Error(`There is no queue of ${topic}.`);
    return found.queue;
  }

  /** Send, take and put aside, in all queues of this environment and no others. */
  grantUse(grantee: IGrantable): void {
    const arn = Stack.of(this).formatArn({ service: 'sqs', resource: `${this.#prefix}*` });
    grantee.grantPrincipal.addToPrincipalPolicy(queueUse(arn));
  }

  grantSend(grantee: IGrantable, ...names: Topic[]): void {
    for (const name of names) this.of(name).grantSendMessages(grantee);
  }

  #make(prefix: string, topic: Topic): TopicQueue {
    const kind = topics[topic];
    const fifo = kind === 'report';
    const suffix = fifo ? '.fifo' : '';
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      retentionPeriod: Duration.days(14),
      ...(fifo ? { fifo: true } : {}),
    };
    const dead = new Queue(this, `${topic}-dead`, {
      ...common,
      queueName: `${prefix}${topic}-dead${suffix}`,
      redriveAllowPolicy: { redrivePermission: RedrivePermission.ALLOW_ALL },
    });
    const queue = new Queue(this, topic, {
      ...common,
      queueName: `${prefix}${topic}${suffix}`,
      // Handlers extend it while they work; a message of a killed process comes back after this.
      visibilityTimeout: Duration.seconds(fifo ? 30 : 120),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: dead, maxReceiveCount: mostReceipts[kind] },
      ...(fifo ? { contentBasedDeduplication: false } : {}),
    });
    return { queue, dead };
  }
}

const queueUse = (arn: string) =>
  new PolicyStatement({
    actions: [
      'sqs:SendMessage',
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:GetQueueAttributes',
      // Dead letters back to their queue, by the operator's command.
      'sqs:StartMessageMoveTask',
      'sqs:ListMessageMoveTasks',
    ],
    resources: [arn],
  });
