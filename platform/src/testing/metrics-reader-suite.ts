import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type CounterDelta, type MetricsReader, noCounts } from '../ports/metrics-store.ts';
import { createDelta } from './view-records.ts';

export interface MetricsSetting {
  readonly metrics: MetricsReader;
  readonly add: (deltas: readonly CounterDelta[]) => Promise<void>;
  /** A video that can be counted. */
  readonly newVideo: () => Promise<string>;
  readonly tearDown: () => Promise<void>;
}

/** What every place of counters gives back of what is added to it. */
export const describeMetricsReader = (name: string, setUp: () => Promise<MetricsSetting>): void => {
  describe(name, () => {
    let setting: MetricsSetting;
    before(async () => {
      setting = await setUp();
    });
    after(() => setting.tearDown());
    const all = { from: '2000-01-01', to: '2099-12-31' };

    it('adds up what is counted of a video on a day', async () => {
      const { metrics, add, newVideo } = setting;
      const videoId = await newVideo();
      const delta = createDelta({
        videoId,
        failedStarts: 2,
        watchedMs: 86_400_000,
        completions: 3,
        rebuffers: 4,
        rebufferMs: 5000,
        errors: 6,
      });
      await add([delta]);
      await add([delta, createDelta({ videoId: await newVideo() })]);
      assert.deepEqual(await metrics.read(videoId, all), [
        {
          day: '2026-11-29',
          views: 2,
          failedStarts: 4,
          watchedMs: 172_800_000,
          completions: 6,
          rebuffers: 8,
          rebufferMs: 10_000,
          errors: 12,
        },
      ]);
    });

    it('gives the days that were asked for, the oldest first', async () => {
      const { metrics, add, newVideo } = setting;
      const videoId = await newVideo();
      for (const day of ['2026-12-01', '2026-11-28', '2026-11-30', '2027-01-01']) {
        await add([createDelta({ videoId, day })]);
      }
      const read = async (from: string, to: string): Promise<string[]> =>
        (await metrics.read(videoId, { from, to })).map(({ day }) => day);
      assert.deepEqual(await read('2026-11-28', '2026-12-01'), ['2026-11-28', '2026-11-30', '2026-12-01']);
      assert.deepEqual(await read('2026-11-29', '2026-11-30'), ['2026-11-30']);
      assert.deepEqual(await read('2026-12-02', '2026-12-31'), []);
    });

    it('counts at the same time without losing one', async () => {
      const { metrics, add, newVideo } = setting;
      const videoId = await newVideo();
      const other = await newVideo();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          add([
            createDelta({ videoId: index % 2 ? videoId : other }),
            createDelta({ videoId: index % 2 ? other : videoId }),
          ]),
        ),
      );
      assert.deepEqual(await metrics.read(videoId, all), [{ day: '2026-11-29', ...noCounts, views: 20 }]);
    });

    it('has nothing of a video without views', async () => {
      assert.deepEqual(await setting.metrics.read(await setting.newVideo(), all), []);
    });
  });
};
