import { type Topic, topics } from '@vidkit/contracts/events/topics';

/** Addresses of the two queues of each topic, which are made with the installation and not by us. */
export class QueueAddresses {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  of(topic: Topic): string {
    return `${this.#prefix}${topic}${suffixOf(topic)}`;
  }

  deadLetters(topic: Topic): string {
    return `${this.#prefix}${topic}-dead${suffixOf(topic)}`;
  }
}

/** Reports are delivered in their order, which SQS does in queues of this name only. */
const suffixOf = (topic: Topic): string => (topics[topic] === 'report' ? '.fifo' : '');
