import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { cleanCueText, wordsOf } from './cue-text.ts';
import { decodeText } from './decode-text.ts';
import { parseCaptions } from './parse-captions.ts';
import { writeWebVtt } from './write-web-vtt.ts';

const texts = (file: string) => parseCaptions(file).cues.map(({ text }) => text);

describe('parseCaptions', () => {
  it('reads WebVTT with identifiers, settings, notes and styles', () => {
    const { cues, dropped } = parseCaptions(
      'WEBVTT - made by hand\nKind: captions\n\nNOTE\nnot a cue\n\nSTYLE\n::cue { color: red }\n\n' +
        'first\n00:01.500 --> 00:02.000 align:start region:fred line:10%\n<v Ada>Hello\nyou\n\n01:00:00.000 --> 01:00:01.000\nLate',
    );
    assert.deepEqual(dropped, []);
    assert.deepEqual(cues, [
      { startMs: 1500, endMs: 2000, settings: 'align:start line:10%', text: '<v Ada>Hello\nyou</v>' },
      { startMs: 3_600_000, endMs: 3_601_000, settings: '', text: 'Late' },
    ]);
  });

  it('reads SubRip with commas, its own tags, missing blank lines and another order', () => {
    const { cues } = parseCaptions(
      '\ufeff2\r\n00:00:05,1 --> 00:00:06,250\r\n<font color="#f00">Red</font> & <I>slanted</I>\r\n3\r\n' +
        '00:00:07,000 --> 00:00:08,000\r\n{\\an8}Above\r\n\r\n1\r\n00:00:01 --> 00:00:02\r\nFirst\r\n',
    );
    assert.deepEqual(cues, [
      { startMs: 1000, endMs: 2000, settings: '', text: 'First' },
      { startMs: 5100, endMs: 6250, settings: '', text: 'Red &amp; <i>slanted</i>' },
      { startMs: 7000, endMs: 8000, settings: 'line:5%', text: 'Above' },
    ]);
  });

  it('leaves out what cannot be read and says where it stood', () => {
    const { cues, dropped } = parseCaptions(
      `WEBVTT\n\n00:00.000 --> soon\nA\n\n00:03.000 --> 00:02.000\nB\n\n00:04.000 --> 00:05.000\n<b></b>\n\n00:06.000 --> 00:07.000\n${'x'.repeat(2001)}\n\n00:99.000 --> 01:00.000\nC\n\n00:08.000 --> 00:09.000\nD`,
    );
    assert.deepEqual(
      cues.map(({ text }) => text),
      ['D'],
    );
    assert.deepEqual(dropped, [
      { line: 3, fault: 'time_unreadable' },
      { line: 6, fault: 'ends_before_start' },
      { line: 9, fault: 'no_text' },
      { line: 12, fault: 'text_too_long' },
      { line: 15, fault: 'time_unreadable' },
    ]);
  });

  it('finds nothing in what is not a caption file', () => {
    for (const file of ['', 'WEBVTT', 'hello', '{"a":1}', '\0\0', '<html>-->', '-->'.repeat(1000)])
      assert.deepEqual(texts(file), [], JSON.stringify(file.slice(0, 20)));
  });

  it('takes a megabyte of hostile text in its stride', () => {
    for (const piece of [
      '<',
      '&',
      '<b>',
      '</b>',
      '<v ',
      '&#x',
      '\n-->',
      '00:00.000 --> 00:01.000\n<i>',
      '{\\an8}',
    ])
      parseCaptions(`WEBVTT\n\n00:00.000 --> 00:01.000\n${piece.repeat(1_000_000 / piece.length)}`);
  });
});

describe('cleanCueText', () => {
  it('keeps known tags, closed in order, and escapes the rest', () => {
    for (const [given, clean] of [
      ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
      ['<b>bold <i>both</b> after', '<b>bold <i>both</i></b> after'],
      ['</i>late', 'late'],
      ['<script>alert(1)</script>', 'alert(1)'],
      ['<img src=x onerror=alert(1)>', ''],
      ['<v.loud Mary & Joe>Hi', '<v.loud Mary Joe>Hi</v>'],
      ['<c.yellow.bg_blue>x</c>', '<c.yellow.bg_blue>x</c>'],
      ['<00:00:01.000>karaoke', 'karaoke'],
      ['&amp;&lt;&bogus;&#60;b&#62;', '&amp;&lt;&amp;bogus;&lt;b&gt;'],
      ['one --> two', 'one --&gt; two'],
    ] as const)
      assert.equal(cleanCueText(given), clean, given);
  });

  it('is not changed by cleaning again', () => {
    const once = cleanCueText('<b>x & y <v A>z');
    assert.equal(cleanCueText(once), once);
  });
});

describe('wordsOf', () => {
  it('leaves the words', () => {
    assert.equal(wordsOf('<v Ada>Fish &amp; <i>chips</i>\n&lt;now&gt;</v>'), 'Fish & chips <now>');
    assert.equal(wordsOf('<ruby>漢<rt>kan</rt></ruby>字'), '漢字');
  });
});

describe('writeWebVtt', () => {
  it('is read back as it was', () => {
    const { cues } = parseCaptions(
      'WEBVTT\n\n00:01.500 --> 100:00:02.000 line:0\n<i>Hi</i> &amp; bye\nthen\n',
    );
    const written = writeWebVtt(cues);
    assert.match(
      written,
      /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00\.000\n\n00:00:01\.500 --> 100:00:02\.000 line:0\n/,
    );
    assert.deepEqual(parseCaptions(written), { cues, dropped: [] });
  });
});

describe('decodeText', () => {
  it('knows UTF-8, UTF-16 and what old editors write', () => {
    assert.equal(decodeText(new TextEncoder().encode('é')), 'é');
    assert.equal(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)), 'A');
    assert.equal(decodeText(Uint8Array.of(0xff, 0xfe, 0xe9, 0)), 'é');
    assert.equal(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0xe9)), 'é');
    assert.equal(decodeText(Uint8Array.of(0xe9, 0x80)), 'é€');
  });
});
