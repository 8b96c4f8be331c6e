import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface WakingAlarmProps {
  readonly topic: ITopic;
  /** Anchor of its runbook: `#alarm-<name>` of the guide. */
  readonly name: string;
  readonly prefix: string;
  /** What people notice, in a sentence. */
  readonly what: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly periods?: number;
  readonly comparison?: ComparisonOperator;
  readonly missing?: TreatMissingData;
}

export const runbookOf = (name: string): string => `docs/guides/deploy-aws.md#alarm-${name}`;

/** An alarm tells a person that something is over, and where it is written what to do. None is without either. */
export class WakingAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: WakingAlarmProps) {
    const settings: AlarmProps = {
      alarmName: `${props.prefix}${props.name}`,
      alarmDescription: `${props.what} runbook: ${runbookOf(props.name)}`,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.comparison ?? ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: props.missing ?? TreatMissingData.NOT_BREACHING,
    };
    super(scope, id, settings);
    const tell = new SnsAction(props.topic);
    this.addAlarmAction(tell);
    this.addOkAction(tell);
  }
}
