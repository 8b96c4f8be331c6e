import assert from 'node:assert/strict';
import { join } from 'node:path';

import { hdrEncode, makeClip } from '../testing/clips.ts';
import { describeFiles } from '../testing/describe-files.ts';
import { colorAt } from '../testing/measure.ts';

const small = '426x240';
const twice = ['426x240@30', '426x240@30'];

describeFiles('colours of any kind', [
  {
    what: 'HDR10, mapped to what every screen shows',
    make: (folder) =>
      makeClip({ folder, name: 'hdr10.mp4', size: small, seconds: 0.8, encode: hdrEncode('smpte2084') }),
    becomes: { rungs: twice, seconds: 0.8, warnings: ['hdr_tone_mapped'], flashes: 1 },
  },
  {
    what: 'HLG',
    make: (folder) =>
      makeClip({ folder, name: 'hlg.mp4', size: small, seconds: 0.8, encode: hdrEncode('arib-std-b67') }),
    becomes: { rungs: twice, seconds: 0.8, warnings: ['hdr_tone_mapped'], flashes: 1 },
  },
  {
    what: 'ProRes, 4:2:2 in 10 bits',
    make: (folder) =>
      makeClip({
        folder,
        name: 'prores.mov',
        seconds: 0.8,
        sound: false,
        filter: 'format=yuv422p10le',
        encode: ['-c:v', 'prores_ks', '-profile:v', '1'],
      }),
    becomes: { rungs: ['640x360@30', '426x240@30', '426x240@30'], seconds: 0.8, sounds: [], flashes: 1 },
  },
  {
    what: 'H.264 in 10 bits, which no browser plays',
    make: (folder) =>
      makeClip({
        folder,
        name: 'high10.mp4',
        size: small,
        seconds: 0.8,
        sound: false,
        encode: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'],
      }),
    becomes: { rungs: twice, seconds: 0.8, sounds: [], flashes: 1 },
  },
  {
    what: 'the full range of Motion JPEG, brought into that of video',
    make: (folder) =>
      makeClip({
        folder,
        name: 'mjpeg.avi',
        size: small,
        seconds: 0.8,
        sound: false,
        filter: 'drawbox=0:0:64:64:white:fill,drawbox=64:0:64:64:black:fill',
        encode: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj444p'],
      }),
    becomes: { rungs: twice, seconds: 0.8, sounds: [], flashes: 1 },
    check: async ({ files }) => {
      const at = { seconds: 0.3, y: 20, format: 'yuv444p' };
      const [white = 0] = await colorAt(join(files, '240.mp4'), { ...at, x: 20 });
      const [black = 0] = await colorAt(join(files, '240.mp4'), { ...at, x: 90 });
      assert.ok(Math.abs(white - 235) <= 2 && Math.abs(black - 16) <= 2, `white ${white}, black ${black}`);
    },
  },
  {
    what: 'an animated GIF, which is not taken for a picture',
    make: (folder) =>
      makeClip({
        folder,
        name: 'animated.gif',
        size: '320x180',
        rate: '15',
        seconds: 0.8,
        sound: false,
        encode: ['-c:v', 'gif'],
      }),
    becomes: { rungs: ['320x180@30', '320x180@30'], seconds: 0.8, sounds: [], flashes: 1 },
  },
  {
    what: 'VP9 with holes to see through, laid on black',
    make: (folder) =>
      makeClip({
        folder,
        name: 'alpha.webm',
        size: '320x180',
        seconds: 0.8,
        sound: false,
        filter: 'format=yuva420p,colorchannelmixer=aa=0.5',
        encode: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-auto-alt-ref', '0'],
      }),
    becomes: {
      rungs: ['320x180@30', '320x180@30'],
      seconds: 0.8,
      sounds: [],
      warnings: ['alpha_dropped'],
      flashes: 1,
    },
  },
]);
