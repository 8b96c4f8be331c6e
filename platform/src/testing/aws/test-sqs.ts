import { topicNames, topics } from '@vidkit/contracts/events/topics';

import { SqsStandIn } from './sqs-stand-in.ts';
import { useTestCredentials } from './test-credentials.ts';

/** The stand-in with the queues of every topic, as an installation has them; clients of this process speak to it from now on. */
export const startTestSqs = async (): Promise<SqsStandIn> => {
  useTestCredentials();
  const sqs = await SqsStandIn.start();
  process.env['AWS_ENDPOINT_URL_SQS'] = sqs.url;
  for (const topic of topicNames) {
    const suffix = topics[topic] === 'report' ? '.fifo' : '';
    sqs.create(`${topic}-dead${suffix}`);
    sqs.create(`${topic}${suffix}`);
  }
  return sqs;
};
