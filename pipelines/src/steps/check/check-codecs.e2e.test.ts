import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { hdrEncode, makeClip } from '../../testing/clips.ts';
import { Workbench } from '../../testing/process-clip.ts';
import { checkOutput } from './check-output.ts';

describe('checkOutput of HDR and other codecs', () => {
  let folder = '';
  let good = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-check-'));
    const encode = hdrEncode('smpte2084');
    const clip = await makeClip({ folder, name: 'clip.mp4', size: '426x240', seconds: 2.5, encode });
    good = (await new Workbench(folder).process(clip, { codecs: ['h264', 'hevc', 'av1'] })).files;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const violations = async (file: string, change: (bytes: Buffer) => Buffer | string) => {
    const bad = await mkdtemp(join(folder, 'bad-'));
    await cp(good, bad, { recursive: true });
    const bytes = await readFile(join(bad, file));
    const changed = change(Buffer.from(bytes));
    assert.notDeepEqual(Buffer.from(changed), bytes);
    await writeFile(join(bad, file), changed);
    return checkOutput(bad, 'master.m3u8');
  };
  const poke = (name: string, offset: number, value: number) => (bytes: Buffer) => {
    bytes.writeUInt8(value, bytes.indexOf(name) + 4 + offset);
    return bytes;
  };
  const replace = (from: RegExp, to: string) => (bytes: Buffer) => bytes.toString('utf8').replace(from, to);

  it('finds nothing wrong with our own output', async () =>
    assert.deepEqual(await checkOutput(good, 'master.m3u8'), []));

  const faults: readonly [string, string, string, (bytes: Buffer) => Buffer | string][] = [
    ['1.6', 'a profile beyond Main 10', '240-hevc.mp4', poke('hvcC', 1, 4)],
    ['1.6', 'a level beyond 5.1', '240-hevc.mp4', poke('hvcC', 12, 180)],
    ['1.7, 1.24', 'HDR in 8 bits', '240-hevc.mp4', poke('hvcC', 1, 1)],
    ['1.1', 'a profile beyond Main', '240-av1.mp4', poke('av1C', 1, 0x20)],
    ['1.24', 'HDR in AV1', '240-av1.mp4', poke('colr', 7, 16)],
    ['9.1', 'CODECS of another level', '240-av1.mp4', poke('av1C', 1, 0x05)],
    ['1.24, 9.16', 'a variant without a range', 'master.m3u8', replace(/,VIDEO-RANGE=SDR/, '')],
    ['1.24, 9.16', 'HDR called SDR', 'master.m3u8', replace(/VIDEO-RANGE=PQ/, 'VIDEO-RANGE=SDR')],
    [
      '1.24, 9.16',
      'an I-frame list without a range',
      'master.m3u8',
      replace(/(I-FRAME.*),VIDEO-RANGE=PQ/, '$1'),
    ],
    ['6.1', 'a variant without an I-frame list', 'master.m3u8', replace(/#EXT-X-I-FRAME.*av01.*\n/, '')],
  ];
  for (const [clause, what, file, change] of faults) {
    it(`hls ${clause}: notices ${what}`, async () => {
      const found = await violations(file, change);
      assert.ok(
        found.some((violation) => violation.startsWith(`hls ${clause}:`)),
        `found only: ${found.join('; ')}`,
      );
    });
  }

  it('hls 1.10: reads no entry whose parameter sets lie in the samples', async () => {
    const hev1 = (bytes: Buffer) => {
      bytes.write('hev1', bytes.indexOf('hvc1', bytes.indexOf('stsd')), 'latin1');
      return bytes;
    };
    await assert.rejects(violations('240-hevc.mp4', hev1), /hev1 is not/);
  });
});
