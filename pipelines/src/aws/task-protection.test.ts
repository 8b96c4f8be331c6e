import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';

import type { Delivery, MessageHandler, Queue } from '@vidkit/platform/ports/queue';

import { Heard } from '../testing/aws-events.ts';
import { TaskProtection } from './task-protection.ts';

/** The agent of ECS as its documentation has it, over loopback. */
describe('TaskProtection', () => {
  let server: Server;
  let status = 200;
  const told: unknown[] = [];
  before(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        told.push([request.method, request.url, JSON.parse(body)]);
        response.writeHead(status).end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  const delivery: Delivery = {
    message: {},
    attempt: 1,
    lastAttempt: false,
    signal: new AbortController().signal,
  };
  const taken = async (handler: MessageHandler, { log }: Heard): Promise<MessageHandler> => {
    const consumed: MessageHandler[] = [];
    const queue = {
      consume: async (_topic: unknown, one: MessageHandler) => {
        consumed.push(one);
        return { end: () => Promise.resolve() };
      },
    } as unknown as Queue;
    const agent = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new TaskProtection({ agent, log })
      .over(queue)
      .consume('object-stored', handler, { concurrency: 1 });
    return consumed[0] ?? assert.fail();
  };
  const state = (isAtWork: boolean) => [
    'PUT',
    '/task-protection/v1/state',
    isAtWork ? { ProtectionEnabled: true, ExpiresInMinutes: 60 } : { ProtectionEnabled: false },
  ];
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('protects the task from the first message to the last one, whatever becomes of them', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let next = 0;
    const handler = await taken(() => gates[next++]?.promise ?? Promise.resolve(), new Heard());
    const [one, two] = [handler(delivery), handler(delivery)];
    await until(() => told.length === 1);
    gates[0]?.reject(new Error('failed'));
    await assert.rejects(one, /failed/);
    gates[1]?.resolve();
    await two;
    await until(() => told.length === 2);
    assert.deepEqual(told, [state(true), state(false)]);
  });

  it('lets work go on where the agent refuses', async () => {
    status = 500;
    const heard = new Heard();
    await (
      await taken(() => Promise.resolve(), heard)
    )(delivery);
    await until(() => heard.said.length >= 1);
    assert.ok(heard.said.every((line) => line.startsWith('warn ')));
  });
});
