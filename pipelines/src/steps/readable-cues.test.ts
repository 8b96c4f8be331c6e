import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { parseCaptions } from '@vidkit/contracts/captions/parse-captions';
import { writeWebVtt } from '@vidkit/contracts/captions/write-web-vtt';

import { readableCues } from './readable-cues.ts';

const cuesOf = (
  phrases: readonly (readonly [startMs: number, endMs: number, text: string])[],
  { durationMs = 60_000, language = 'en' }: { durationMs?: number; language?: string | null } = {},
) =>
  readableCues(
    phrases.map(([startMs, endMs, text]) => ({ startMs, endMs, text })),
    { durationMs, language },
  );

describe('readableCues', () => {
  it('keeps words and times', () => {
    assert.deepEqual(cuesOf([[0, 1500, ' Hello there. ']]), [
      { startMs: 0, endMs: 1500, text: 'Hello there.', settings: '' },
    ]);
  });

  it('puts phrases in order, takes their overlaps away and cuts what lies outside', () => {
    const times = cuesOf([
      [9000, 99_000, 'last'],
      [-500, 1000, 'first'],
      [4000, 9500, 'third'],
      [2000, 6000, 'second'],
      [60_000, 61_000, 'after the end'],
      [7000, 7000, 'no time'],
      [8000, 3000, 'backwards'],
      [Number.NaN, 3000, 'never'],
      [3000, Infinity, 'for ever'],
    ]).map(({ startMs, endMs, text }) => [startMs, endMs, text]);
    assert.deepEqual(times, [
      [0, 1000, 'first'],
      [2000, 3000, 'second'],
      [3000, 4000, 'for ever'],
      [4000, 9000, 'third'],
      [9000, 60_000, 'last'],
    ]);
  });

  it('leaves out what is not speech', () => {
    for (const text of [
      '[BLANK_AUDIO]',
      '(wind blowing)',
      '*sighs*',
      '♪ la la ♪',
      ' ... ',
      '',
      '\u0000\u0007',
      '♪',
    ])
      assert.deepEqual(cuesOf([[0, 1000, text]]), [], text);
    assert.equal(cuesOf([[0, 1000, 'I [really] mean it (now)']]).length, 1);
  });

  it('lets nothing of a hostile text act', () => {
    const hostile =
      'a<script>alert(1)</script>&amp;\u0000\u001b[31m\u202egnp.exe\n\n00:00:01.000 --> 00:00:02.000\nfake\ud800\ufffd';
    const cues = cuesOf([[0, 9000, hostile]]);
    assert.deepEqual(parseCaptions(writeWebVtt(cues)), { cues, dropped: [] });
    const words = cues.map(({ text }) => text.replaceAll('\n', ' ')).join(' ');
    assert.equal(
      words,
      'a&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp; [31mgnp.exe 00:00:01.000 --&gt; 00:00:02.000 fake',
    );
  });

  it('cuts long phrases between words, into lines that can be read, by their share of the time', () => {
    const sentence = 'The quick brown fox jumps over the lazy dog and then goes home for supper. ';
    const cues = cuesOf([[1000, 31_000, sentence.repeat(5)]]);
    assert.equal(cues.length, 5);
    assert.deepEqual([cues[0]?.startMs, cues.at(-1)?.endMs], [1000, 31_000]);
    for (const [i, { startMs, endMs, text }] of cues.entries()) {
      assert.ok(endMs - startMs > 4000 && endMs - startMs < 8000, `${endMs - startMs} ms`);
      assert.equal(startMs, cues[i - 1]?.endMs ?? 1000);
      assert.ok(
        text.split('\n').every((line) => line.length <= 50),
        text,
      );
    }
    assert.equal(cues.map(({ text }) => text.replaceAll('\n', ' ')).join(' '), sentence.repeat(5).trim());
  });

  it('cuts where there are no spaces, and what is no word at all', () => {
    const chinese = cuesOf([[0, 20_000, '今天天气很好我们去公园散步吧'.repeat(8)]], { language: 'zh' });
    assert.ok(chinese.length >= 3);
    assert.ok(chinese.every(({ text }) => text.length <= 42));
    const endless = cuesOf([[0, 50_000, 'x'.repeat(5000)]], { language: null });
    assert.ok(endless.every(({ text }) => text.length <= 85));
    assert.equal(endless.map(({ text }) => text).join('').length, 5000);
  });

  it('takes more than anybody can say in its stride', () => {
    const phrases = Array.from({ length: 60_000 }, (_, i) => [i * 300, i * 300 + 250, `word ${i}`] as const);
    assert.equal(cuesOf(phrases, { durationMs: 1e9 }).length, 50_000);
  });
});
