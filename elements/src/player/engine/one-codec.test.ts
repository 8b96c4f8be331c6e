import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, fetched, playing, until } from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const media = (file: string): string => new URL(`/media/${file}`, location.href).href;

interface Variant {
  readonly uri: string;
  readonly codec: string;
  readonly height: number;
  readonly bandwidth: number;
}

const variant = ({ uri, codec, height, bandwidth }: Variant): string =>
  `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${(height * 16) / 9}x${height},` +
  `CODECS="${codec},mp4a.40.2",FRAME-RATE=25,AUDIO="a"\n${uri}`;

const h264: readonly Variant[] = [
  { uri: media('v360.m3u8'), codec: 'avc1.64001f', height: 360, bandwidth: 900_000 },
  { uri: media('v180.m3u8'), codec: 'avc1.64001f', height: 180, bandwidth: 180_000 },
];
const av1: readonly Variant[] = [
  { uri: media('a360.m3u8'), codec: 'av01.0.01M.08', height: 360, bandwidth: 500_000 },
  { uri: media('a180.m3u8'), codec: 'av01.0.00M.08', height: 180, bandwidth: 100_000 },
];
const hevc: readonly Variant[] = h264.map((one) => ({
  ...one,
  uri: media('nowhere.m3u8'),
  codec: 'hvc1.1.6.L93.90',
}));

/** As the pipelines list them, H.264 first. */
const stream = (variants: readonly Variant[]): string => {
  const sound =
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",CHANNELS="2",' +
    `DEFAULT=YES,AUTOSELECT=YES,URI="${media('audio.m3u8')}"`;
  const text = ['#EXTM3U', '#EXT-X-VERSION:7', sound, ...variants.map(variant)].join('\n');
  return URL.createObjectURL(new Blob([text], { type: 'application/vnd.apple.mpegurl' }));
};

const playingStream = async (variants: readonly Variant[]): Promise<VidPlayer> => {
  const children = `<source src="${stream(variants)}" type="application/vnd.apple.mpegurl">`;
  return playing(await createPlayer({}, { children }));
};

const bitrates = ({ engine }: VidPlayer): number[] => (engine?.qualities ?? []).map(({ bitrate }) => bitrate);

/** The playlist of a rendition whose pictures no decoder can read. */
const broken = async (name: string): Promise<string> => {
  const [text, bytes] = await Promise.all([
    fetch(media(`${name}.m3u8`)).then((response) => response.text()),
    fetch(media(`${name}.m4s`)).then((response) => response.arrayBuffer()),
  ]);
  const blob = (part: Uint8Array<ArrayBuffer>): string => URL.createObjectURL(new Blob([part]));
  const cut = (size = '', from = ''): Uint8Array<ArrayBuffer> =>
    new Uint8Array(bytes.slice(Number(from), Number(from) + Number(size)));
  const head = 400;
  const lines = text
    .replace(
      /URI="[^"]*",BYTERANGE="(\d+)@(\d+)"/,
      (_, size: string, from: string) => `URI="${blob(cut(size, from))}"`,
    )
    .replaceAll(/#EXT-X-BYTERANGE:(\d+)@(\d+)\n.*/g, (_, size: string, from: string) => {
      const part = cut(size, from);
      const data = part.findIndex(
        (_byte, i) => i > head && String.fromCharCode(...part.slice(i, i + 4)) === 'mdat',
      );
      return blob(part.fill(0xff, data + 4));
    });
  return URL.createObjectURL(new Blob([lines], { type: 'application/vnd.apple.mpegurl' }));
};

describe('keepOneCodec', () => {
  afterEach(clearPage);
  beforeEach(() => performance.clearResourceTimings());

  it('plays AV1 where the device decodes it smoothly, and offers each size once', async () => {
    const player = await playingStream([...h264, ...hevc, ...av1]);
    expect(bitrates(player)).to.deep.equal([500_000, 100_000]);
    expect(fetched('/media/v')).to.deep.equal([]);
    expect(player.error).to.equal(null);
  });

  it('stays with the codec when somebody chooses a size', async () => {
    const player = await playingStream([...h264, ...av1]);
    const { engine } = player;
    if (!engine) throw new Error('no engine');
    for (const height of [180, 360]) {
      engine.quality = engine.qualities.find((one) => one.height === height)?.id ?? null;
      await until(() => engine.activeQuality?.height === height, `${height}p is shown`);
    }
    expect(fetched('/media/v')).to.deep.equal([]);
    engine.quality = null;
    expect(bitrates(player)).to.deep.equal([500_000, 100_000]);
  });

  it('plays H.264 where there is nothing else that it can', async () => {
    const player = await playingStream([...h264, ...hevc]);
    expect(bitrates(player)).to.deep.equal([900_000, 180_000]);
  });

  it('does not take a codec that is there for large pictures alone', async () => {
    const player = await playingStream([...h264, { ...(av1[0] as Variant), height: 720 }]);
    expect(bitrates(player)).to.deep.equal([900_000, 180_000]);
  });

  it('plays H.264 on lines that only its lowest variant fits', async () => {
    Object.defineProperty(navigator, 'connection', { configurable: true, value: { downlink: 0.2 } });
    try {
      const player = await playingStream([...h264, ...av1]);
      expect(bitrates(player)).to.deep.equal([900_000, 180_000]);
    } finally {
      Reflect.deleteProperty(navigator, 'connection');
    }
  });

  it('goes on in H.264 where the decoder does not do what the browser promised', async () => {
    const uri = await broken('a360');
    const player = await createPlayer(
      {},
      {
        children: `<source src="${stream([...h264, ...av1.map((one) => ({ ...one, uri }))])}" type="application/vnd.apple.mpegurl">`,
      },
    );
    // It is told of the new source, as whoever waits for it is.
    await player.play().catch((error: unknown) => expect((error as Error).name).to.equal('AbortError'));
    await until(() => player.currentTime > 0.5, 'it plays');
    expect(bitrates(player)).to.deep.equal([900_000, 180_000]);
    expect(player.error).to.equal(null);
  });
});
