import assert from 'node:assert/strict';
import { join } from 'node:path';

import { makeClip, quickVideo, turnClip } from '../testing/clips.ts';
import { describeFiles, type OddFile } from '../testing/describe-files.ts';
import { colorAt } from '../testing/measure.ts';
import { readTrack } from '../steps/package/track.ts';

const aac = ['-c:a', 'aac'];
/** A white box at the top left of the stored picture, away from the flashes. */
const box = 'drawbox=0:0:200:100:white:fill';

const turned = (degrees: number, rungs: readonly string[], corner: { x: number; y: number }): OddFile => ({
  what: `turned by ${degrees}° in its flags, upright`,
  make: async (folder) => {
    const plain = await makeClip({ folder, name: `plain${degrees}.mp4`, filter: box, seconds: 0.4 });
    return turnClip(plain, join(folder, `turned${degrees}.${degrees === 180 ? 'mov' : 'mp4'}`), -degrees);
  },
  becomes: { rungs, seconds: 0.4 },
  check: async ({ files }) => {
    const color = await colorAt(join(files, '360.mp4'), { seconds: 0.2, ...corner });
    assert.ok(
      color.every((part) => part > 230),
      `the box is not where it belongs: ${color.join()}`,
    );
  },
});

describeFiles('a picture of any shape', [
  {
    what: 'odd in both directions, 4:4:4',
    make: (folder) =>
      makeClip({
        folder,
        name: 'odd.mp4',
        size: '644x362',
        seconds: 1,
        filter: 'format=yuv444p,crop=641:359:0:0:exact=1',
        encode: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p', ...aac],
      }),
    becomes: { rungs: ['640x358@30', '428x240@30', '428x240@30'], seconds: 1, flashes: 1 },
  },
  {
    what: 'portrait',
    make: (folder) => makeClip({ folder, name: 'portrait.mp4', size: '720x1280', seconds: 0.6 }),
    becomes: {
      rungs: ['720x1280@30', '480x854@30', '360x640@30', '240x426@30', '240x426@30'],
      seconds: 0.6,
      flashes: 1,
    },
  },
  turned(90, ['360x640@30', '240x426@30', '240x426@30'], { x: 320, y: 40 }),
  turned(180, ['640x360@30', '426x240@30', '426x240@30'], { x: 600, y: 320 }),
  turned(270, ['360x640@30', '240x426@30', '240x426@30'], { x: 40, y: 600 }),
  {
    what: 'anamorphic (NTSC, 32:27)',
    make: (folder) =>
      makeClip({ folder, name: 'ntsc.mp4', size: '720x480', seconds: 0.6, filter: 'setsar=32/27' }),
    becomes: { rungs: ['854x480@30', '640x360@30', '426x240@30', '426x240@30'], seconds: 0.6, flashes: 1 },
  },
  {
    what: 'interlaced and anamorphic in a transport stream (PAL)',
    make: (folder) =>
      makeClip({
        folder,
        name: 'pal.ts',
        size: '720x576',
        rate: '50',
        seconds: 1,
        filter: 'interlace=scan=tff,setsar=64/45',
        encode: ['-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-b:v', '3M', '-c:a', 'mp2'],
      }),
    becomes: {
      rungs: ['1024x576@50', '854x480@25', '640x360@25', '426x240@25', '426x240@25'],
      seconds: 1,
      flashes: 1,
    },
  },
  {
    what: 'tiny, in two qualities',
    make: (folder) => makeClip({ folder, name: 'tiny.mp4', size: '16x16', seconds: 1, sound: false }),
    becomes: { rungs: ['16x16@30', '16x16@30'], seconds: 1, sounds: [], flashes: 1 },
  },
  {
    what: '32:9, with a rung for devices that stop at level 4.1',
    make: (folder) =>
      makeClip({
        folder,
        name: 'wide.mp4',
        size: '3840x1080',
        seconds: 0.2,
        sound: false,
        encode: quickVideo,
      }),
    becomes: {
      rungs: ['3840x1080@30', '2560x720@30', '1706x480@30', '1280x360@30', '854x240@30', '854x240@30'],
      seconds: 0.2,
      sounds: [],
    },
    check: async ({ files }) => {
      const { codec } = await readTrack(join(files, '720.mp4'));
      assert.ok(Number.parseInt(codec.slice(-2), 16) <= 41, codec);
    },
  },
]);
