import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { type EventStream, maxRecords } from '../ports/event-stream.ts';
import { createBeat, createRecord } from './view-records.ts';

export interface EventStreamSetting {
  readonly stream: EventStream;
  /** Of a video that reports can be about. */
  readonly videoId: string;
  /** `seq` of the events of a view, in the order in which they are stored. */
  readonly stored: (view: string) => Promise<number[]>;
  readonly tearDown: () => Promise<void>;
}

/** What every event stream does. */
export const describeEventStream = (name: string, setUp: () => Promise<EventStreamSetting>): void => {
  describe(name, () => {
    let setting: EventStreamSetting;
    before(async () => {
      setting = await setUp();
    });
    after(() => setting.tearDown());

    it('stores records, in their order for each view', async () => {
      const { stream, stored, videoId } = setting;
      const [one, other] = [randomUUID(), randomUUID()];
      await stream.put(
        [0, 1, 2, 3, 4].flatMap((seq) =>
          [one, other].map((view) => createRecord({ view, videoId, events: [createBeat(seq)] })),
        ),
      );
      await stream.put([createRecord({ view: one, videoId, events: [createBeat(5), createBeat(6)] })]);
      assert.deepEqual(await stored(one), [0, 1, 2, 3, 4, 5, 6]);
      assert.deepEqual(await stored(other), [0, 1, 2, 3, 4]);
    });

    it('takes none, and as many as a call may have', async () => {
      const { stream, stored, videoId } = setting;
      await stream.put([]);
      const records = Array.from({ length: maxRecords }, () => createRecord({ videoId }));
      await stream.put(records);
      for (const { view } of [records[0], records.at(-1)].flatMap((record) => record ?? [])) {
        assert.deepEqual(await stored(view), [0]);
      }
    });

    it('refuses more than that, and stores nothing of it', async () => {
      const { stream, stored, videoId } = setting;
      const records = Array.from({ length: maxRecords + 1 }, () => createRecord({ videoId }));
      await assert.rejects(stream.put(records), { code: 'too_many_records' });
      assert.deepEqual(await stored(records[0]?.view ?? ''), []);
    });
  });
};
