import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';

import { QueueError } from '../../ports/queue.ts';

const pollMs = 500;

/** Has SQS move all messages of a queue into another, and waits for that. Returns how many it were, as SQS counts them. */
export const moveMessages = async (sqs: SQSClient, fromUrl: string, toUrl: string): Promise<number> => {
  const [source, destination] = await Promise.all([arnOf(sqs, fromUrl), arnOf(sqs, toUrl)]);
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: source, DestinationArn: destination }));
  for (;;) {
    const { Results = [] } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn: source, MaxResults: 1 }),
    );
    const [task] = Results;
    if (task?.Status === 'COMPLETED') return task.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status !== 'RUNNING') {
      throw new QueueError(
        'queue_unavailable',
        `Moving messages out of ${fromUrl} ended as ${task?.Status ?? 'unknown'}: ${task?.FailureReason ?? 'no reason given'}`,
      );
    }
    await sleep(pollMs);
  }
};

const arnOf = async (sqs: SQSClient, queueUrl: string): Promise<string> => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  return Attributes?.QueueArn ?? '';
};
