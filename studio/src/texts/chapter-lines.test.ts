import { expect } from '@open-wc/testing';

import { readChapterLines, writeChapterLines } from './chapter-lines.ts';

describe('chapter lines', () => {
  it('are read as people write them, and written back', () => {
    const chapters = readChapterLines('0:00 Start\n\n [1:05] – The 2nd part\n1:02:03. Ende', 4e6);
    expect(chapters).to.deep.equal([
      { startMs: 0, title: 'Start' },
      { startMs: 65_000, title: 'The 2nd part' },
      { startMs: 3_723_000, title: 'Ende' },
    ]);
    expect(Array.isArray(chapters) && writeChapterLines(chapters)).to.equal(
      '0:00 Start\n1:05 The 2nd part\n1:02:03 Ende',
    );
  });

  it('may be a WebVTT file', () => {
    const text = 'WEBVTT\n\n00:00.000 --> 00:05.000\nA & <b>B</b>\n\n00:05.000 --> 00:09.000\nC';
    expect(readChapterLines(text, 9000)).to.deep.equal([
      { startMs: 0, title: 'A & B' },
      { startMs: 5000, title: 'C' },
    ]);
  });

  it('are refused with the line that is wrong', () => {
    for (const [text, fault, line] of [
      ['0:00 A\nno time', 'unreadable', 2],
      ['0:00 A\n0:10', 'unreadable', 2],
      ['0:01 A\n0:02 B', 'start', 1],
      ['0:00 A\n0:20 B\n\n0:10 C', 'order', 4],
      ['0:00 A', 'few', 1],
      ['0:00 A\n2:00 B', 'late', 2],
      [Array.from({ length: 201 }, (_, at) => `${at}:00 x`).join('\n'), 'many', 201],
    ] as const)
      expect(readChapterLines(text, fault === 'late' ? 60_000 : null)).to.deep.equal({ fault, line });
  });

  it('may be none', () => {
    expect(readChapterLines(' \n', null)).to.deep.equal([]);
  });
});
