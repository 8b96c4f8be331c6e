import { type Topic, topicNames } from '@vidkit/contracts/events/topics';
import { type JobWithMetadata, PgBoss } from 'pg-boss';

import type { Log } from '../ports/log.ts';
import { checkMessage } from '../ports/message-limits.ts';
import type { Consumption, MessageHandler, Queue, TopicStatus } from '../ports/queue.ts';
import { deadLetters, topics } from './queue-topics.ts';

export interface PgBossQueueOptions {
  readonly connectionString: string;
  readonly log?: Log;
}

/** pg-boss stores objects only, messages may be anything. */
interface Envelope {
  readonly message: unknown;
}

interface StatusRow {
  name: string;
  waiting: number;
  running: number;
}

/** How often expired leases are looked for. */
const superviseSeconds = 1;
/** How often finished messages are removed. */
const cleanUpSeconds = 600;
/** NOTIFY wakes consumers at once; polling is for retries that come due and for lost notifications. */
const pollSeconds = 1;
const connectionTimeoutMillis = 5000;

/**
 * The queue in PostgreSQL, in its own schema `pgboss`. Messages are leased by a heartbeat: those of a killed
 * process are delivered again within about 15 seconds.
 */
export class PgBossQueue implements Queue {
  readonly #boss: PgBoss;
  readonly #log: Log;
  #started: Promise<void> | null = null;

  constructor({ connectionString, log = console }: PgBossQueueOptions) {
    this.#log = log;
    this.#boss = new PgBoss({
      connectionString,
      connectionTimeoutMillis,
      application_name: 'vidkit-queue',
      max: 5,
      schedule: false,
      useListenNotify: true,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
      maintenanceIntervalSeconds: cleanUpSeconds,
    });
    this.#boss.on('error', (error) => {
      // A handler that outlived its grace cannot settle its message any more, and need not.
      const late = this.#started === null && error.message.startsWith('Database connection is not opened');
      if (!late) this.#log.warn({ err: error }, 'queue failed, will try again');
    });
    this.#boss.on('warning', (warning) => this.#log.warn({ warning }, 'queue warning'));
  }

  async start(): Promise<void> {
    this.#started ??= this.#start();
    await this.#started;
  }

  async stop(graceMs: number): Promise<void> {
    const started = this.#started;
    if (!started) return;
    this.#started = null;
    await started.catch(() => undefined);
    await this.#boss.stop({ graceful: graceMs > 0, timeout: graceMs });
  }

  async send(
    topic: Topic,
    message: unknown,
    options: { key?: string; delaySeconds?: number } = {},
  ): Promise<boolean> {
    checkMessage(topic, message, options.delaySeconds);
    const singletonKey = topics[topic].keyOf(message, options.key);
    const startAfter = options.delaySeconds ?? 0;
    return (await this.#boss.send(topic, { message }, { singletonKey, startAfter })) !== null;
  }

  async consume(
    topic: Topic,
    handler: MessageHandler,
    { concurrency }: { concurrency: number },
  ): Promise<Consumption> {
    const options = {
      pollingIntervalSeconds: pollSeconds,
      notifyPollingIntervalSeconds: pollSeconds,
      includeMetadata: true,
    } as const;
    const workers: string[] = [];
    for (let index = 0; index < concurrency; index++) {
      let worker = '';
      worker = await this.#boss.work(topic, options, async (jobs: JobWithMetadata<Envelope>[]) => {
        try {
          for (const job of jobs) await this.#deliver(topic, job, handler);
        } finally {
          // Look for the next message now: pg-boss would wait for the next poll or notification.
          this.#boss.notifyWorker(worker);
        }
      });
      workers.push(worker);
    }
    return {
      end: async () => {
        await Promise.all(workers.map((id) => this.#boss.offWork(topic, { id, wait: false })));
      },
    };
  }

  async check(): Promise<void> {
    await this.#boss.getDb().executeSql('select 1');
  }

  async status(): Promise<TopicStatus[]> {
    const { rows } = await this.#boss.getDb().executeSql(
      `select name, count(*) filter (where state in ('created', 'retry'))::integer as waiting,
         count(*) filter (where state = 'active')::integer as running
       from pgboss.job where state < 'completed' group by name`,
    );
    const counts = new Map((rows as StatusRow[]).map((row) => [row.name, row]));
    return topicNames.map((topic) => ({
      topic,
      waiting: counts.get(topic)?.waiting ?? 0,
      running: counts.get(topic)?.running ?? 0,
      dead: counts.get(deadLetters(topic).name)?.waiting ?? 0,
    }));
  }

  async redrive(topic: Topic): Promise<number> {
    const name = deadLetters(topic).name;
    let moved = 0;
    for (;;) {
      const more = await this.#boss.redrive(name, { destination: topic });
      if (more === 0) return moved;
      moved += more;
    }
  }

  async #start(): Promise<void> {
    await this.#boss.start();
    for (const topic of Object.keys(topics) as Topic[]) {
      const dead = deadLetters(topic);
      await this.#boss.createQueue(dead.name, dead.options);
      const { policy, options } = topics[topic];
      await this.#boss.createQueue(topic, { policy, deadLetter: dead.name, ...options });
      // A queue that an older version made keeps its settings otherwise.
      await this.#boss.updateQueue(topic, options);
    }
  }

  async #deliver(topic: Topic, job: JobWithMetadata<Envelope>, handler: MessageHandler): Promise<void> {
    const { message } = job.data;
    const attempt = job.retryCount + 1;
    const before = failuresIn(job.output);
    const lastAttempt = before + 1 >= topics[topic].attempts;
    try {
      await handler({ message, attempt, lastAttempt, signal: job.signal });
    } catch (error) {
      const stopping = this.#started === null;
      // The message is already somebody else's, or will be.
      if (job.signal.aborted || stopping) throw new FailedDelivery(before, error);
      if (!lastAttempt) throw new FailedDelivery(before + 1, error);
      // Settled here and not by pg-boss, whose failed message would block all later ones of its key.
      this.#log.error({ err: error, topic, attempt }, 'message given up');
      const dead = { message, error: String(error), attempt };
      await this.#boss.send(deadLetters(topic).name, dead, { singletonKey: job.singletonKey ?? '' });
    }
  }
}

/** What pg-boss keeps beside a message until its next delivery. A process that is killed keeps nothing. */
class FailedDelivery extends Error {
  /** How many deliveries in a row were the handler's own failures. */
  readonly failures: number;

  constructor(failures: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'FailedDelivery';
    this.failures = failures;
  }
}

const failuresIn = (output: unknown): number =>
  typeof output === 'object' && output !== null && 'failures' in output && typeof output.failures === 'number'
    ? output.failures
    : 0;
