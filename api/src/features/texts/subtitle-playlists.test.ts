import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { type ListedTrack, subtitlePlaylist, withSubtitles } from './subtitle-playlists.ts';

const published = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="English",LANGUAGE="en",URI="audio-en.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1000,AUDIO="aac"
360.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=500,AUDIO="aac-48k"
240.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=100,URI="i360.m3u8"
`;

const createTrack = (overrides: Partial<ListedTrack> = {}): ListedTrack => ({
  kind: 'subtitles',
  language: 'en',
  label: 'English',
  isDefault: false,
  uri: '../text/en.m3u8',
  ...overrides,
});

const tags = (text: string): string[] => text.split('\n').filter((line) => line.includes('TYPE=SUBTITLES'));

describe('withSubtitles', () => {
  it('gives the tracks to every variant, and leaves the rest as it was', () => {
    const text = withSubtitles(published, [createTrack({ isDefault: true })]);
    assert.equal(
      text,
      published
        .replace(
          '#EXT-X-STREAM-INF:BANDWIDTH=1000',
          '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="texts",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,FORCED=NO,URI="../text/en.m3u8"\n$&',
        )
        .replace('AUDIO="aac"\n', 'AUDIO="aac",SUBTITLES="texts"\n')
        .replace('AUDIO="aac-48k"\n', 'AUDIO="aac-48k",SUBTITLES="texts"\n'),
    );
  });

  it('hls 4.5: says which tell sounds, too', () => {
    const [tag = ''] = tags(withSubtitles(published, [createTrack({ kind: 'captions' })]));
    assert.match(
      tag,
      /AUTOSELECT=YES.*CHARACTERISTICS="public\.accessibility\.transcribes-spoken-dialog,public\.accessibility\.describes-music-and-sound"/,
    );
  });

  it('says which are forced, and makes none of those the default', () => {
    const [tag = ''] = tags(withSubtitles(published, [createTrack({ kind: 'forced', isDefault: true })]));
    assert.match(tag, /DEFAULT=NO,AUTOSELECT=YES,FORCED=YES/);
  });

  it('gives each a name of its own, whatever creators call them', () => {
    const label = 'Say "hi"\n#EXT-X-ENDLIST';
    const text = withSubtitles(published, [createTrack({ label }), createTrack({ label, kind: 'captions' })]);
    const names = tags(text).map((tag) => /NAME="([^"]*)"/.exec(tag)?.[1]);
    assert.deepEqual(names, ['Say hi#EXT-X-ENDLIST', 'Say hi#EXT-X-ENDLIST (2)']);
  });
});

describe('subtitlePlaylist', () => {
  it('hls 5.5: lasts as long as the video', () =>
    assert.equal(
      subtitlePlaylist('subtitles-en-1.vtt', 61.5),
      `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:62
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXTINF:61.500000,
subtitles-en-1.vtt
#EXT-X-ENDLIST
`,
    ));
});
