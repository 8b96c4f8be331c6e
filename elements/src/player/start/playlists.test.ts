import { expect } from '@open-wc/testing';

import { entryAt, readMediaList, readVariants } from './playlists.ts';

const sound = (group: string, rest = ''): string =>
  `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="A, B",CHANNELS="2",URI="${group}.m3u8"${rest}`;
const picture = (height: number, rest = ''): string =>
  `#EXT-X-STREAM-INF:BANDWIDTH=${height}000,AVERAGE-BANDWIDTH=1,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=${height * 2}x${height},AUDIO="a"${rest}\n${height}.m3u8`;
const text = (...lines: string[]): string => ['#EXTM3U', ...lines, ''].join('\n');

const list = (...lines: string[]): string => text('#EXT-X-MAP:URI="360.mp4",BYTERANGE="785@0"', ...lines);
const entry = (seconds: number, size: number, from: number): string =>
  `#EXTINF:${seconds},\n#EXT-X-BYTERANGE:${size}@${from}\n360.mp4`;

describe('readVariants', () => {
  it('reads sizes, codecs and sound, smallest first', () => {
    const [small, large] = readVariants(
      text(sound('a'), sound('a', ',DEFAULT=YES'), picture(720), picture(360)),
    );
    expect(small).to.deep.equal({
      uri: '360.m3u8',
      bandwidth: 360_000,
      width: 720,
      height: 360,
      videoCodec: 'avc1.64001f',
      audioCodec: 'mp4a.40.2',
      soundUri: 'a.m3u8',
    });
    expect(large?.height).to.equal(720);
  });

  it('leaves to others what is more than a choice of sizes', () => {
    expect(readVariants(text(sound('a').replace('"2"', '"6"'), picture(360)))).to.deep.equal([]);
    expect(
      readVariants(text(sound('a'), picture(360), picture(720).replace('avc1.64001f', 'av01.0'))),
    ).to.deep.equal([]);
    expect(readVariants(text(picture(360)))).to.deep.equal([]);
    expect(readVariants(text(sound('a'), '#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8'))).to.deep.equal([]);
    expect(readVariants('')).to.deep.equal([]);
    expect(readVariants('<html>')).to.deep.equal([]);
  });
});

describe('readMediaList', () => {
  const base = 'https://media.example/p/right/v/1/360.m3u8';

  it('reads where the bytes of each entry are, and when it is shown', () => {
    const found = readMediaList(list(entry(2, 100, 785), entry(2.5, 50, 885), '#EXT-X-ENDLIST'), base);
    expect(found?.init).to.deep.equal({
      url: 'https://media.example/p/right/v/1/360.mp4',
      from: 0,
      size: 785,
    });
    expect(found?.entries.map(({ start, from, size }) => [start, from, size])).to.deep.equal([
      [0, 785, 100],
      [2, 885, 50],
    ]);
    expect(found?.whole).to.equal(true);
    expect(found && [0, 1.9, 2, 4.4, 4.5].map((seconds) => entryAt(found, seconds))).to.deep.equal([
      0, 0, 1, 1, -1,
    ]);
  });

  it('knows a beginning from a whole', () => {
    expect(readMediaList(list(entry(2, 100, 785)), base)?.whole).to.equal(false);
  });

  it('does not read what is not made of byte ranges', () => {
    expect(readMediaList(text('#EXT-X-MAP:URI="init.mp4"', '#EXTINF:2,', '1.m4s'), base)).to.equal(null);
    expect(readMediaList(list(), base)).to.equal(null);
    expect(readMediaList('', base)).to.equal(null);
  });
});
