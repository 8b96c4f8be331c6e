import { attempts, type Topic, topicNames, topics as kinds } from '@vidkit/contracts/events/topics';
import type { Queue } from 'pg-boss';

import { orderingKey, workKey } from '../ports/message-key.ts';

export interface TopicSettings {
  /** pg-boss's policy. `exclusive`: one message a key waits or runs. `key_strict_fifo`: one after another a key. */
  readonly policy: 'exclusive' | 'key_strict_fifo';
  readonly keyOf: (message: unknown, key: string | undefined) => string;
  /** Deliveries in a row whose handler may throw before the message becomes a dead letter. */
  readonly attempts: number;
  readonly options: QueueSettings;
}

type QueueSettings = Omit<Queue, 'name' | 'policy' | 'partition' | 'deadLetter'>;

const daySeconds = 86_400;
const yearSeconds = 365 * daySeconds;

/** The longest that pg-boss allows; a worker that dies is noticed by its heartbeat long before. */
const expireInSeconds = daySeconds;

/**
 * Deliveries that end with the worker being killed or stopped are no fault of the message: pg-boss, which counts
 * all of them, gives up only after this many more.
 */
const interruptions = 25;

/** The least that pg-boss allows. A dead worker's message is delivered again after 10 to 15 s (see the test). */
const heartbeatSeconds = 10;

const retained = { retentionSeconds: yearSeconds, notify: true } satisfies QueueSettings;

/** Takes long; few retries. */
const work: TopicSettings = {
  policy: 'exclusive',
  keyOf: workKey,
  attempts: attempts.work,
  options: {
    ...retained,
    expireInSeconds,
    heartbeatSeconds,
    deleteAfterSeconds: 7 * daySeconds,
    retryLimit: attempts.work + interruptions,
    retryDelay: 1,
    retryDelayMax: 120,
    retryBackoff: true,
  },
};

/** Short, and none may be lost. */
const report: TopicSettings = {
  policy: 'key_strict_fifo',
  keyOf: orderingKey,
  attempts: attempts.report,
  options: {
    ...retained,
    expireInSeconds: 3600,
    heartbeatSeconds,
    // Many and small: they would slow the supervisor down, which counts them.
    deleteAfterSeconds: 600,
    retryLimit: attempts.report + interruptions,
    retryDelay: 1,
    retryDelayMax: 60,
    retryBackoff: true,
  },
};

const settings = { work, report };

export const topics = Object.fromEntries(topicNames.map((name) => [name, settings[kinds[name]]])) as Readonly<
  Record<Topic, TopicSettings>
>;

/** Where messages end whose handlers threw to the last. Nobody consumes them; an operator looks. */
export const deadLetters = (topic: Topic): { readonly name: string; readonly options: QueueSettings } => ({
  name: `${topic}-dead`,
  options: { retentionSeconds: yearSeconds },
});
