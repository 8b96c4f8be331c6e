import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { boxesIn, makeBox } from './boxes.ts';
import { readPictureEntry } from './picture-entry.ts';

const read = (type: string, ...inside: readonly Buffer[]) => {
  const bytes = makeBox(type, Buffer.alloc(78), ...inside);
  const [entry] = boxesIn(bytes);
  assert.ok(entry);
  return readPictureEntry(bytes, entry);
};

/** `hvcC` up to the level. */
const hevc = (profile: string, compatibility: string, constraints: string, level: number): Buffer =>
  makeBox('hvcC', Buffer.from(`01${profile}${compatibility}${constraints}${level.toString(16)}`, 'hex'));

const av1 = (...bytes: readonly number[]): Buffer => makeBox('av1C', Buffer.from([0x81, ...bytes, 0]));

const colour = (transfer: number): Buffer =>
  makeBox('colr', Buffer.from('nclx'), Buffer.from([0, 9, 0, transfer, 0, 9, 0]));

describe('readPictureEntry', () => {
  const codecs: readonly [string, string, Buffer][] = [
    ['avc1.64001f', 'avc1', makeBox('avcC', Buffer.from('0164001f', 'hex'))],
    ['hvc1.1.6.L93.B0', 'hvc1', hevc('01', '60000000', 'b00000000000', 93)],
    ['hvc1.2.4.L120.B0', 'hvc1', hevc('02', '20000000', 'b00000000000', 120)],
    ['hvc1.2.4.H153.90.0.0.0.0.1', 'hvc1', hevc('22', '20000000', '900000000001', 153)],
    ['hvc1.A1.80000000.L93', 'hvc1', hevc('41', '00000001', '000000000000', 93)],
    ['av01.0.08M.08', 'av01', av1(0x08, 0x0c)],
    ['av01.0.13H.10', 'av01', av1(0x0d, 0xcc)],
    ['av01.2.31M.12', 'av01', av1(0x5f, 0x60)],
  ];
  for (const [codec, type, box] of codecs) {
    it(`reads ${codec}`, () => assert.deepEqual(read(type, box), { codec, range: 'sdr' }));
  }

  it('tells HDR by the transfer characteristics', () => {
    const range = (transfer: number) =>
      read('hvc1', hevc('02', '20000000', 'b00000000000', 120), colour(transfer)).range;
    assert.deepEqual([1, 16, 18].map(range), ['sdr', 'pq', 'hlg']);
  });

  it('refuses entries whose parameter sets lie in the samples, and unknown ones', () => {
    const box = hevc('01', '60000000', 'b00000000000', 93);
    assert.throws(() => read('hev1', box), /hev1 is not/);
    assert.throws(() => read('vp09', makeBox('vpcC')), /vp09 is not/);
    assert.throws(() => read('avc1', box), /avc1 is not/);
  });
});
