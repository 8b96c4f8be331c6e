import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';

import type { Topic } from '@vidkit/contracts/events/topics';

import type { Delivery, Queue } from '../ports/queue.ts';
import { createGate, eventually } from './eventually.ts';

/**
 * What every queue does. `create` is called for a fresh one, `connect` for one more process on the same messages.
 */
export const describeQueue = (
  name: string,
  setUp: () => Promise<{ connect: () => Queue; tearDown: () => Promise<void> }>,
): void => {
  describe(name, () => {
    let connect: () => Queue;
    let tearDown: () => Promise<void>;
    let keys = 0;
    const newKey = (): string => `key-${++keys}`;

    before(async () => {
      ({ connect, tearDown } = await setUp());
    });
    after(async () => {
      await tearDown();
    });

    const withQueue = async (work: (queue: Queue) => Promise<void>): Promise<void> => {
      const queue = connect();
      await queue.start();
      try {
        await work(queue);
      } finally {
        await queue.stop(0);
      }
    };

    it('starts and stops twice, and by several processes at once', async () => {
      const queues = [connect(), connect(), connect()];
      await Promise.all(queues.map((queue) => queue.start()));
      await queues[0]?.start();
      await Promise.all(queues.map((queue) => queue.check()));
      await Promise.all(queues.map((queue) => queue.stop(0)));
      await queues[0]?.stop(0);
      await assert.rejects(async () => await queues[0]?.check());
    });

    it('delivers a message soon, with its content', async () => {
      await withQueue(async (queue) => {
        const seen: Delivery[] = [];
        await queue.consume('object-stored', async (delivery) => void seen.push(delivery), {
          concurrency: 1,
        });
        await sleep(300);
        const sent = Date.now();
        const message = { text: 'ä', list: [1, null], deep: { yes: true } };
        assert.equal(await queue.send('object-stored', message), true);
        await eventually(() => seen.length === 1);
        assert.ok(Date.now() - sent < 900, `${Date.now() - sent} ms`);
        assert.deepEqual([seen[0]?.message, seen[0]?.attempt, seen[0]?.lastAttempt], [message, 1, false]);
      });
    });

    it('keeps messages that are sent while nobody listens', async () => {
      await withQueue(async (queue) => {
        await queue.send('object-stored', 'kept');
      });
      await withQueue(async (queue) => {
        const seen: unknown[] = [];
        await queue.consume('object-stored', async ({ message }) => void seen.push(message), {
          concurrency: 1,
        });
        await eventually(() => seen.length === 1);
        assert.deepEqual(seen, ['kept']);
      });
    });

    it('drops a message while one of its key waits or runs, and takes it afterwards', async () => {
      await withQueue(async (queue) => {
        const key = newKey();
        const gate = createGate();
        const seen: unknown[] = [];
        assert.equal(await queue.send('object-stored', 1, { key }), true);
        assert.equal(await queue.send('object-stored', 2, { key }), false);
        const handler = async ({ message }: Delivery): Promise<void> => {
          seen.push(message);
          await gate.opened;
        };
        await queue.consume('object-stored', handler, { concurrency: 2 });
        await eventually(() => seen.length === 1);
        assert.equal(await queue.send('object-stored', 3, { key }), false);
        assert.equal(await queue.send('object-stored', 'other', { key: newKey() }), true);
        await eventually(() => seen.length === 2);
        gate.open();
        await eventually(async () => await queue.send('object-stored', 4, { key }));
        await eventually(() => seen.length === 3);
        assert.deepEqual(seen, [1, 'other', 4]);
      });
    });

    it('runs at most `concurrency` messages at once', async () => {
      await withQueue(async (queue) => {
        let [running, most, done] = [0, 0, 0];
        for (let index = 0; index < 12; index++) await queue.send('object-stored', index);
        const handler = async (): Promise<void> => {
          most = Math.max(most, ++running);
          await sleep(20);
          running--;
          done++;
        };
        await queue.consume('object-stored', handler, { concurrency: 3 });
        await eventually(() => done === 12);
        assert.equal(most, 3);
      });
    });

    it('takes no more once a consumption has ended, and finishes what it took', async () => {
      await withQueue(async (queue) => {
        const [first, second]: unknown[][] = [[], []];
        const [begun, gate] = [createGate(), createGate()];
        const slow = async ({ message }: Delivery): Promise<void> => {
          begun.open();
          await gate.opened;
          first?.push(message);
        };
        const consumption = await queue.consume('object-stored', slow, { concurrency: 1 });
        const taken = createGate();
        await queue.consume('encode-chunk', async () => taken.open(), { concurrency: 1 });
        await queue.send('object-stored', 'taken');
        await begun.opened;
        await consumption.end();
        await consumption.end();
        await queue.send('object-stored', 'left');
        await queue.send('encode-chunk', 'another topic');
        await taken.opened;
        gate.open();
        await eventually(() => first?.length === 1);
        await queue.consume('object-stored', async ({ message }) => void second?.push(message), {
          concurrency: 1,
        });
        await eventually(() => second?.length === 1);
        assert.deepEqual([first, second], [['taken'], ['left']]);
      });
    });

    it('delays a message', async () => {
      await withQueue(async (queue) => {
        const seen: number[] = [];
        await queue.consume('object-stored', async () => void seen.push(Date.now()), { concurrency: 1 });
        const sent = Date.now();
        await queue.send('object-stored', 'later', { delaySeconds: 2 });
        await eventually(() => seen.length === 1);
        assert.ok((seen[0] ?? 0) - sent > 1500);
      });
    });

    it('delivers again after a throw', async () => {
      await withQueue(async (queue) => {
        const attempts: number[] = [];
        const handler = async ({ attempt }: Delivery): Promise<void> => {
          attempts.push(attempt);
          if (attempt === 1) throw new Error('not yet');
        };
        await queue.consume('object-stored', handler, { concurrency: 1 });
        await queue.send('object-stored', 'again', { key: newKey() });
        await eventually(() => attempts.length === 2);
        assert.deepEqual(attempts, [1, 2]);
      });
    });

    it('keeps the order of each video, also over a throw, while others go on', async () => {
      await withQueue(async (queue) => {
        const seen: string[] = [];
        for (let n = 1; n <= 4; n++) {
          assert.equal(await queue.send('encode-status', { videoId: 'a', n }), true);
          assert.equal(await queue.send('encode-status', { videoId: 'b', n }), true);
        }
        const handler = async ({ message, attempt }: Delivery): Promise<void> => {
          const { videoId, n } = message as { videoId: string; n: number };
          if (videoId === 'a' && n === 2 && attempt === 1) throw new Error('not yet');
          seen.push(`${videoId}${n}`);
        };
        await queue.consume('encode-status', handler, { concurrency: 3 });
        await eventually(() => seen.length === 8);
        const of = (video: string): string[] => seen.filter((entry) => entry.startsWith(video));
        assert.deepEqual(of('a'), ['a1', 'a2', 'a3', 'a4']);
        assert.deepEqual(of('b'), ['b1', 'b2', 'b3', 'b4']);
        assert.ok(seen.indexOf('b4') < seen.indexOf('a2'), 'b does not wait for a');
      });
    });

    it('counts what waits, runs and was given up, and sends dead letters again', async () => {
      await withQueue(async (queue) => {
        const of = async (topic: Topic): Promise<number[]> => {
          const found = (await queue.status()).find((one) => one.topic === topic);
          return [found?.waiting ?? -1, found?.running ?? -1, found?.dead ?? -1];
        };
        assert.deepEqual(await of('poster-wanted'), [0, 0, 0]);
        const key = newKey();
        await queue.send('poster-wanted', 'poison', { key });
        await queue.send('poster-wanted', 'later', { delaySeconds: 600 });
        assert.deepEqual(await of('poster-wanted'), [2, 0, 0]);
        const [gate, begun] = [createGate(), createGate()];
        let cured = false;
        const seen: unknown[] = [];
        const handler = async ({ message, attempt }: Delivery): Promise<void> => {
          if (attempt === 1 && !cured) {
            begun.open();
            await gate.opened;
          }
          if (!cured) throw new Error('poison');
          seen.push(message);
        };
        await queue.consume('poster-wanted', handler, { concurrency: 1 });
        await begun.opened;
        assert.deepEqual(await of('poster-wanted'), [1, 1, 0]);
        assert.equal(await queue.redrive('poster-wanted'), 0);
        gate.open();
        await eventually(async () => (await of('poster-wanted'))[2] === 1);
        cured = true;
        assert.equal(await queue.redrive('poster-wanted'), 1);
        await eventually(() => seen.length === 1);
        assert.deepEqual(seen, ['poison']);
        await eventually(async () => await queue.send('poster-wanted', 'next', { key, delaySeconds: 600 }));
        assert.deepEqual((await of('poster-wanted'))[2], 0);
      });
    });

    it('refuses messages that are too large, and delays that not every queue has', async () => {
      await withQueue(async (queue) => {
        const large = 'x'.repeat(1_000_001);
        await assert.rejects(queue.send('object-stored', large), { code: 'message_too_large' });
        await assert.rejects(queue.send('encode-status', { large }), { code: 'message_too_large' });
        for (const delaySeconds of [-1, 901, Number.NaN]) {
          await assert.rejects(queue.send('import-requested', 1, { delaySeconds }), {
            code: 'delay_unsupported',
          });
        }
        await assert.rejects(queue.send('encode-status', 1, { delaySeconds: 1 }), {
          code: 'delay_unsupported',
        });
        await assert.rejects(queue.redrive('nothing' as Topic));
      });
    });

    it('takes any text', async () => {
      await withQueue(async (queue) => {
        const texts = ['\ufffe\uffff', '\u0001\u007f', '<b>&amp;"\\', '\ud83d\ude00', 'x'.repeat(900_000)];
        const seen = new Set<unknown>();
        await queue.consume('import-requested', async ({ message }) => void seen.add(message), {
          concurrency: 5,
        });
        for (const text of texts) {
          await queue.send('import-requested', text, { key: `${newKey()} ${text.slice(0, 20)}` });
        }
        await eventually(() => seen.size === texts.length);
        assert.deepEqual(seen, new Set(texts));
        await queue.send('import-status', { videoId: 'ä '.repeat(200) });
      });
    });

    it('waits for running handlers when it stops', async () => {
      const queue = connect();
      await queue.start();
      const started = createGate();
      let done = false;
      const handler = async (): Promise<void> => {
        started.open();
        await sleep(500);
        done = true;
      };
      await queue.consume('object-stored', handler, { concurrency: 1 });
      await queue.send('object-stored', 'slow', { key: newKey() });
      await started.opened;
      await queue.stop(5000);
      assert.ok(done);
    });

    it('aborts handlers after the grace and delivers their messages again', async () => {
      const [first, key] = [connect(), newKey()];
      await first.start();
      const aborted = createGate();
      const started = createGate();
      const hang = async ({ signal }: Delivery): Promise<void> => {
        started.open();
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        aborted.open();
        throw new Error('stopped');
      };
      await first.consume('object-stored', hang, { concurrency: 1 });
      await first.send('object-stored', 'interrupted', { key });
      await started.opened;
      await first.stop(1000);
      await aborted.opened;
      await withQueue(async (second) => {
        const seen: Delivery[] = [];
        await second.consume('object-stored', async (delivery) => void seen.push(delivery), {
          concurrency: 1,
        });
        await eventually(() => seen.length === 1);
        assert.equal(seen[0]?.message, 'interrupted');
      });
    });
  });
};
