import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { Encoder } from '../constructs/encoder.ts';
import { EventQueue } from '../constructs/event-queue.ts';
import { Handler } from '../constructs/handler.ts';
import type { ObjectStores } from '../constructs/object-stores.ts';
import type { TopicQueues } from '../constructs/topic-queues.ts';
import { encoderEnvironment } from '../environment.ts';
import { encodeEvents, objectEvents } from '../event-patterns.ts';
import type { HandlerName } from '../handler-names.ts';
import { tableUse } from '../table-use.ts';
import type { DataStack } from './data-stack.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface MediaStackProps extends ProductStackProps {
  readonly stores: ObjectStores;
  readonly queues: TopicQueues;
  readonly data: DataStack;
  readonly bundles: string;
}

/**
 * What happens to a video outside of our processes, and how they hear of it: S3 and MediaConvert tell EventBridge, which
 * fills a queue each, whose function says it in the product's own words.
 */
export class MediaStack extends ProductStack {
  readonly encoder: Encoder | null;
  readonly objectEvents: EventQueue;
  readonly encodeEvents: EventQueue | null = null;
  readonly reconcileDead: Queue | null = null;
  readonly handlers: Handler[] = [];
  readonly #props: MediaStackProps;

  constructor(scope: Construct, props: MediaStackProps) {
    super(scope, 'media', props, 'Encoding, and what S3 and MediaConvert tell');
    this.#props = props;
    const { stores, queues, config } = props;
    const timeout = Duration.seconds(30);
    this.objectEvents = new EventQueue(this, 'ObjectEvents', {
      what: 'What was uploaded, and what came back from the archive',
      queueName: `${this.prefix}object-events`,
      patterns: objectEvents(stores.sources.bucketName),
      timeout,
    });
    const onObject = this.#handler('object-events', 'Tells the API what S3 says of originals', {
      timeout,
      environment: {},
    });
    this.objectEvents.deliverTo(onObject);
    queues.grantSend(onObject.role, 'object-event');
    this.#table(onObject);

    this.encoder =
      config.encoder === 'mediaconvert'
        ? new Encoder(this, 'Encoder', {
            name: `vidkit-${config.name}`,
            sources: stores.sources,
            media: stores.media,
          })
        : null;
    if (!this.encoder) return;

    this.encodeEvents = new EventQueue(this, 'EncodeEvents', {
      what: 'How far encodes are',
      queueName: `${this.prefix}encode-events`,
      patterns: encodeEvents(this.encoder.queueArn),
      timeout,
    });
    const onEncode = this.#handler('encode-events', 'Tells the API and the workers what MediaConvert says', {
      timeout,
      environment: {},
    });
    this.encodeEvents.deliverTo(onEncode);
    queues.grantSend(onEncode.role, 'encode-status', 'encode-ended');
    this.#table(onEncode);
    this.#records(onEncode);
    this.reconcileDead = this.#reconcile(this.encoder);
  }

  /** Finds encodes whose beginning or end nobody heard of. */
  #reconcile(encoder: Encoder): Queue {
    const reconcile = this.#handler('reconcile', 'Finds encodes that were lost, and sends them on', {
      timeout: Duration.minutes(5),
      environment: {},
      canary: false,
    });
    encoder.grantSubmit(reconcile.role);
    this.#props.queues.grantSend(reconcile.role, 'object-stored', 'encode-ended', 'encode-status');
    this.#table(reconcile);
    this.#records(reconcile);
    const dead = new Queue(this, 'ReconcileDead', {
      queueName: `${this.prefix}reconcile-dead`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(dead, { SQS3: 'It is where dead letters go, from a schedule and not from a queue.' });
    new Schedule(this, 'Reconcile', {
      description: 'Looks for lost encodes',
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      target: new LambdaInvoke(reconcile.alias, {
        input: ScheduleTargetInput.fromObject({}),
        deadLetterQueue: dead,
        retryAttempts: 2,
        maxEventAge: Duration.minutes(10),
      }),
    });
    return dead;
  }

  #handler(
    name: HandlerName,
    what: string,
    {
      timeout,
      environment,
      canary = true,
    }: { timeout: Duration; environment: Record<string, string>; canary?: boolean },
  ): Handler {
    const { stores, queues, data, bundles } = this.#props;
    const handler = new Handler(this, name, {
      bundles,
      name,
      what,
      timeout,
      canary,
      memoryMiB: 256,
      logDays: this.logDays,
      environment: {
        SQS_QUEUE_PREFIX: queues.urlPrefix,
        S3_SOURCES_BUCKET: stores.sources.bucketName,
        S3_MEDIA_BUCKET: stores.media.bucketName,
        DYNAMODB_TABLE: data.table.tableName,
        ...encoderEnvironment(
          this.encoder ? { role: this.encoder.role.roleArn, queue: this.encoder.queueArn } : null,
        ),
        ...environment,
      },
    });
    this.handlers.push(handler);
    return handler;
  }

  /** Records of encodes: `work/<video>/<encode>/encode.json`. */
  #records({ role }: Handler): void {
    const { media } = this.#props.stores;
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [media.arnForObjects('work/*')],
      }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [media.bucketArn],
      }),
    );
    acknowledge(role, {
      'IAM5[*]': 'Records of encodes below `work/`, jobs, and traces, which have no names before.',
    });
  }

  #table({ role }: Handler): void {
    role.addToPrincipalPolicy(tableUse(this.#props.data.table.tableArn));
  }
}
