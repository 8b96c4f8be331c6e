import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { matchesExtension, recogniseSignature } from './signature.ts';

const bytes = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)]);

const verdict = (head: Uint8Array): string => {
  const found = recogniseSignature(head);
  return found.kind === 'video' ? found.demuxer : found.code;
};

describe('recogniseSignature', () => {
  const accepted: readonly [string, string][] = [
    ['\0\0\0\x1cftypisom', 'mov'],
    ['\0\0\0\x08wide', 'mov'],
    ['\x1aE\xdf\xa3', 'matroska'],
    ['RIFF\0\0\0\0AVI LIST', 'avi'],
    ['GIF89a', 'gif'],
    ['OggS\0', 'ogg'],
    ['ID3\x03', 'mp3'],
    ['\xff\xfb\x90', 'mp3'],
    ['\xff\xf1\x50', 'aac'],
    ['fLaC', 'flac'],
    ['RIFF\0\0\0\0WAVEfmt ', 'wav'],
    ['FORM\0\0\0\0AIFF', 'aiff'],
    ['\0\0\x01\xba', 'mpeg'],
  ];
  for (const [text, demuxer] of accepted) {
    it(`opens ${JSON.stringify(text)} as ${demuxer}`, () => assert.equal(verdict(bytes(text)), demuxer));
  }

  it('knows transport streams by the step of their packets', () => {
    const stream = Buffer.alloc(188 * 8);
    for (let i = 0; i < 8; i += 1) stream[i * 188] = 0x47;
    assert.equal(verdict(stream), 'mpegts');
  });

  const refused: readonly [string, string][] = [
    ['#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/x.ts', 'unsupported_container'],
    ['\n\n  #EXTM3U', 'unsupported_container'],
    ['\xef\xbb\xbf#EXTM3U', 'unsupported_container'],
    ["ffconcat version 1.0\nfile '/etc/passwd'", 'unsupported_container'],
    ["# list\nfile '/etc/passwd'", 'unsupported_container'],
    ['<?xml version="1.0"?><MPD>', 'unsupported_container'],
    ['\x89PNG\r\n\x1a\n', 'still_image'],
    ['\xff\xd8\xff\xe0', 'still_image'],
    ['\0\0\0\x18ftypheic', 'still_image'],
    ['just some words', 'not_media'],
    ['\0\0\0\0\0\0\0\0', 'not_media'],
  ];
  for (const [text, code] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))} as ${code}`, () =>
      assert.equal(verdict(bytes(text)), code));
  }

  it('refuses an empty file', () => assert.equal(verdict(Buffer.alloc(0)), 'empty_file'));
});

describe('matchesExtension', () => {
  it('minds only names that promise something else', () => {
    const names = ['clip.MP4', 'clip', 'clip.v2', 'clip.webm', null];
    assert.deepEqual(
      names.map((name) => matchesExtension(name, 'mov')),
      [true, true, true, false, true],
    );
  });
});
