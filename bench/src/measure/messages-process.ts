import { startTestDynamo } from '../../../platform/src/testing/aws/test-dynamo.ts';
import { startTestKinesis } from '../../../platform/src/testing/aws/test-kinesis.ts';
import { startTestSqs } from '../../../platform/src/testing/aws/test-sqs.ts';
import { createTestRedis } from '../../../platform/src/testing/test-redis.ts';

// Stand-ins and emulators in a process of their own, so that they do not take turns with what is measured. Ends with its parent.
const [sqs, dynamo, kinesis, redis] = [
  await startTestSqs(),
  await startTestDynamo(),
  await startTestKinesis(),
  await createTestRedis(),
];
process.once('disconnect', () => {
  void Promise.all([sqs.stop(), dynamo.stop(), kinesis.stop(), redis.stop()]).then(() => process.exit());
});
process.send?.({
  queuePrefix: sqs.queuePrefix,
  table: dynamo.table,
  stream: kinesis.stream,
  redisUrl: redis.url,
  endpoints: {
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.service.url,
    AWS_ENDPOINT_URL_KINESIS: kinesis.service.url,
  },
});
