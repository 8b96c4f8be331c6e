import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { makeClip } from '../../testing/clips.ts';
import { Workbench } from '../../testing/process-clip.ts';
import { checkOutput } from './check-output.ts';

describe('checkOutput', () => {
  let folder = '';
  let good = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-check-'));
    const clip = await makeClip({ folder, name: 'clip.mp4', size: '426x240', seconds: 9 });
    good = (await new Workbench(folder).process(clip)).files;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing wrong with our own output', async () =>
    assert.deepEqual(await checkOutput(good, 'master.m3u8'), []));

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
    ['8.1', '240.m3u8', /EXTINF:6\.0+/, 'EXTINF:5.000000'],
    ['8.2', 'audio-und.m3u8', /TARGETDURATION:6/, 'TARGETDURATION:7'],
    ['8.6', '240.m3u8', /#EXT-X-ENDLIST\n/, ''],
    ['8.20', '240.m3u8', /BYTERANGE="\d+@0"/, 'BYTERANGE="1@0"'],
    ['RFC 4.3.3.1', '240.m3u8', /TARGETDURATION:6/, 'TARGETDURATION:5'],
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
});
