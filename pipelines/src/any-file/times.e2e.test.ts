import assert from 'node:assert/strict';
import { join } from 'node:path';

import { makeClip, quickVideo, tone } from '../testing/clips.ts';
import { describeFiles } from '../testing/describe-files.ts';
import { readTrack } from '../steps/package/track.ts';
import type { Processed } from '../testing/process-clip.ts';

const h264 = [...quickVideo, '-c:a', 'aac'];
const small = '426x240';

/** Keyframes in milliseconds, of every rendition. */
const keyframes = ({ files, publication }: Processed): Promise<number[][]> =>
  Promise.all(
    (publication?.renditions ?? []).map(async ({ name }) => {
      const { fragments, timescale } = await readTrack(join(files, `${name}.mp4`));
      return fragments.map(({ time }) => Math.round((time / timescale) * 1000));
    }),
  );

const assertGrid = async (result: Processed, grid: readonly number[]): Promise<void> => {
  for (const one of await keyframes(result)) assert.deepEqual(one, grid);
};

describeFiles('time, in any measure', [
  {
    what: '120 frames per second',
    make: (folder) => makeClip({ folder, name: 'fps120.mp4', rate: '120', seconds: 1 }),
    becomes: { rungs: ['640x360@60', '426x240@30', '426x240@30'], seconds: 1, flashes: 1 },
  },
  {
    what: 'hard cuts at 59.94, with keyframes of full and half rate on the same instants',
    make: (folder) =>
      makeClip({
        folder,
        name: 'cuts.mp4',
        rate: '60000/1001',
        seconds: 4.5,
        filter: `eq=brightness='0.3*gt(mod(t,0.9),0.45)':eval=frame`,
      }),
    becomes: { rungs: ['640x360@59.94', '426x240@29.97', '426x240@29.97'], seconds: 4.504 },
    check: (result) => assertGrid(result, [0, 2002, 4004]),
  },
  {
    what: 'one frame per second',
    make: (folder) => makeClip({ folder, name: 'fps1.mp4', size: small, rate: '1', seconds: 3 }),
    becomes: { rungs: ['426x240@24', '426x240@24'], seconds: 3 },
  },
  {
    what: '10 frames per second, each shown equally long',
    make: (folder) => makeClip({ folder, name: 'fps10.mp4', size: small, rate: '10', seconds: 1 }),
    becomes: { rungs: ['426x240@30', '426x240@30'], seconds: 1, flashes: 1 },
  },
  {
    what: 'the rate of films',
    make: (folder) => makeClip({ folder, name: 'film.mp4', size: small, rate: '24000/1001', seconds: 3 }),
    becomes: { rungs: ['426x240@23.976', '426x240@23.976'], seconds: 3.003, flashes: 3 },
    check: (result) => assertGrid(result, [0, 2002]),
  },
  {
    what: 'a rate that varies: 60, a pause, 20',
    make: (folder) =>
      makeClip({
        folder,
        name: 'vfr.mp4',
        rate: '60',
        seconds: 3,
        filter: `select='not(between(n,40,88))*(lt(n,88)+not(mod(n,3)))'`,
        encode: ['-vsync', 'vfr', ...h264],
      }),
    becomes: { rungs: ['640x360@60', '426x240@30', '426x240@30'], seconds: 2.967, flashes: 3 },
  },
  {
    what: 'time stamps that begin at 10 s',
    make: (folder) =>
      makeClip({ folder, name: 'late.ts', size: small, encode: [...h264, '-output_ts_offset', '10'] }),
    becomes: { rungs: ['426x240@30', '426x240@30'], seconds: 2, flashes: 2 },
  },
  {
    what: 'sound that begins a second after the picture, and ends as much later',
    make: (folder) =>
      makeClip({
        folder,
        name: 'late.mkv',
        size: small,
        beforeSound: ['-itsoffset', '1'],
        sound: [tone({ seconds: 1.4 })],
        seconds: 1.8,
      }),
    becomes: { rungs: ['426x240@30', '426x240@30'], seconds: 2.4 },
    check: (_, heard) => {
      const [beep = NaN] = heard.get('und')?.beeps ?? [];
      assert.ok(Math.abs(beep - 1.5) < 1 / 30, `beeps at ${beep}`);
    },
  },
  {
    what: 'sound that lasts twice as long as the picture',
    make: (folder) =>
      makeClip({ folder, name: 'longer.mp4', size: small, sound: [tone({ seconds: 2 })], seconds: 1 }),
    becomes: { rungs: ['426x240@30', '426x240@30'], seconds: 2 },
  },
]);
