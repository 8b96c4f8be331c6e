import type { Config } from '@vidkit/platform/config';
import { type Topic, topicNames } from '@vidkit/contracts/events/topics';
import { type Queue, QueueError } from '@vidkit/platform/ports/queue';

import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { withInstallation } from './operator.ts';

/** `queue list`: what waits, runs and was given up, for each topic. */
export const listQueue: Command = {
  usage: '',
  summary: 'messages between the processes: how many wait, run and were given up',
  options: {},
  run: async ({ config }) => {
    const data = await withQueue(config, (queue) => queue.status());
    const lines = data.map(
      ({ topic, waiting, running, dead }) =>
        `${topic.padEnd(24)}${[waiting, running, dead].map((count) => String(count).padStart(9)).join('')}`,
    );
    return { text: [`${' '.repeat(24)}  waiting  running     dead`, ...lines].join('\n'), data };
  },
};

/** `queue redrive`: dead letters are sent again, after what they died of was mended. */
export const redriveQueue: Command = {
  usage: 'TOPIC',
  summary: 'send the messages again that were given up',
  options: {},
  run: async ({ config, positionals: [name] }) => {
    const topic = topicNames.find((known) => known === name);
    if (!topic) throw new CliError(`Which topic? One of ${topicNames.join(', ')}.`);
    const moved = await withQueue(config, (queue) => queue.redrive(topic));
    return { text: sentence(topic, moved), data: { topic, moved } };
  },
};

const sentence = (topic: Topic, moved: number): string =>
  moved === 0 ? `${topic} has no dead letters.` : `${moved} of ${topic} sent again.`;

const withQueue = <T>(config: Config, work: (queue: Queue) => Promise<T>): Promise<T> =>
  withInstallation(config, async ({ adapters: { queue } }) => {
    try {
      await queue.start().catch((cause: unknown) => {
        throw new CliError(`The queue does not answer: ${(cause as Error).message || 'no reason given'}`, {
          cause,
        });
      });
      return await work(queue);
    } catch (error) {
      if (error instanceof QueueError) throw new CliError(error.message, { cause: error });
      throw error;
    } finally {
      await queue.stop(0);
    }
  });
