import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface CountedField {
  /** `msg` of the log line. */
  readonly message: string;
  readonly field: string;
  readonly statistic?: string;
  readonly period?: Duration;
}

/** A number that processes write into their log anyway, as a metric: no calls, and nothing to keep alive. */
export const countedInLog = (
  scope: Construct,
  id: string,
  logGroup: ILogGroup,
  { message, field, statistic = 'Sum', period = Duration.minutes(15) }: CountedField,
): Metric =>
  new MetricFilter(scope, id, {
    logGroup,
    metricNamespace: `Vidkit/${scope.node.id}`,
    metricName: id,
    filterPattern: FilterPattern.stringValue('$.msg', '=', message),
    metricValue: `$.${field}`,
  }).metric({ statistic, period });
