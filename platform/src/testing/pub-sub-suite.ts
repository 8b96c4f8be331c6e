import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';

import { maxMessageBytes, type PubSub, PubSubError } from '../ports/pub-sub.ts';
import { eventually } from './eventually.ts';

/** What every pub/sub does. `connect` makes one more process; `breakConnections` cuts those that listen. */
export const describePubSub = (
  name: string,
  setUp: () => Promise<{ connect(): PubSub; breakConnections(): Promise<void>; tearDown(): Promise<void> }>,
): void => {
  describe(name, () => {
    let setting: Awaited<ReturnType<typeof setUp>>;
    let here: PubSub;
    let there: PubSub;
    let channels = 0;
    const newChannel = (): string => `suite:${process.pid}:${Date.now()}:${++channels}`;

    before(async () => {
      setting = await setUp();
      [here, there] = [setting.connect(), setting.connect()];
      await Promise.all([here.start(), there.start()]);
      await here.start();
    });
    after(async () => {
      await Promise.all([here.stop(), there.stop()]);
      await here.stop();
      await setting.tearDown();
    });

    const collect = (pubSub: PubSub, channel: string): { seen: unknown[]; end(): void } => {
      const seen: unknown[] = [];
      return { seen, end: pubSub.subscribe(channel, (message) => void seen.push(message)) };
    };

    it('reaches every process at once, the sender included', async () => {
      const channel = newChannel();
      const [mine, theirs] = [collect(here, channel), collect(there, channel)];
      const message = { id: 'ä', list: [1, null], quote: `'"\\` };
      const sent = Date.now();
      await here.publish(channel, message);
      await eventually(() => mine.seen.length === 1 && theirs.seen.length === 1);
      assert.ok(Date.now() - sent < 2000, `${Date.now() - sent} ms`);
      assert.deepEqual([mine.seen, theirs.seen], [[message], [message]]);
    });

    it('keeps the order of one sender and loses none of many', async () => {
      const channel = newChannel();
      const { seen } = collect(there, channel);
      for (let n = 0; n < 200; n++) await here.publish(channel, n);
      await eventually(() => seen.length === 200);
      assert.deepEqual(
        seen,
        Array.from({ length: 200 }, (_, n) => n),
      );
    });

    it('matches channels exactly and ends a subscription alone', async () => {
      const channel = newChannel();
      const [first, second, longer] = [
        collect(there, channel),
        collect(there, channel),
        collect(there, `${channel}:more`),
      ];
      await here.publish(channel, 1);
      await eventually(() => first.seen.length === 1 && second.seen.length === 1);
      first.end();
      first.end();
      await here.publish(channel, 2);
      await eventually(() => second.seen.length === 2);
      assert.deepEqual([first.seen, longer.seen], [[1], []]);
    });

    it('is not stopped by a listener that throws', async () => {
      const channel = newChannel();
      there.subscribe(channel, () => {
        throw new Error('from a listener of the suite');
      });
      const { seen } = collect(there, channel);
      await here.publish(channel, 'x');
      await eventually(() => seen.length === 1);
    });

    it('takes 7,000 bytes and refuses more', async () => {
      const channel = newChannel();
      const { seen } = collect(there, channel);
      const largest = 'x'.repeat(maxMessageBytes - 2);
      await here.publish(channel, largest);
      await eventually(() => seen.length === 1);
      await assert.rejects(here.publish(channel, `${largest}x`), PubSubError);
    });

    it('reports a gap after a broken connection and hears again', async () => {
      const channel = newChannel();
      const { seen } = collect(there, channel);
      let gaps = 0;
      const end = there.onGap(() => gaps++);
      await setting.breakConnections();
      await eventually(() => gaps === 1);
      await eventually(async () => {
        await here.publish(channel, 'again').catch(() => undefined);
        await sleep(50);
        return seen.includes('again');
      });
      end();
      await setting.breakConnections();
      await sleep(1000);
      assert.equal(gaps, 1);
    });
  });
};
