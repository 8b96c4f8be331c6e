import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { type GrowingEntry, readGrowingPlaylist, writeGrowingPlaylist } from './growing-playlist.ts';

const createEntry = (overrides: Partial<GrowingEntry> = {}): GrowingEntry => ({
  uri: '360-00000-0123456789ab.mp4',
  duration: 2,
  map: '360-init-a.mp4',
  ...overrides,
});

describe('writeGrowingPlaylist', () => {
  it('is an event that begins at its start, until it ends', () => {
    assert.equal(
      writeGrowingPlaylist([createEntry()], { ended: false }),
      `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:6
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-START:TIME-OFFSET=0
#EXT-X-MAP:URI="360-init-a.mp4"
#EXTINF:2.000000,
360-00000-0123456789ab.mp4
`,
    );
    const ended = writeGrowingPlaylist([createEntry()], { ended: true });
    assert.match(ended, /PLAYLIST-TYPE:VOD\n/);
    assert.match(ended, /#EXT-X-ENDLIST\n$/);
  });

  it('says where another encoder went on', () => {
    const text = writeGrowingPlaylist([createEntry(), createEntry({ map: '360-init-b.mp4' })], {
      ended: false,
    });
    assert.match(text, /#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="360-init-b.mp4"\n#EXTINF/);
  });

  it('is read back as it was written', () => {
    const entries = [
      createEntry(),
      createEntry({ uri: 'b.mp4', duration: 6.006 }),
      createEntry({ map: 'c.mp4' }),
    ];
    assert.deepEqual(readGrowingPlaylist(writeGrowingPlaylist(entries, { ended: true })), entries);
    assert.deepEqual(readGrowingPlaylist(''), []);
  });
});
