import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { assertCutAlike } from '../../testing/assert-cut-alike.ts';
import { makeClip, quickVideo, tone } from '../../testing/clips.ts';
import { colorAt } from '../../testing/measure.ts';
import { Workbench } from '../../testing/process-clip.ts';
import { checkOutput } from './check-output.ts';
import { parseMedia } from './parse-playlist.ts';

describe('checkOutput', () => {
  let folder = '';
  let good = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-check-'));
    const languages = ['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=fra'];
    const clip = await makeClip({
      folder,
      name: 'clip.mkv',
      size: '426x240',
      seconds: 9,
      sound: ['anoisesrc=d=9:r=48000,pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0', tone({ seconds: 9 })],
      encode: [...quickVideo, '-c:a:0', 'ac3', '-c:a:1', 'aac', ...languages],
    });
    good = (await new Workbench(folder).process(clip)).files;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing wrong with our own output', async () =>
    assert.deepEqual(await checkOutput(good, 'master.m3u8'), []));

  it('hls 7.5, 8.2, 8.22: every list begins with three GOPs of their own, and names the target of those to come', async () => {
    const entries = await assertCutAlike(good);
    assert.deepEqual(entries.map(Math.round), [2, 2, 2, 3]);
    for (const name of ['240', '240-low', 'audio-en', 'audio-48k-fr', 'audio-51-en']) {
      const { tags } = parseMedia(await readFile(join(good, `${name}.m3u8`), 'utf8'));
      assert.equal(tags.get('#EXT-X-TARGETDURATION'), '6', name);
    }
  });

  const faults: readonly [string, string, RegExp, string][] = [
    ['1.27, 9.13', 'master.m3u8', /(?<!AVERAGE-)BANDWIDTH=\d+/, 'BANDWIDTH=1'],
    ['1.26, 9.14', 'master.m3u8', /AVERAGE-BANDWIDTH=\d+/, 'AVERAGE-BANDWIDTH=9000000'],
    ['8.10', 'master.m3u8', /LANGUAGE="[^"]*",/, ''],
    ['9.1', 'master.m3u8', /,mp4a\.40\.2/, ''],
    ['9.3', 'master.m3u8', /RESOLUTION=\d+x\d+,FRAME/, 'RESOLUTION=1x1,FRAME'],
    ['9.5', 'master.m3u8', /,AUDIO="aac"/, ''],
    ['9.11', 'master.m3u8', /#EXT-X-INDEPENDENT-SEGMENTS\n/, ''],
    ['9.15', 'master.m3u8', /FRAME-RATE=30\.000/, 'FRAME-RATE=25.000'],
    ['6.1', 'master.m3u8', /#EXT-X-I-FRAME-STREAM-INF.*\n/g, ''],
    ['6.8', 'i240.m3u8', /#EXT-X-I-FRAMES-ONLY\n/, ''],
    ['6.10', 'i240.m3u8', /BYTERANGE:\d+@/, 'BYTERANGE:9@'],
    ['8.1', '240.m3u8', /EXTINF:2\.0+/, 'EXTINF:5.000000'],
    ['8.2', 'audio-en.m3u8', /TARGETDURATION:6/, 'TARGETDURATION:7'],
    ['8.6', '240.m3u8', /#EXT-X-ENDLIST\n/, ''],
    ['8.20', '240.m3u8', /BYTERANGE="\d+@0"/, 'BYTERANGE="1@0"'],
    ['1.24, 9.16', 'master.m3u8', /FRAME-RATE=30\.000/, 'FRAME-RATE=30.000,VIDEO-RANGE=PQ'],
    ['9.6', 'master.m3u8', /CHANNELS="2"/, 'CHANNELS="6"'],
    ['2.3', 'master.m3u8', /#EXT-X-STREAM-INF.*AUDIO="aac"\n240\.m3u8\n/, ''],
    ['9.6, 9.7', 'master.m3u8', /#EXT-X-MEDIA.*aac-51.*audio-fr.*\n/, ''],
    ['RFC 4.3.4.1.1', 'master.m3u8', /DEFAULT=YES/, 'DEFAULT=NO'],
    ['9.9', 'master.m3u8', /#EXT-X-STREAM-INF.*(?:\n240-low\.m3u8|aac-51.*\n.*)\n/g, ''],
    ['9.21', 'master.m3u8', /#EXT-X-STREAM-INF.*\n240-low\.m3u8\n/, ''],
    ['tvOS 9.20', 'master.m3u8', /$/, '#EXT-X-STREAM-INF:BANDWIDTH=1\naudio-en.m3u8\n'],
    ['RFC 7', '240.m3u8', /VERSION:7/, 'VERSION:3'],
    ['RFC 4.3.3.1', '240.m3u8', /TARGETDURATION:6/, 'TARGETDURATION:2'],
  ];
  for (const [clause, file, from, to] of faults) {
    it(`hls ${clause}: notices ${file} with ${to || `no ${from.source}`}`, async () => {
      const bad = await mkdtemp(join(folder, 'bad-'));
      await cp(good, bad, { recursive: true });
      const text = await readFile(join(bad, file), 'utf8');
      const changed = text.replace(from, to);
      assert.notEqual(changed, text);
      await writeFile(join(bad, file), changed);
      const found = await checkOutput(bad, 'master.m3u8');
      assert.ok(
        found.some((violation) => violation.startsWith('hls ') && violation.includes(clause)),
        `found only: ${found.join('; ')}`,
      );
    });
  }

  /** Changes bytes at a place in the boxes of some files. */
  const boxFaults: readonly [string, string, readonly string[], (bytes: Buffer) => void][] = [
    ['1.3', 'the Baseline profile', ['240'], (bytes) => void bytes.writeUInt8(66, bytes.indexOf('avcC') + 5)],
    ['1.4', 'level 6.1', ['240'], (bytes) => void bytes.writeUInt8(61, bytes.indexOf('avcC') + 7)],
    [
      '1.11',
      'level 5 in every variant',
      ['240', '240-low'],
      (bytes) => void bytes.writeUInt8(50, bytes.indexOf('avcC') + 7),
    ],
    [
      '7.3',
      'a fragment that begins a tick late',
      ['240'],
      (bytes) => {
        const last = bytes.lastIndexOf('tfdt') + 8 + (bytes[bytes.lastIndexOf('tfdt') + 4] === 1 ? 4 : 0);
        bytes.writeUInt32BE(bytes.readUInt32BE(last) + 1, last);
      },
    ],
    [
      '7.4',
      'a fragment that begins with no keyframe',
      ['240'],
      (bytes) =>
        void bytes.writeUInt32BE(0x01010000, bytes.indexOf('02000000', bytes.lastIndexOf('trun'), 'hex')),
    ],
  ];
  for (const [clause, what, names, change] of boxFaults) {
    it(`hls ${clause}: notices ${what}`, async () => {
      const bad = await mkdtemp(join(folder, 'bad-'));
      await cp(good, bad, { recursive: true });
      for (const name of names) {
        const bytes = await readFile(join(bad, `${name}.mp4`));
        change(bytes);
        await writeFile(join(bad, `${name}.mp4`), bytes);
      }
      const found = await checkOutput(bad, 'master.m3u8');
      assert.ok(
        found.some((violation) => violation.startsWith(`hls ${clause}`)),
        `found only: ${found.join('; ')}`,
      );
    });
  }

  it('hls 6.10: every range of an I-frame playlist decodes to its keyframe', async () => {
    const media = await readFile(join(good, '240.mp4'));
    const { map, entries } = parseMedia(await readFile(join(good, 'i240.m3u8'), 'utf8'));
    assert.ok(map && entries.length >= 4);
    const cut = ({ offset, size }: { offset: number; size: number }) => media.subarray(offset, offset + size);
    for (const entry of entries) {
      const path = join(folder, 'keyframe.mp4');
      await writeFile(path, Buffer.concat([cut(map), cut(entry)]));
      const picture = await colorAt(path, { seconds: 0, x: 100, y: 100 });
      assert.equal(picture.length, 3, `nothing at ${entry.offset}`);
    }
  });
});
