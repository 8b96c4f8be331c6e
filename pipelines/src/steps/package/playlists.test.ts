import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { SoundForm } from '../sound-form.ts';
import {
  type AudioRendition,
  type VideoVariant,
  writeMediaPlaylist,
  writeMultivariantPlaylist,
} from './playlists.ts';

const createVariant = (overrides: Partial<VideoVariant> = {}): VideoVariant => ({
  uri: '360.m3u8',
  codec: 'avc1.64001e',
  range: 'sdr',
  width: 640,
  height: 360,
  frameRate: { num: 30, den: 1 },
  bandwidth: { peak: 909_287, average: 733_402 },
  keyframes: { uri: 'i360.m3u8', bandwidth: { peak: 118_804, average: 83_881 } },
  ...overrides,
});

describe('writeMultivariantPlaylist', () => {
  it('counts the sound in the rates of a variant', () => {
    const audio = {
      uri: 'audio-en.m3u8',
      form: 'stereo' as const,
      streamIndex: 1,
      codec: 'mp4a.40.2',
      language: 'en',
      isDefault: true,
      bandwidth: { peak: 130_430, average: 130_366 },
    };
    assert.equal(
      writeMultivariantPlaylist([createVariant()], [audio]),
      `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="English",LANGUAGE="en",CHANNELS="2",DEFAULT=YES,AUTOSELECT=YES,URI="audio-en.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1039717,AVERAGE-BANDWIDTH=863768,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=30.000,AUDIO="aac"
360.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=118804,AVERAGE-BANDWIDTH=83881,CODECS="avc1.64001e",RESOLUTION=640x360,URI="i360.m3u8"
`,
    );
  });

  it('gives mobile sound to the lowest variant, and repeats the others with surround', () => {
    const sound = (form: SoundForm, streamIndex: number, peak: number): AudioRendition => ({
      uri: `${form}-${streamIndex}.m3u8`,
      form,
      streamIndex,
      codec: 'mp4a.40.2',
      language: ['', 'en', 'fr'][streamIndex] ?? '',
      isDefault: streamIndex === 1,
      bandwidth: { peak, average: peak },
    });
    const audio = [
      ...[sound('stereo', 1, 130_000), sound('stereo', 2, 120_000)],
      ...[sound('mobile', 1, 50_000), sound('mobile', 2, 51_000), sound('surround', 1, 330_000)],
    ];
    const variants = [2e6, 1e5].map((peak, i) =>
      createVariant({ uri: `${i}.m3u8`, bandwidth: { peak, average: peak } }),
    );
    const text = writeMultivariantPlaylist(variants, audio);
    const media = [...text.matchAll(/GROUP-ID="([^"]+)".*CHANNELS="(\d)".*URI="([^"]+)"/g)];
    assert.deepEqual(
      media.map((found) => found.slice(1).join(' ')),
      [
        ...[
          'aac 2 stereo-1.m3u8',
          'aac 2 stereo-2.m3u8',
          'aac-48k 2 mobile-1.m3u8',
          'aac-48k 2 mobile-2.m3u8',
        ],
        ...['aac-51 6 surround-1.m3u8', 'aac-51 2 stereo-2.m3u8'],
      ],
    );
    const found = [...text.matchAll(/STREAM-INF:BANDWIDTH=(\d+).*AUDIO="([^"]+)"\n(.*)/g)];
    assert.deepEqual(
      found.map((one) => one.slice(1).join(' ')),
      ['2130000 aac 0.m3u8', '151000 aac-48k 1.m3u8', '2330000 aac-51 0.m3u8'],
    );
  });

  const hevc = createVariant({ uri: '360-hevc.m3u8', codec: 'hvc1.2.4.L63.90', range: 'pq' });
  const stereo: AudioRendition = {
    uri: 'audio-en.m3u8',
    form: 'stereo',
    streamIndex: 1,
    codec: 'mp4a.40.2',
    language: 'en',
    isDefault: true,
    bandwidth: { peak: 130_000, average: 130_000 },
  };

  it('lists other codecs behind H.264, with stereo and surround, and nothing for mobile lines', () => {
    const forms = [stereo, { ...stereo, form: 'mobile' }, { ...stereo, form: 'surround' }] as const;
    const variants = ['360', '240', '240-low'].map((name) => createVariant({ uri: `${name}.m3u8` }));
    const more = ['360-av1', '240-av1'].map((name) =>
      createVariant({
        uri: `${name}.m3u8`,
        codec: 'av01.0.01M.08',
        keyframes: { uri: `i${name}.m3u8`, bandwidth: { peak: 1, average: 1 } },
      }),
    );
    const text = writeMultivariantPlaylist(variants, forms, more);
    const found = [...text.matchAll(/STREAM-INF:.*CODECS="(\w+).*AUDIO="([^"]+)"\n(.*)\.m3u8/g)];
    assert.deepEqual(
      found.map((one) => one.slice(1).join(' ')),
      [
        ...['avc1 aac 360', 'avc1 aac 240', 'avc1 aac-48k 240-low', 'avc1 aac-51 360', 'avc1 aac-51 240'],
        ...['av01 aac 360-av1', 'av01 aac 240-av1', 'av01 aac-51 360-av1', 'av01 aac-51 240-av1'],
      ],
    );
    assert.match(text, /I-FRAME-STREAM-INF:.*av01.*URI="i240-av1\.m3u8"/);
    assert.doesNotMatch(text, /VIDEO-RANGE/);
  });

  it('says of every variant and I-frame list what it is as soon as one is HDR', () => {
    const text = writeMultivariantPlaylist([createVariant()], [], [hevc]);
    const ranges = [...text.matchAll(/STREAM-INF:.*VIDEO-RANGE=(\w+)/g)].map(([, range]) => range);
    assert.deepEqual(ranges, ['SDR', 'PQ', 'SDR', 'PQ']);
  });

  it('says nothing of sound for a silent video', () => {
    const text = writeMultivariantPlaylist([createVariant()], []);
    assert.doesNotMatch(text, /AUDIO|mp4a/);
  });

  it('begins with the variant near 2 Mbit/s', () => {
    const variants = [6e6, 2.2e6, 0.7e6].map((average, i) =>
      createVariant({ uri: `${i}.m3u8`, bandwidth: { peak: average, average } }),
    );
    const uris = writeMultivariantPlaylist(variants, []).match(/^\d\.m3u8$/gm);
    assert.deepEqual(uris, ['1.m3u8', '0.m3u8', '2.m3u8']);
  });
});

describe('writeMediaPlaylist', () => {
  it('lists byte ranges of one file', () => {
    const segments = [
      { offset: 700, size: 3000, duration: 6.006 },
      { offset: 3700, size: 1000, duration: 2.002 },
    ];
    assert.equal(
      writeMediaPlaylist({ file: '360.mp4', initSize: 700, segments }),
      `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:6
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="360.mp4",BYTERANGE="700@0"
#EXTINF:6.006000,
#EXT-X-BYTERANGE:3000@700
360.mp4
#EXTINF:2.002000,
#EXT-X-BYTERANGE:1000@3700
360.mp4
#EXT-X-ENDLIST
`,
    );
  });
});
