import { awsEnvironment } from '@vidkit/platform/aws/aws-config';
import { SqsQueue } from '@vidkit/platform/aws/sqs-queue';
import { parseEnvironment } from '@vidkit/platform/config';
import type { Queue } from '@vidkit/platform/ports/queue';

import type { ProcessLog } from '../flow/attempt.ts';

/** The queue of the installation, for those who only send. Throws `ConfigError`. */
export const sendingQueue = (log: ProcessLog): Pick<Queue, 'send'> => {
  const wanted = awsEnvironment.pick({ SQS_QUEUE_PREFIX: true, DYNAMODB_TABLE: true });
  const { SQS_QUEUE_PREFIX: queuePrefix, DYNAMODB_TABLE: table } = parseEnvironment(wanted, process.env);
  return new SqsQueue({ queuePrefix, table, log });
};
