import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

import {
  type CounterDelta,
  counterNames,
  type Counters,
  type DayCounters,
  MetricsError,
  type MetricsStore,
  noCounts,
  type RecordedCounts,
} from '../ports/metrics-store.ts';
import { sdkLimits } from './sdk-limits.ts';

export interface DynamoMetricsStoreOptions {
  readonly table: string;
  /** Days for which counters are kept. */
  readonly keepDays: number;
}

/** What records of one source add to one item, in the order of their sequence. */
interface Addition {
  readonly videoId: string;
  readonly day: string;
  readonly parts: { readonly sequence: string; readonly counters: Counters }[];
}

const daySeconds = 86_400;
/** Longer than a sequence number of Kinesis; with zeros before them, digits compare as numbers do. */
const sequenceDigits = 64;
/** Somebody else adds for the same source only while a shard changes hands. */
const mostTries = 5;
const atOnce = 16;

/**
 * Counters in DynamoDB: an item for each video and day, `metric#<videoId>` and `day#<day>`. Beside the counters an item has, for
 * each source, how far it has been counted; both change in one write, so that a batch that comes again, whole, in part or with more, adds
 * only what is not in there. One write for each item of a batch, however many records it has.
 */
export class DynamoMetricsStore implements MetricsStore {
  readonly #dynamo = new DynamoDBClient(sdkLimits());
  readonly #table: string;
  readonly #keepDays: number;

  constructor({ table, keepDays }: DynamoMetricsStoreOptions) {
    this.#table = table;
    this.#keepDays = keepDays;
  }

  async add(source: string, records: readonly RecordedCounts[]): Promise<void> {
    const additions = additionsOf(records);
    await translated(async () => {
      for (let index = 0; index < additions.length; index += atOnce) {
        // All of them to their end: the caller must not try again while one is still under way.
        const results = await Promise.allSettled(
          additions.slice(index, index + atOnce).map((addition) => this.#add(`at#${source}`, addition)),
        );
        for (const result of results) if (result.status === 'rejected') throw result.reason;
      }
    });
  }

  async read(videoId: string, { from, to }: { from: string; to: string }): Promise<DayCounters[]> {
    return await translated(async () => {
      const days: DayCounters[] = [];
      const pages = paginateQuery(
        { client: this.#dynamo },
        {
          TableName: this.#table,
          KeyConditionExpression: 'pk = :video AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':video': { S: `metric#${videoId}` },
            ':from': { S: `day#${from}` },
            ':to': { S: `day#${to}` },
          },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) days.push({ day: String(item['sk']?.S).slice(4), ...countersOf(item) });
      }
      return days;
    });
  }

  stop(): Promise<void> {
    this.#dynamo.destroy();
    return Promise.resolve();
  }

  /** Adds all at once where nothing of it is there yet, else what comes after what is. */
  async #add(position: string, { videoId, day, parts }: Addition): Promise<void> {
    let known: string | null = null;
    for (let attempt = 0; attempt < mostTries; attempt++) {
      const left: Addition['parts'] = parts.filter(({ sequence }) => known === null || sequence > known);
      const [first, last] = [left[0], left.at(-1)];
      if (!first || !last) return;
      const sum = sumOf(left);
      const condition = known === null ? 'attribute_not_exists(#at) OR #at < :bound' : '#at = :bound';
      if (
        await this.#update({
          videoId,
          day,
          position,
          sum,
          to: last.sequence,
          condition,
          bound: known ?? first.sequence,
        })
      ) {
        return;
      }
      known = await this.#positionOf(videoId, day, position);
    }
    throw new MetricsError(
      'metrics_unavailable',
      `Somebody else counts ${position} of ${videoId} at the same time.`,
    );
  }

  async #update(change: Change): Promise<boolean> {
    const { videoId, day, position, sum, to, condition, bound } = change;
    const counted = counterNames.filter((name) => sum[name] > 0);
    const update = new UpdateItemCommand({
      TableName: this.#table,
      Key: itemKey(videoId, day),
      UpdateExpression: `SET #at = :to, expires = :expires${counted.length > 0 ? ` ADD ${counted.map((name) => `#${name} :${name}`).join(', ')}` : ''}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: {
        '#at': position,
        ...Object.fromEntries(counted.map((name) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':to': { S: to },
        ':bound': { S: bound },
        ':expires': { N: String(Date.parse(day) / 1000 + this.#keepDays * daySeconds) },
        ...Object.fromEntries(counted.map((name) => [`:${name}`, { N: String(sum[name]) }])),
      },
    });
    try {
      await this.#dynamo.send(update);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async #positionOf(videoId: string, day: string, position: string): Promise<string | null> {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({
        TableName: this.#table,
        Key: itemKey(videoId, day),
        ConsistentRead: true,
        ProjectionExpression: '#at',
        ExpressionAttributeNames: { '#at': position },
      }),
    );
    return Item?.[position]?.S ?? null;
  }
}

interface Change {
  readonly videoId: string;
  readonly day: string;
  readonly position: string;
  readonly sum: Counters;
  readonly to: string;
  readonly condition: string;
  readonly bound: string;
}

const itemKey = (videoId: string, day: string): Record<'pk' | 'sk', { S: string }> => ({
  pk: { S: `metric#${videoId}` },
  sk: { S: `day#${day}` },
});

const additionsOf = (records: readonly RecordedCounts[]): Addition[] => {
  const additions = new Map<string, Addition>();
  for (const { sequence, counters } of [...records]
    .map(padded)
    .sort((a, b) => (a.sequence < b.sequence ? -1 : 1))) {
    for (const delta of counters) {
      const name = `${delta.videoId} ${delta.day}`;
      const addition = additions.get(name) ?? { videoId: delta.videoId, day: delta.day, parts: [] };
      addition.parts.push({ sequence, counters: delta });
      additions.set(name, addition);
    }
  }
  return [...additions.values()];
};

const sumOf = (parts: Addition['parts']): Counters => {
  const sum: Record<keyof Counters, number> = { ...noCounts };
  for (const { counters } of parts) for (const name of counterNames) sum[name] += counters[name];
  return sum;
};

const padded = ({
  sequence,
  counters,
}: RecordedCounts): { sequence: string; counters: readonly CounterDelta[] } => {
  if (!/^\d{1,64}$/.test(sequence))
    throw new MetricsError('sequence_invalid', `No sequence number: ${sequence.slice(0, 80)}`);
  return { sequence: sequence.padStart(sequenceDigits, '0'), counters };
};

const countersOf = (item: Record<string, AttributeValue>): Counters =>
  Object.fromEntries(counterNames.map((name) => [name, Number(item[name]?.N ?? 0)])) as Record<
    keyof Counters,
    number
  >;

const translated = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof MetricsError) throw cause;
    throw new MetricsError('metrics_unavailable', `DynamoDB did not answer: ${String(cause)}`, { cause });
  }
};
