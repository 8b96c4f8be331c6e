import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { recognisePicture } from './picture-signature.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108020000000000000000000000', 'hex');
const chunk = (name: string): Buffer => Buffer.concat([Buffer.alloc(4), Buffer.from(name), Buffer.alloc(4)]);
const pngWith = (...names: string[]): Buffer =>
  Buffer.concat([png.subarray(0, 8), ...['IHDR', ...names].map(chunk)]);
const webp = (kind: string, flags: number): Buffer =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}\x0a\0\0\0`, 'latin1'), Buffer.of(flags, 0, 0, 0)]);
const brands = (...names: string[]): Buffer => {
  const [major = '', ...others] = names;
  const size = Buffer.alloc(4);
  size.writeUInt32BE(16 + others.length * 4);
  return Buffer.concat([
    size,
    Buffer.from(`ftyp${major}\0\0\0\0${others.join('')}`, 'latin1'),
    Buffer.alloc(9),
  ]);
};

describe('recognisePicture', () => {
  it('knows the four kinds by their bytes', () => {
    assert.equal(recognisePicture(Buffer.from('ffd8ffe000104a464946', 'hex')), 'jpeg');
    assert.equal(recognisePicture(pngWith('IDAT', 'acTL')), 'png');
    assert.equal(recognisePicture(webp('VP8 ', 0xff)), 'webp');
    assert.equal(recognisePicture(webp('VP8X', 0x10)), 'webp');
    assert.equal(recognisePicture(brands('avif', 'mif1')), 'avif');
    assert.equal(recognisePicture(brands('mif1', 'miaf', 'avif')), 'avif');
  });

  it('refuses what moves', () => {
    for (const bytes of [pngWith('acTL', 'IDAT'), webp('VP8X', 0x12), brands('avis', 'avif')])
      assert.throws(() => recognisePicture(bytes), { code: 'picture_animated' });
  });

  it('refuses everything else, however it begins', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      Buffer.from('<!doctype html><script>alert(1)</script>'),
      Buffer.from('GIF89a\x01\0\x01\0'),
      Buffer.from('#EXTM3U\n'),
      Buffer.from('%PDF-1.7'),
      Buffer.from('\0\0\x01\0\x01\0'),
      brands('isom', 'mp42'),
      brands('heic', 'mif1'),
      Buffer.from('\0\0\0\x20ftyp'),
    ])
      assert.throws(() => recognisePicture(bytes), { code: 'picture_refused' }, bytes.toString('latin1'));
  });
});
