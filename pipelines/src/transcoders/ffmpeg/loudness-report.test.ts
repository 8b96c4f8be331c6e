import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { LoudnessReport } from './loudness-report.ts';

const summary = (place: number, integrated: string, peak: string): string[] => [
  `[Parsed_ebur128_${place} @ 0x556731c957c0] Summary:`,
  '',
  '  Integrated loudness:',
  `    I:         ${integrated} LUFS`,
  '    Threshold: -31.0 LUFS',
  '  True peak:',
  `    Peak:       ${peak} dBFS`,
];

describe('LoudnessReport', () => {
  it('puts summaries into the order of the graph', () => {
    const report = new LoudnessReport();
    for (const line of [...summary(7, '-21.0', '-8.6'), ...summary(3, '-70.0', '-inf')]) report.readLog(line);
    assert.deepEqual(report.all, [
      { integrated: -70, truePeak: -Infinity },
      { integrated: -21, truePeak: -8.6 },
    ]);
  });
});
