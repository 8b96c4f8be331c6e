import { Duration } from 'aws-cdk-lib';
import {
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Topic as MessageTopic } from '@vidkit/contracts/events/topics';
import type { Construct } from 'constructs';

import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { WakingAlarm, type WakingAlarmProps } from '../constructs/alarm.ts';
import { JourneyProbe } from '../constructs/journey-probe.ts';
import { countedInLog } from '../constructs/log-metric.ts';
import { ProductDashboard } from '../constructs/product-dashboard.ts';
import type { AnalyticsStack } from './analytics-stack.ts';
import type { ApiStack } from './api-stack.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeStack } from './edge-stack.ts';
import type { EntranceStack } from './entrance-stack.ts';
import type { MediaStack } from './media-stack.ts';
import type { MessagesStack } from './messages-stack.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';
import type { StorageStack } from './storage-stack.ts';
import type { WorkerStack } from './worker-stack.ts';

export interface ObserveStackProps extends ProductStackProps {
  readonly parts: {
    readonly storage: StorageStack;
    readonly data: DataStack;
    readonly messages: MessagesStack;
    readonly media: MediaStack;
    readonly analytics: AnalyticsStack;
    readonly entrance: EntranceStack;
    readonly edge: EdgeStack;
    readonly api: ApiStack;
    readonly worker: WorkerStack;
  };
}

type Alarming = Omit<WakingAlarmProps, 'topic' | 'prefix'>;

const minutes = (count: number): Duration => Duration.minutes(count);

/** What wakes a person, and what they look at then: first what viewers and creators feel, then why. */
export class ObserveStack extends ProductStack {
  readonly alarms: WakingAlarm[];

  constructor(scope: Construct, { parts, ...props }: ObserveStackProps) {
    super(scope, 'observe', props, 'Alarms, dashboards, canary');
    const { topic } = new AlarmTopic(this, 'Tell', { prefix: this.prefix, email: props.config.alarms.email });
    const felt = this.#felt(parts);
    const probe =
      props.config.canaryMinutes === null
        ? null
        : new JourneyProbe(this, 'Journey', {
            name: `vidkit-${props.config.name}`.slice(0, 21),
            publicUrl: parts.edge.publicUrl,
            everyMinutes: props.config.canaryMinutes,
            artifacts: parts.storage.stores.logs,
            key: parts.data.key,
          });
    const wanted: Alarming[] = [
      ...felt,
      ...this.#queues(parts),
      ...this.#functions(parts),
      ...this.#stores(parts),
      ...(probe
        ? [
            {
              name: 'journey',
              what: 'The canary cannot upload, wait and play.',
              metric: probe.canary.metricSuccessPercent({
                period: minutes(props.config.canaryMinutes ?? 60),
              }),
              threshold: 100,
              comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
              periods: 2,
              missing: TreatMissingData.BREACHING,
            },
          ]
        : []),
    ];
    this.alarms = wanted.map(
      (one) => new WakingAlarm(this, one.name, { ...one, topic, prefix: this.prefix }),
    );
    new ProductDashboard(this, 'Dashboard', {
      name: `vidkit-${props.config.name}`,
      alarms: this.alarms,
      sections: [
        { title: 'What people feel', metrics: felt.map(({ name, metric }) => ({ title: name, metric })) },
        {
          title: 'Queues',
          metrics: this.#queues(parts).map(({ name, metric }) => ({ title: name, metric })),
        },
        {
          title: 'Stores',
          metrics: this.#stores(parts).map(({ name, metric }) => ({ title: name, metric })),
        },
      ],
    });
  }

  #felt({ entrance, analytics, worker, api }: ObserveStackProps['parts']): Alarming[] {
    const starts = countedInLog(this, 'PlaybackStarts', analytics.counter.logs, {
      message: 'views counted',
      field: 'starts',
    });
    const errors = countedInLog(this, 'PlaybackErrors', analytics.counter.logs, {
      message: 'views counted',
      field: 'errors',
    });
    const playable = countedInLog(this, 'TimeToPlayable', worker.task.logs, {
      message: 'playable',
      field: 'ms',
      statistic: 'p90',
      period: Duration.hours(1),
    });
    return [
      {
        name: 'playback-errors',
        what: 'More than 2 % of views end in an error.',
        // Of a few views one says nothing.
        metric: new MathExpression({
          expression: 'IF(starts > 50, 100 * errors / starts, 0)',
          usingMetrics: { starts, errors },
          period: minutes(15),
          label: 'views with an error, %',
        }),
        threshold: 2,
        periods: 2,
      },
      {
        name: 'time-to-playable',
        what: 'Nine in ten uploads take longer than two minutes until somebody can watch.',
        metric: playable,
        threshold: 120_000,
      },
      {
        name: 'api-errors',
        what: 'The API fails more than 50 requests in five minutes.',
        metric: entrance.entrance.balancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, {
          period: minutes(5),
        }),
        threshold: 50,
      },
      {
        name: 'api-unanswered',
        what: 'Requests reach the balancer, and no task answers.',
        metric: entrance.entrance.metricUnanswered(),
        threshold: 10,
        periods: 3,
      },
      {
        name: 'api-latency',
        what: 'One request in a hundred takes longer than two seconds.',
        metric: entrance.entrance.balancer.metrics.targetResponseTime({
          statistic: 'p99',
          period: minutes(5),
        }),
        threshold: 2,
        periods: 3,
      },
      {
        name: 'gateway-errors',
        what: 'API Gateway fails requests.',
        metric: entrance.gateway.api.metricServerError({ period: minutes(5), statistic: 'Sum' }),
        threshold: 20,
      },
      {
        name: 'api-saturation',
        what: 'The API uses nine tenths of its processors although it may grow.',
        metric: api.api.service.metricCpuUtilization({ period: minutes(5) }),
        threshold: 90,
        periods: 3,
      },
    ];
  }

  #queues({ messages, media, analytics }: ObserveStackProps['parts']): Alarming[] {
    const dead: [string, IQueue][] = [
      ...[...messages.queues.all].map(([topic, queue]) => [topic, queue.dead] as [string, IQueue]),
      ['object-events', media.objectEvents.dead],
      ...(media.encodeEvents ? [['encode-events', media.encodeEvents.dead] as [string, IQueue]] : []),
      ...(media.reconcileDead ? [['reconcile', media.reconcileDead] as [string, IQueue]] : []),
      ['views', analytics.views.dead],
    ];
    const ages: [MessageTopic, number][] = [
      ['object-stored', 15],
      ['encode-ended', 5],
      ['encode-status', 5],
      ['object-event', 5],
    ];
    return [
      ...dead.map(([name, queue]) => ({
        name: `dead-${name}`,
        what: `A message of ${name} was put aside: nobody could take it.`,
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: minutes(5), statistic: 'Maximum' }),
        threshold: 0,
      })),
      ...ages.map(([topic, limit]) => ({
        name: `age-${topic}`,
        what: `A message of ${topic} waits longer than ${limit} minutes.`,
        metric: messages.queues
          .of(topic)
          .metricApproximateAgeOfOldestMessage({ period: minutes(1), statistic: 'Maximum' }),
        threshold: limit * 60,
        periods: 5,
      })),
      {
        name: 'age-views',
        what: 'What happens in views is counted more than five minutes late.',
        metric: analytics.counter.alias.metric('IteratorAge', { statistic: 'Maximum', period: minutes(1) }),
        threshold: 5 * 60_000,
        periods: 5,
      },
    ];
  }

  #functions({ media, analytics, edge }: ObserveStackProps['parts']): Alarming[] {
    const handlers = [...media.handlers, analytics.counter, edge.edgeKeys];
    const failing: Alarming[] = handlers.map(({ node, alias }) => ({
      name: `failing-${node.id}`,
      what: `The function ${node.id} throws.`,
      metric: alias.metricErrors({ period: minutes(5) }),
      threshold: 5,
    }));
    if (!media.encoder) return failing;
    const jobs = (metricName: string): IMetric =>
      new Metric({
        namespace: 'AWS/MediaConvert',
        metricName,
        dimensionsMap: { Queue: media.encoder?.queueArn ?? '' },
        statistic: 'Sum',
        period: minutes(15),
      });
    return [
      ...failing,
      {
        name: 'encode-errors',
        what: 'MediaConvert gives up on encodes.',
        metric: jobs('JobsErroredCount'),
        threshold: 5,
      },
    ];
  }

  #stores({ data }: ObserveStackProps['parts']): Alarming[] {
    const { instance, cluster } = data.database;
    const of = instance ?? cluster;
    if (!of) return [];
    const redis = (metricName: string): IMetric =>
      new Metric({
        namespace: 'AWS/ElastiCache',
        metricName,
        dimensionsMap: { ReplicationGroupId: data.redis.groupId },
        statistic: 'Maximum',
        period: minutes(5),
      });
    return [
      {
        name: 'database-saturation',
        what: 'PostgreSQL uses nine tenths of its processors.',
        metric: of.metricCPUUtilization({ period: minutes(5) }),
        threshold: 90,
        periods: 3,
      },
      {
        name: 'database-connections',
        what: 'PostgreSQL is about to run out of connections.',
        metric: of.metricDatabaseConnections({ period: minutes(5), statistic: 'Maximum' }),
        threshold: this.config.tier === 'dev' ? 70 : 400,
        periods: 2,
      },
      ...(instance
        ? [
            {
              name: 'database-storage',
              what: 'PostgreSQL has less than 4 GiB of disk left.',
              metric: instance.metricFreeStorageSpace({ period: minutes(5), statistic: 'Minimum' }),
              threshold: 4 * 1024 ** 3,
              comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
            },
          ]
        : []),
      {
        name: 'redis-saturation',
        what: 'Redis uses nine tenths of its memory.',
        metric: redis('DatabaseMemoryUsagePercentage'),
        threshold: 90,
        periods: 3,
      },
      {
        name: 'table-throttled',
        what: 'DynamoDB refuses requests, so counters are late.',
        metric: data.table.metric('ThrottledRequests', { period: minutes(5), statistic: 'Sum' }),
        threshold: 10,
      },
    ];
  }
}
