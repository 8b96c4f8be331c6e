import { expect } from '@open-wc/testing';

import { recognise } from './container.ts';
import { checkFile } from './file-check.ts';
import { fingerprintOf } from './fingerprint.ts';

const head = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> => {
  const bytes = parts.flatMap((part) =>
    typeof part === 'string' ? [...new TextEncoder().encode(part)] : part,
  );
  return Uint8Array.from([...bytes, ...new Array<number>(Math.max(0, 700 - bytes.length)).fill(0)]);
};

const packets = (size: number, at: number): Uint8Array => {
  const bytes = new Uint8Array(size * 4);
  for (let n = 0; n < 4; n++) bytes[at + n * size] = 0x47;
  return bytes;
};

describe('recognise', () => {
  const media: [string, Uint8Array][] = [
    ['mp4', head([0, 0, 0, 24], 'ftypisom')],
    ['mp4', head([0, 0, 0, 8], 'wide')],
    ['webm', head([0x1a, 0x45, 0xdf, 0xa3])],
    ['avi', head('RIFF', [0, 0, 0, 0], 'AVI ')],
    ['mpeg-ts', packets(188, 0)],
    ['mpeg-ts', packets(192, 4)],
    ['mpeg-ps', head([0, 0, 1, 0xba])],
    ['flv', head('FLV', [1])],
    ['ogg', head('OggS')],
    ['asf', head([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11])],
    ['audio', head('ID3', [3])],
  ];
  for (const [container, bytes] of media) {
    it(`knows ${container}`, () => {
      expect(recognise(bytes)).to.deep.equal({ kind: 'media', container });
    });
  }

  const others: [string, Uint8Array][] = [
    ['a JPEG picture', head([0xff, 0xd8, 0xff, 0xe0])],
    ['a PNG picture', head([0x89], 'PNG')],
    ['a HEIC picture', head([0, 0, 0, 24], 'ftypheic')],
    ['a WebP picture', head('RIFF', [0, 0, 0, 0], 'WEBP')],
    ['a PDF', head('%PDF-1.7')],
    ['an archive', head('PK', [3, 4])],
    ['a program', head('MZ', [0x90])],
    ['text', new TextEncoder().encode('To whom it may concern\n'.repeat(40))],
    ['a playlist', new TextEncoder().encode('#EXTM3U\n#EXT-X-VERSION:7\n')],
  ];
  for (const [name, bytes] of others) {
    it(`refuses ${name}`, () => {
      expect(recognise(bytes)).to.deep.equal({ kind: 'other' });
    });
  }

  it('leaves to the server what it does not know', () => {
    expect(recognise(head([0xde, 0xad, 0xbe, 0xef]))).to.deep.equal({ kind: 'unknown' });
  });
});

describe('checkFile', () => {
  const video = new Blob([head([0, 0, 0, 24], 'ftypisom')]);
  const limits = { maxBytes: null, containers: null, accept: '' };

  it('finds nothing against a video within the limits', async () => {
    expect(await checkFile(video, { ...limits, maxBytes: 700 })).to.equal(null);
    expect(await checkFile(video, limits)).to.equal(null);
    expect(await checkFile(video, { ...limits, containers: ['webm', 'mp4'] })).to.equal(null);
  });

  it('refuses the empty, the too large and the foreign', async () => {
    expect(await checkFile(new Blob(), limits)).to.equal('file_empty');
    expect(await checkFile(video, { ...limits, maxBytes: 699 })).to.equal('file_too_large');
    expect(await checkFile(new Blob(['words']), limits)).to.equal('file_type_refused');
  });

  it('refuses containers that the server does not take, and names that the page does not', async () => {
    expect(await checkFile(video, { ...limits, containers: ['webm'] })).to.equal('file_type_refused');
    const named = new File([video], 'a.mov', { type: 'video/quicktime' });
    expect(await checkFile(named, { ...limits, accept: '.mp4' })).to.equal('file_type_refused');
    expect(await checkFile(named, { ...limits, accept: 'video/*' })).to.equal(null);
  });
});

describe('fingerprintOf', () => {
  it('is the same for a copy and another for another file', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const before = await fingerprintOf(new Blob([bytes]));
    expect(await fingerprintOf(new File([bytes], 'copy.mp4', { lastModified: 1 }))).to.equal(before);
    bytes[59_999] = 255 - (bytes[59_999] ?? 0);
    expect(await fingerprintOf(new Blob([bytes]))).to.not.equal(before);
    expect(before).to.match(/^[0-9a-f-]{8,128}$/);
  });
});
