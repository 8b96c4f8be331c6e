import { type Topic, topics } from '@vidkit/contracts/events/topics';

import { QueueError } from './queue.ts';

/** Of a message as JSON. SQS takes 1 MiB with all that is beside it. */
export const maxMessageBytes = 1_000_000;
const maxDelaySeconds = 900;

/** Throws `QueueError` for what not every queue takes, so that it is noticed on each. */
export const checkMessage = (topic: Topic, message: unknown, delaySeconds = 0): void => {
  const bytes = Buffer.byteLength(JSON.stringify(message ?? null));
  if (bytes > maxMessageBytes) {
    throw new QueueError(
      'message_too_large',
      `A message to ${topic} has ${bytes} bytes; at most ${maxMessageBytes} can be sent. Store it as an object and send its key.`,
    );
  }
  const delays =
    topics[topic] === 'work' ? delaySeconds >= 0 && delaySeconds <= maxDelaySeconds : delaySeconds === 0;
  if (!delays) {
    throw new QueueError(
      'delay_unsupported',
      `A message to ${topic} cannot be delayed by ${delaySeconds} s: work can by 0 to ${maxDelaySeconds} s, reports cannot.`,
    );
  }
};
