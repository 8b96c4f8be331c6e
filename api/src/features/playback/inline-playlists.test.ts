import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { beginningOf, mediaPlaylists } from './inline-playlists.ts';

const entries = (count: number): string =>
  Array.from({ length: count }, (_, index) => `#EXTINF:6,\n#EXT-X-BYTERANGE:10@${index}\n360.mp4\n`).join('');

describe('mediaPlaylists', () => {
  it('names sound first, then pictures from the smallest on, each once, and nothing else', () => {
    const text = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="A",URI="audio.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="T",URI="../text/en.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=900,AVERAGE-BANDWIDTH=1,AUDIO="a"',
      '720.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=90,AUDIO="a"',
      '360.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=990,AUDIO="b"',
      '720.m3u8',
      '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=9,URI="i360.m3u8"',
      '',
    ].join('\n');
    assert.deepEqual(mediaPlaylists(text), ['audio.m3u8', '360.m3u8', '720.m3u8']);
  });

  it('names nothing that lies elsewhere', () => {
    const text =
      '#EXT-X-STREAM-INF:BANDWIDTH=1\n../../secret.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttps://x.y/z.m3u8\n';
    assert.deepEqual(mediaPlaylists(text), []);
  });
});

describe('beginningOf', () => {
  it('ends after the third entry and says no end', () => {
    const list = `#EXTM3U\n#EXT-X-MAP:URI="360.mp4"\n${entries(9)}#EXT-X-ENDLIST\n`;
    assert.equal(beginningOf(list), `#EXTM3U\n#EXT-X-MAP:URI="360.mp4"\n${entries(3)}`);
  });

  it('leaves what has no more than that', () => {
    const list = `#EXTM3U\n${entries(3)}#EXT-X-ENDLIST\n`;
    assert.equal(beginningOf(list), list);
  });
});
