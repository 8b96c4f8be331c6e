import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, fetched, playing, until } from '../testing/player-fixture.ts';

const media = (file: string): string => new URL(`/media/${file}`, location.href).href;

const variant = (file: string, group: string, bandwidth: number, height: number): string =>
  `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${(height * 16) / 9}x${height},` +
  `CODECS="avc1.64001f,mp4a.40.2",FRAME-RATE=25,AUDIO="${group}"\n${media(file)}`;

/** A stream as the pipelines make it of a source in 5.1. */
const stream = (): string => {
  const sound = (group: string, channels: number): string =>
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="English",LANGUAGE="en",CHANNELS="${channels}",` +
    `DEFAULT=YES,AUTOSELECT=YES,URI="${media('audio.m3u8')}"`;
  const text = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...[sound('aac', 2), sound('aac-48k', 2), sound('aac-51', 6)],
    ...[variant('v360.m3u8', 'aac', 900_000, 360), variant('v180.m3u8', 'aac-48k', 180_000, 180)],
    variant('v360.m3u8', 'aac-51', 1_100_000, 360),
  ].join('\n');
  return URL.createObjectURL(new Blob([text], { type: 'application/vnd.apple.mpegurl' }));
};

describe('keepFittingLevels', () => {
  afterEach(clearPage);
  beforeEach(() => performance.clearResourceTimings());

  it('offers each quality once, and begins with a better one than that for mobile lines', async () => {
    const children = `<source src="${stream()}" type="application/vnd.apple.mpegurl">`;
    const player = await playing(await createPlayer({}, { children }));
    const bitrates = player.engine?.qualities.map(({ bitrate }) => bitrate);
    expect(bitrates).to.deep.equal([900_000, 180_000]);
    expect(fetched('/media/v180')).to.deep.equal([]);
    expect(player.engine?.activeQuality?.height).to.equal(360);
  });

  it('goes to the variant for mobile lines and back, with its sound', async () => {
    const children = `<source src="${stream()}" type="application/vnd.apple.mpegurl">`;
    const player = await playing(await createPlayer({}, { children }));
    const { engine } = player;
    if (!engine) throw new Error('no engine');
    for (const height of [180, 360]) {
      engine.quality = engine.qualities.find((one) => one.height === height)?.id ?? null;
      await until(() => engine.activeQuality?.height === height, `${height}p is shown`);
      const at = player.currentTime;
      await until(() => player.currentTime > at + 0.3 || player.ended, 'it plays on');
    }
    expect(player.error).to.equal(null);
  });
});
