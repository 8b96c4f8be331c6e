import { awsEnvironment } from '@vidkit/platform/aws/aws-config';
import { DynamoMetricsStore } from '@vidkit/platform/aws/dynamo-metrics-store';
import { parseEnvironment, readConfig } from '@vidkit/platform/config';

import { functionLog } from '../function-log.ts';
import { viewsConsumer } from '../views-consumer.ts';

const log = functionLog('views-consumer');
const { DYNAMODB_TABLE: table } = parseEnvironment(
  awsEnvironment.pick({ DYNAMODB_TABLE: true }),
  process.env,
);

export const handler = viewsConsumer({
  metrics: new DynamoMetricsStore({ table, keepDays: readConfig().eventsKeepDays }),
  log,
});
