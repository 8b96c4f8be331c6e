import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { line, text } from './basics.ts';
import { origin } from './site.ts';
import { createUpload } from './upload.ts';
import { videoPatch } from './video.ts';

describe('line', () => {
  it('keeps what people write, in one form', () => {
    assert.equal(line(20).parse('  Cafe\u0301 🎬 '), 'Café 🎬');
  });

  it('replaces control characters and those that turn the direction of text', () => {
    assert.equal(line(20).parse('a\u0000b\u202Ec\nd'), 'a b c d');
  });

  it('counts what is left', () => {
    assert.ok(line(3).safeParse('  abc  ').success);
    assert.ok(!line(3).safeParse('abcd').success);
    assert.ok(!line(3).safeParse(7).success);
  });
});

describe('text', () => {
  it('keeps lines and tabs and has one kind of line end', () => {
    assert.equal(text(50).parse('a\r\nb\rc\td\u0007'), 'a\nb\nc\td');
  });
});

describe('origin', () => {
  it('takes scheme, host and port exactly as browsers send them', () => {
    for (const good of [
      'https://a.example',
      'http://localhost:3000',
      'http://127.0.0.1:8081',
      'https://xn--bcher-kva.example',
    ]) {
      assert.ok(origin.safeParse(good).success, good);
    }
    for (const bad of ['https://a.example/', 'a.example', 'https://bücher.example', 'file:///x', 'null']) {
      assert.ok(!origin.safeParse(bad).success, bad);
    }
  });
});

describe('createUpload', () => {
  it('refuses fields that it does not know', () => {
    assert.ok(!createUpload.safeParse({ fileName: 'a', size: 1, key: '../x' }).success);
  });
});

describe('videoPatch', () => {
  it('wants a time for what is scheduled', () => {
    assert.ok(!videoPatch.safeParse({ visibility: 'scheduled' }).success);
    assert.ok(videoPatch.safeParse({ visibility: 'scheduled', publishAt: '2027-01-01T00:00:00Z' }).success);
  });
});
