import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { embedOptions, secondsOf } from './embed-options.ts';

describe('embedOptions', () => {
  it('is quiet, complete and at the start unless asked otherwise', () => {
    const plain = {
      ...{
        autoplay: false,
        muted: false,
        loop: false,
        controls: true,
        keyboard: true,
        title: false,
        dnt: false,
      },
      ...{ start: null, end: null, texts: null, quality: null, accent: null },
    };
    assert.deepEqual(embedOptions({}), plain);
    assert.deepEqual(embedOptions(undefined), plain);
    assert.deepEqual(embedOptions(Object.create({ autoplay: '1' })), plain);
  });

  it('takes flags as names, numbers and words', () => {
    for (const on of ['', '1', 'true']) assert.equal(embedOptions({ autoplay: on }).autoplay, true, on);
    for (const off of ['0', 'false']) assert.equal(embedOptions({ controls: off }).controls, false, off);
    for (const odd of ['yes', '2', 'TRUE', '-1', ['x'], [], { a: 1 }, 7, null]) {
      assert.equal(embedOptions({ autoplay: odd }).autoplay, false, JSON.stringify(odd));
      assert.equal(embedOptions({ controls: odd }).controls, true, JSON.stringify(odd));
    }
    assert.equal(embedOptions({ muted: ['1', '0'] }).muted, true, 'the first of several');
  });

  it('takes times in every form that people write', () => {
    const times: [string, number][] = [
      ['90', 90],
      ['90.5', 90.5],
      ['1:30', 90],
      ['1:02:03', 3723],
      ['1m30s', 90],
      ['1h2m3s', 3723],
      ['90s', 90],
    ];
    for (const [text, seconds] of times) assert.equal(secondsOf(text), seconds, text);
    for (const odd of [
      '',
      '0',
      '-5',
      '1e3',
      'Infinity',
      'NaN',
      '0x10',
      '1:2',
      'm',
      ' ',
      '9'.repeat(30),
      '99999999',
      '1"><script>',
    ]) {
      assert.equal(secondsOf(odd), null, odd);
    }
  });

  it('takes an end only behind the start', () => {
    assert.deepEqual(
      [embedOptions({ start: '10', end: '20' }).start, embedOptions({ t: '10', end: '20' }).end],
      [10, 20],
    );
    assert.equal(embedOptions({ start: '10', end: '10' }).end, null);
    assert.equal(embedOptions({ end_time: '5' }).end, 5);
  });

  it('takes languages, qualities and colours of the right shape only', () => {
    const texts = (cc: string) => embedOptions({ cc }).texts;
    assert.deepEqual(['de', 'pt-BR', '1', '0', '"><img', 'x'.repeat(50)].map(texts), [
      'de',
      'pt-BR',
      true,
      false,
      null,
      null,
    ]);
    const quality = (given: string) => embedOptions({ quality: given }).quality;
    assert.deepEqual(['720p', '1080p60', 'auto', '720', 'p', '720p;x'].map(quality), [
      '720p',
      '1080p60',
      'auto',
      null,
      null,
      null,
    ]);
    const accent = (color: string) => embedOptions({ color }).accent;
    assert.deepEqual(['#C00', 'c00000', 'red', '#12345', '#fff;}body{display:none'].map(accent), [
      '#c00',
      '#c00000',
      null,
      null,
      null,
    ]);
  });
});
