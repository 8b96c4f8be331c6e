import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Topic } from '@vidkit/contracts/events/topics';

export interface MessageName {
  readonly topic: Topic;
  readonly id: string;
  /** By which work excludes work; without one only failures are written down. */
  readonly key?: string | undefined;
}

/** `busy`: it runs elsewhere until `seconds` have passed. `stale`: it was settled, or another of its key has taken its place. */
export type Claim =
  | { readonly state: 'claimed'; readonly failures: number }
  | { readonly state: 'busy'; readonly seconds: number }
  | { readonly state: 'stale' };

/** For which a key is kept while its message is on its way into the queue. */
const sendingSeconds = 60;
/** SQS keeps a message for 14 days at most; a message outlives its entry never. */
const keptSeconds = 15 * 86_400;
/** What was settled is remembered for longer than SQS can hide a copy. */
const settledSeconds = 86_400;

/**
 * What SQS does not know of messages, in the DynamoDB table below `message#`: which key is taken and by whom, where it
 * runs, and how often its handler threw. Deadlines are epoch seconds of our own clocks, which agree to a second or so
 * on AWS.
 */
export class MessageLedger {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  /** Takes the key for a message that is about to be sent; false when another one has it. */
  async reserve(name: MessageName): Promise<boolean> {
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: { ...itemKey(name), holder: { S: name.id }, expires: inSeconds(sendingSeconds) },
      // Our own id: an answer of DynamoDB may have been lost.
      ConditionExpression:
        'attribute_not_exists(pk) OR expires < :now OR attribute_exists(settled) OR holder = :id',
      ExpressionAttributeValues: { ':now': inSeconds(0), ':id': { S: name.id } },
    });
    return await this.#held(this.#dynamo.send(put));
  }

  /** The message is in the queue. */
  async keep(name: MessageName): Promise<void> {
    await this.#update(name, 'SET expires = :kept', 'holder = :id', {
      ':kept': inSeconds(keptSeconds),
      ':id': { S: name.id },
    });
  }

  /** The message did not get into the queue. */
  async free(name: MessageName): Promise<void> {
    const remove = new DeleteItemCommand({
      TableName: this.#table,
      Key: itemKey(name),
      ConditionExpression: 'holder = :id',
      ExpressionAttributeValues: { ':id': { S: name.id } },
    });
    await this.#held(this.#dynamo.send(remove));
  }

  /** Whether a delivered message of a key is to be handled, by the given runner, a name that nobody else has. */
  async claim(name: MessageName, runner: string, leaseSeconds: number): Promise<Claim> {
    const claim = new UpdateItemCommand({
      TableName: this.#table,
      Key: itemKey(name),
      UpdateExpression:
        'SET holder = :id, expires = :kept, runner = :runner, leased = :leased REMOVE settled',
      ConditionExpression: `attribute_not_exists(pk) OR expires < :now
        OR (holder <> :id AND attribute_exists(settled))
        OR (holder = :id AND attribute_not_exists(settled)
          AND (attribute_not_exists(leased) OR leased < :now OR runner = :runner))`,
      ExpressionAttributeValues: {
        ':id': { S: name.id },
        ':runner': { S: runner },
        ':now': inSeconds(0),
        ':kept': inSeconds(keptSeconds),
        ':leased': inSeconds(leaseSeconds),
      },
      ReturnValues: 'ALL_NEW',
    });
    try {
      const { Attributes } = await this.#dynamo.send(claim);
      return { state: 'claimed', failures: Number(Attributes?.['failures']?.N ?? 0) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return await this.#whyNot(name);
    }
  }

  /** Keeps it with its runner for longer; false when it is somebody else's. */
  async extend(name: MessageName, runner: string, leaseSeconds: number): Promise<boolean> {
    return await this.#update(name, 'SET leased = :leased, expires = :kept', 'runner = :runner', {
      ':leased': inSeconds(leaseSeconds),
      ':kept': inSeconds(keptSeconds),
      ':runner': { S: runner },
    });
  }

  /** It does not run any more, and is to be delivered again. */
  async yield(name: MessageName, runner: string): Promise<void> {
    await this.#update(name, 'REMOVE leased', 'runner = :runner', { ':runner': { S: runner } });
  }

  /** How often its handler threw. */
  async failures(name: MessageName): Promise<number> {
    const item = await this.#get(name);
    return Number(item?.['failures']?.N ?? 0);
  }

  /** Its handler threw, and it does not run any more. False when it runs with somebody else by now. */
  async fail(name: MessageName, runner: string): Promise<boolean> {
    const held = name.key !== undefined;
    return await this.#update(
      name,
      'SET expires = :kept ADD failures :one REMOVE leased',
      held ? 'runner = :runner' : null,
      {
        ':kept': inSeconds(keptSeconds),
        ':one': { N: '1' },
        ...(held && { ':runner': { S: runner } }),
      },
    );
  }

  /**
   * It is done with, or a dead letter: its key is free, and copies of it are nothing any more. False when it runs with
   * somebody else by now, who has to come to an end first.
   */
  async settle(name: MessageName, runner: string): Promise<boolean> {
    return await this.#update(
      name,
      'SET settled = :yes, expires = :then REMOVE failures, leased',
      'holder = :id AND runner = :runner',
      {
        ':yes': { BOOL: true },
        ':then': inSeconds(settledSeconds),
        ':id': { S: name.id },
        ':runner': { S: runner },
      },
    );
  }

  async #whyNot(name: MessageName): Promise<Claim> {
    const item = await this.#get(name);
    if (item?.['holder']?.S !== name.id || item['settled']) return { state: 'stale' };
    return { state: 'busy', seconds: Math.max(1, Number(item['leased']?.N ?? 0) - seconds() + 1) };
  }

  async #get(name: MessageName): Promise<Record<string, { S?: string; N?: string }> | undefined> {
    const get = new GetItemCommand({ TableName: this.#table, Key: itemKey(name), ConsistentRead: true });
    const { Item } = await this.#dynamo.send(get);
    return Item;
  }

  async #update(
    name: MessageName,
    expression: string,
    condition: string | null,
    values: Record<string, { S: string } | { N: string } | { BOOL: boolean }>,
  ): Promise<boolean> {
    const update = new UpdateItemCommand({
      TableName: this.#table,
      Key: itemKey(name),
      UpdateExpression: expression,
      ...(condition !== null && { ConditionExpression: condition }),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    });
    return await this.#held(this.#dynamo.send(update));
  }

  /** Whether the condition held. */
  async #held(sent: Promise<unknown>): Promise<boolean> {
    try {
      await sent;
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const itemKey = ({ topic, key, id }: MessageName): { pk: { S: string }; sk: { S: string } } => ({
  pk: { S: `message#${topic}#${key === undefined ? `id#${id}` : `key#${key}`}` },
  sk: { S: 'message' },
});

const seconds = (): number => Math.floor(Date.now() / 1000);
const inSeconds = (later: number): { N: string } => ({ N: String(seconds() + later) });
