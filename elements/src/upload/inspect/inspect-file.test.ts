import { expect } from '@open-wc/testing';

import { inspectFile, readFacts } from './inspect-file.ts';

const text = (value: string): number[] => [...new TextEncoder().encode(value)];
const number = (value: number, bytes = 4): number[] =>
  Array.from({ length: bytes }, (_, n) => Math.floor(value / 256 ** (bytes - 1 - n)) % 256);

const box = (type: string, ...content: number[][]): number[] => {
  const body = content.flat();
  return [...number(body.length + 8), ...text(type), ...body];
};

const header = box('ftyp', text('isom'), number(0), text('isom'));

const movieHeader = (scale: number, duration: number): number[] =>
  box('mvhd', number(0), number(0), number(0), number(scale), number(duration), number(0, 80));

const track = (entry: string): number[] =>
  box(
    'trak',
    box('mdia', box('minf', box('stbl', box('stsd', number(0), number(1), box(entry, number(0, 78)))))),
  );

const file = (...parts: number[][]): Blob => new Blob([Uint8Array.from(parts.flat())]);

/** An EBML element. */
const element = (id: number[], content: number[]): number[] => [
  ...id,
  0x40 + (content.length >> 8),
  content.length & 255,
  ...content,
];
const float = (value: number): number[] => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return [...new Uint8Array(view.buffer)];
};
const matroska = (...info: number[][]): Blob =>
  file(
    element([0x1a, 0x45, 0xdf, 0xa3], text('webm')),
    // The size of a segment is often not known.
    [0x18, 0x53, 0x80, 0x67, 0x01, 255, 255, 255, 255, 255, 255, 255],
    element([0x15, 0x49, 0xa9, 0x66], info.flat()),
  );

describe('readFacts', () => {
  it('reads the length of a real video', async () => {
    const clip = await (await fetch('/media/silent.mp4')).blob();
    expect((await readFacts(clip))?.durationMs).to.be.within(1_000, 20_000);
  });

  it('finds an index at the end of a large file without reading the rest', async () => {
    const gap = new Blob([Uint8Array.from([...number(1), ...text('mdat'), ...number(16 + 50_000_000, 8)])]);
    const media = new Blob([new Uint8Array(1_000_000)]);
    const parts = [file(header), gap, ...Array.from({ length: 50 }, () => media)];
    const whole = new Blob([...parts, file(box('moov', movieHeader(1_000, 90_000), track('avc1')))]);
    const before = performance.now();
    expect(await readFacts(whole)).to.deep.equal({ durationMs: 90_000, codecs: ['avc1'] });
    expect(performance.now() - before).to.be.lessThan(1_000);
  });

  it('reads the length of WebM and Matroska', async () => {
    expect(await readFacts(matroska(element([0x44, 0x89], float(2_500))))).to.deep.equal({
      durationMs: 2_500,
      codecs: [],
    });
    const scaled = matroska(
      element([0x2a, 0xd7, 0xb1], number(100_000, 3)),
      element([0x44, 0x89], float(2_500)),
    );
    expect((await readFacts(scaled))?.durationMs).to.equal(250);
  });

  it('says nothing where the headers do not', async () => {
    expect((await readFacts(matroska(element([0x4d, 0x80], text('recorder')))))?.durationMs).to.equal(null);
    expect((await readFacts(file(header, box('moov', movieHeader(1_000, 0)))))?.durationMs).to.equal(null);
    expect((await readFacts(file(header, box('moov', movieHeader(0, 5)))))?.durationMs).to.equal(null);
    expect(await readFacts(file(header, box('mdat', number(0, 50))))).to.equal(null);
    expect(await readFacts(new Blob(['RIFF0000AVI LIST']))).to.equal(null);
  });

  it('survives headers that lie', async () => {
    const lies = [
      [...number(4), ...text('moov')],
      [...number(1), ...text('moov'), ...number(3, 8)],
      [...number(0xffffffff), ...text('moov'), ...number(0xffffffff), ...text('trak')],
      box('moov', [...number(9), ...text('mvhd'), 1]),
      box('moov', box('trak', box('mdia', box('minf', box('stbl', box('stsd')))))),
    ];
    for (const lie of lies) await readFacts(file(header, lie));
    for (const tail of [[0x15], [0x15, 0x49, 0xa9, 0x66, 0x00], [0x15, 0x49, 0xa9, 0x66, 0xff, 0x44]])
      await readFacts(file(element([0x1a, 0x45, 0xdf, 0xa3], []), tail));
  });
});

describe('inspectFile', () => {
  const limits = (maxDurationMs: number | null, ...refusedCodecs: string[]) => ({
    maxDurationMs,
    refusedCodecs,
  });

  it('refuses what is too long, with a second of grace', async () => {
    const long = file(header, box('moov', movieHeader(1_000, 61_500), track('avc1')));
    expect(await inspectFile(long, limits(60_000))).to.equal('too_long');
    expect(await inspectFile(long, limits(61_000))).to.equal(null);
    expect(await inspectFile(long, limits(null))).to.equal(null);
  });

  it('refuses what is locked to a player of somebody else', async () => {
    for (const entry of ['encv', 'enca', 'drmi', 'drms'])
      expect(await inspectFile(file(header, box('moov', track(entry))), limits(null)), entry).to.equal(
        'encrypted',
      );
    expect(await inspectFile(file(header, box('moov', track('hvc1'))), limits(null))).to.equal(null);
  });

  it('refuses the codecs that the server cannot read', async () => {
    const odd = file(header, box('moov', track('avc1'), track('zzzz')));
    expect(await inspectFile(odd, limits(null, 'zzzz'))).to.equal('unsupported_codec');
    expect(await inspectFile(odd, limits(null, 'yyyy'))).to.equal(null);
  });

  it('leaves to the server what cannot be read', async () => {
    const gone = { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
    expect(await inspectFile(gone as unknown as Blob, limits(1))).to.equal(null);
  });
});
