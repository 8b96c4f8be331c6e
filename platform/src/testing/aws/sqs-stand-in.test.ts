import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';

import { digestOfAttributes } from './sqs-digest.ts';
import { SqsStandIn } from './sqs-stand-in.ts';
import { useTestCredentials } from './test-credentials.ts';

describe('SqsStandIn', () => {
  let sqs: SqsStandIn;
  let client: SQSClient;
  let names = 0;
  before(async () => {
    useTestCredentials();
    sqs = await SqsStandIn.start();
    client = new SQSClient({ endpoint: sqs.url, maxAttempts: 1 });
  });
  after(async () => {
    client.destroy();
    await sqs.stop();
  });

  const create = async (attributes: Record<string, string> = {}, suffix = ''): Promise<string> => {
    const QueueName = `queue-${++names}${suffix}`;
    const made = await client.send(new CreateQueueCommand({ QueueName, Attributes: attributes }));
    return made.QueueUrl ?? '';
  };
  const send = (QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  const receive = async (QueueUrl: string, more: object = {}): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 30,
      ...more,
    });
    return (await client.send(command)).Messages ?? [];
  };
  const bodies = (messages: Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);

  it('gives digests that the SDK checks, of text and of attributes', async () => {
    const url = await create();
    const { MD5OfMessageAttributes } = await send(url, 'ä', {
      MessageAttributes: { error: { DataType: 'String', StringValue: 'why' } },
    });
    assert.equal(
      MD5OfMessageAttributes,
      digestOfAttributes({ error: { DataType: 'String', StringValue: 'why' } }),
    );
    assert.deepEqual(bodies(await receive(url)), ['ä']);
  });

  it('delivers a FIFO group one after another, others meanwhile, and drops what is sent twice', async () => {
    const url = await create({ FifoQueue: 'true' }, '.fifo');
    for (const [body, group] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
      ['a1', 'a'],
    ] as const) {
      await send(url, body, { MessageGroupId: group, MessageDeduplicationId: body });
    }
    const [first] = await receive(url, { MaxNumberOfMessages: 1 });
    assert.equal(first?.Body, 'a1');
    assert.deepEqual(bodies(await receive(url)), ['b1']);
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first.ReceiptHandle }));
    assert.deepEqual(bodies(await receive(url)), ['a2']);
  });

  it('hides and shows messages, and moves those that come too often', async () => {
    const dead = await create();
    const deadLetterTargetArn = sqs.arnOf(dead.slice(dead.lastIndexOf('/') + 1));
    const url = await create({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }) });
    await send(url, 'poison');
    for (let count = 1; count <= 2; count++) {
      const [message] = await receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
      assert.equal(message?.Attributes?.ApproximateReceiveCount, String(count));
      const hide = { QueueUrl: url, ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 };
      await client.send(new ChangeMessageVisibilityCommand(hide));
      await assert.rejects(client.send(new ChangeMessageVisibilityCommand(hide)), {
        name: 'MessageNotInflight',
      });
    }
    assert.deepEqual(await receive(url), []);
    assert.deepEqual(bodies(await receive(dead)), ['poison']);
  });

  it('waits for messages as long as it is asked to, and for delayed ones until they are due', async () => {
    const url = await create();
    const waiting = receive(url, { WaitTimeSeconds: 5 });
    await sleep(50);
    await send(url, 'now');
    assert.deepEqual(bodies(await waiting), ['now']);
    await send(url, 'later', { DelaySeconds: 1 });
    assert.deepEqual(await receive(url), []);
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessagesDelayed'],
      }),
    );
    assert.equal(Attributes?.ApproximateNumberOfMessagesDelayed, '1');
    assert.deepEqual(bodies(await receive(url, { WaitTimeSeconds: 3 })), ['later']);
  });

  it('refuses what SQS refuses', async () => {
    const [url, fifo] = [await create(), await create({ FifoQueue: 'true' }, '.fifo')];
    const group = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
    await assert.rejects(send(url, 'x'.repeat(1_048_577)));
    await assert.rejects(send(url, 'x', { DelaySeconds: 901 }));
    await assert.rejects(send(url, '\uffff'), { name: 'InvalidMessageContents' });
    await assert.rejects(send(fifo, 'x'));
    await assert.rejects(send(fifo, 'x', { ...group, DelaySeconds: 1 }));
    await assert.rejects(send(fifo, 'x', { ...group, MessageGroupId: 'with space' }));
    await assert.rejects(receive(url, { MaxNumberOfMessages: 11 }));
    await assert.rejects(receive(url, { WaitTimeSeconds: 21 }));
    await assert.rejects(send(`${sqs.queuePrefix}none`, 'x'), { name: 'QueueDoesNotExist' });
    const Entries = Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'x' }));
    await assert.rejects(client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries })), {
      name: 'TooManyEntriesInBatchRequest',
    });
  });
});
