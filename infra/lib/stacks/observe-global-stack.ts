import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { WakingAlarm } from '../constructs/alarm.ts';
import type { Firewall } from '../constructs/firewall.ts';
import type { EdgeStack } from './edge-stack.ts';
import { globalRegion, ProductStack, type ProductStackProps } from './product-stack.ts';

export interface ObserveGlobalStackProps extends ProductStackProps {
  readonly edge: EdgeStack;
  readonly firewall: Firewall;
}

/** Alarms on what CloudFront and WAF count. They write their numbers in Virginia, and an alarm sees its own region only. */
export class ObserveGlobalStack extends ProductStack {
  readonly alarms: WakingAlarm[];

  constructor(scope: Construct, { edge, firewall, ...props }: ObserveGlobalStackProps) {
    super(scope, 'observe-global', { ...props, region: globalRegion }, 'Alarms of distribution and firewall');
    const { topic } = new AlarmTopic(this, 'Tell', { prefix: this.prefix, email: props.config.alarms.email });
    const period = Duration.minutes(5);
    const ofEdge = (metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/CloudFront',
        metricName,
        dimensionsMap: { DistributionId: edge.delivery.distribution.distributionId, Region: 'Global' },
        statistic,
        period,
      });
    const wanted = [
      {
        name: 'edge-errors',
        what: 'More than 1 % of what viewers ask the distribution for fails.',
        metric: ofEdge('5xxErrorRate', 'Average'),
        threshold: 1,
      },
      {
        name: 'edge-refusals',
        what: 'More than a fifth of what viewers ask for is refused or missing: keys at the edge may be old.',
        metric: ofEdge('4xxErrorRate', 'Average'),
        threshold: 20,
      },
      {
        name: 'edge-latency',
        what: 'What is not cached takes longer than five seconds for one viewer in a hundred.',
        metric: ofEdge('OriginLatency', 'p99'),
        threshold: 5000,
      },
      {
        name: 'firewall-blocks',
        what: 'The firewall stops many requests: an attack, or a rule that is wrong.',
        metric: new Metric({
          namespace: 'AWS/WAFV2',
          metricName: 'BlockedRequests',
          dimensionsMap: { WebACL: firewall.name, Rule: 'ALL' },
          statistic: 'Sum',
          period,
        }),
        threshold: 5000,
      },
    ];
    this.alarms = wanted.map(
      (one) => new WakingAlarm(this, one.name, { ...one, periods: 3, topic, prefix: this.prefix }),
    );
  }
}
