import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { fileName } from './file-name.ts';

const bytesOf = (text: string): number => Buffer.byteLength(text);

describe('fileName', () => {
  it('keeps what people write, in one form', () => {
    assert.equal(fileName.parse('Cafe\u0301 am Meer.mp4'), 'Café am Meer.mp4');
    assert.equal(fileName.parse('عطلة.mov'), 'عطلة.mov');
    assert.equal(fileName.parse('../../etc/passwd'), '../../etc/passwd');
  });

  it('takes out what hides or turns text', () => {
    assert.equal(fileName.parse('a\u202egp4.exe\u0000\u061c\u2029b\r\n.mp4'), 'a gp4.exe   b  .mp4');
    assert.equal(fileName.parse('\ud800.mp4'), '\ufffd.mp4');
  });

  it('has at most 255 bytes, with its ending and whole letters', () => {
    assert.equal(fileName.parse('x'.repeat(255)), 'x'.repeat(255));
    for (const letter of ['日', '🎬', 'ش', '👩‍👩‍👧', 'é']) {
      const name = fileName.parse(`${letter.repeat(Math.floor(240 / letter.length))}.mp4`);
      assert.ok(bytesOf(name) <= 255, `${bytesOf(name)}`);
      assert.ok(name.endsWith('.mp4'));
      assert.ok(name.startsWith(letter));
      assert.equal(name.replaceAll(letter, '').replace('…', ''), '.mp4');
    }
    const one = fileName.parse(`e${'\u0300\u0301'.repeat(120)}.mp4`);
    assert.ok(bytesOf(one) <= 255);
  });

  it('refuses what is no name', () => {
    for (const wrong of [
      '',
      ' ',
      '\u0000\u202e',
      'x'.repeat(256),
      'x'.repeat(5000),
      7,
      null,
      undefined,
      {},
    ]) {
      assert.ok(!fileName.safeParse(wrong).success, JSON.stringify(wrong));
    }
  });
});
