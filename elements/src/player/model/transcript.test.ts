import { expect } from '@open-wc/testing';

import { findIn, lineAt, linesOfCues, parseTranscript } from './transcript.ts';

describe('parseTranscript', () => {
  it('reads lines, and leaves out what is none', () => {
    const cues = [
      { startMs: 1500, endMs: 2000, text: ' Hello\n there ' },
      ...[null, 7, {}, { startMs: '1', endMs: 2, text: 'x' }, { startMs: -5, endMs: 2, text: 'x' }],
      { startMs: 1, endMs: 2, text: { toString: () => 'x' } },
    ];
    expect(parseTranscript({ cues })).to.deep.equal([{ start: 1.5, end: 2, text: 'Hello there' }]);
  });

  it('answers anything else with nothing', () => {
    for (const answer of [null, undefined, 'x', 7, [], {}, { cues: 'x' }, { cues: { length: 2 } }]) {
      expect(parseTranscript(answer)).to.deep.equal([]);
    }
  });
});

describe('linesOfCues', () => {
  it('leaves out markup and empty cues', () => {
    const cues = [new VTTCue(0, 1, '<v Ada>Hello <i>you</i>'), new VTTCue(1, 2, ' ')];
    expect(linesOfCues(cues)).to.deep.equal([{ start: 0, end: 1, text: 'Hello you' }]);
  });
});

describe('lineAt', () => {
  it('is the last one that began', () => {
    const lines = [1, 5].map((start) => ({ start, end: start + 1, text: '' }));
    expect([0, 1, 3, 6].map((seconds) => lineAt(lines, seconds))).to.deep.equal([-1, 0, 0, 1]);
  });
});

describe('findIn', () => {
  it('cuts a line at each find, in any case and without accents', () => {
    expect(findIn('Café und CAFE', 'cafe')).to.deep.equal([
      { text: 'Café', hit: true },
      { text: ' und ', hit: false },
      { text: 'CAFE', hit: true },
    ]);
    expect(findIn('İstanbul', 'ista')?.[0]).to.deep.equal({ text: 'İsta', hit: true });
    expect(findIn('Straße', 'x')).to.equal(null);
    expect(findIn('all of it', '  ')).to.deep.equal([{ text: 'all of it', hit: false }]);
  });

  it('takes whatever is typed as text', () => {
    expect(findIn('a.b', '.*')).to.equal(null);
    expect(findIn('a(b', '(')).to.deep.equal([
      { text: 'a', hit: false },
      { text: '(', hit: true },
      { text: 'b', hit: false },
    ]);
  });
});
