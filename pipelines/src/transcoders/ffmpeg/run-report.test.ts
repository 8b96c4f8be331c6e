import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { RunReport } from './run-report.ts';

describe('RunReport', () => {
  it('tells how far the pictures are, and the sound where there are none', () => {
    const read = (framesPerSecond: number | null) => {
      const seen: number[] = [];
      const report = new RunReport((seconds) => seen.push(seconds), framesPerSecond);
      for (const line of ['frame=30', 'out_time_us=1500000', 'out_time=00:00:01.5', 'out_time_us=N/A'])
        report.readProgress(line);
      return seen;
    };
    assert.deepEqual(read(25), [1.2]);
    assert.deepEqual(read(null), [1.5]);
  });

  it('counts what was lost between the file and the pictures', () => {
    const report = new RunReport(() => undefined, null);
    report.readLog('[h264 @ 0x55] [info] concealing 12 DC, 12 AC, 12 MV errors in P frame');
    report.readLog(
      '[verbose]   Input stream #0:0 (video): 90 packets read (443257 bytes); 89 frames decoded; ',
    );
    report.readLog(
      '[verbose]   Input stream #0:1 (audio): 140 packets read (294 bytes); 140 frames decoded (143360 samples); ',
    );
    report.readLog(
      '[verbose]   Output stream #1:0 (video): 88 frames encoded; 88 packets muxed (42008 bytes); ',
    );
    assert.deepEqual([report.packets(0), report.decodedFrames(0), report.damaged(0)], [90, 89, 2]);
    assert.deepEqual([report.encodedFrames(1), report.encodedFrames(0)], [88, null]);
  });

  it('keeps the last problems for operators', () => {
    const report = new RunReport(() => undefined, null);
    for (let i = 0; i < 30; i += 1) report.readLog(`[mov @ 0x1] [error] number ${i}`);
    report.readLog('[info] all is well');
    assert.equal(report.lastProblems().length, 20);
    assert.match(report.lastProblems().at(-1) ?? '', /number 29$/);
  });
});
