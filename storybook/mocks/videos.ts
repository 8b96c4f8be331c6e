import type { Channel, Video } from '@vidkit/contracts/schemas/video';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import type { MockApi } from './api.ts';
import { idOf, videoId } from './ids.ts';
import { MockLive } from './live.ts';
import { media } from './media.ts';

const channel: Channel = { id: idOf(2), name: 'Ada Lovelace', subscribers: 1_842 };

const text = (language: string, label: string): Playback['tracks'][number] => ({
  ...{ kind: 'captions', language, label, default: false, forced: false },
  url: media(`captions.${language}.vtt`),
});

export const createPlayback = (overrides: Partial<Playback> = {}): Playback => ({
  videoId,
  revision: 3,
  growing: false,
  status: 'ready',
  title: 'Evening above the hills',
  channel,
  durationMs: 16_000,
  width: 960,
  height: 540,
  hasVideo: true,
  hasAudio: true,
  hlsUrl: media('master.m3u8'),
  playlists: {},
  poster: {
    url: media('poster.jpg'),
    width: 960,
    height: 540,
    color: '#8a4a78',
    placeholder: null,
    sources: [],
  },
  previewUrl: null,
  storyboardUrl: media('storyboard.vtt'),
  transcriptUrl: null,
  tracks: [text('en', 'English'), text('de', 'Deutsch')],
  chapters: [],
  watchUrl: `https://video.example.com/watch/${videoId}`,
  embedUrl: `https://video.example.com/embed/${videoId}`,
  expiresAt: new Date(Date.now() + 6 * 3_600_000).toISOString(),
  ...overrides,
});

export const createVideo = (overrides: Partial<Video> = {}): Video => ({
  id: videoId,
  channel,
  title: 'Evening above the hills',
  description: '',
  language: null,
  visibility: 'public',
  publishAt: null,
  embedOrigins: null,
  folder: null,
  status: 'ready',
  failure: null,
  progress: null,
  playable: true,
  readyAt: null,
  durationMs: 16_000,
  width: 960,
  height: 540,
  posterUrl: null,
  fileName: 'evening.mp4',
  sizeBytes: 48_000_000,
  source: { state: 'stored', readyAt: null },
  warnings: [],
  likes: 0,
  comments: 0,
  version: 1,
  createdAt: new Date().toISOString(),
  updatedAt: new Date().toISOString(),
  ...overrides,
});

/** An API that knows one video that plays. */
export const playbackApi = (overrides: Partial<Playback> = {}): MockApi => ({
  getPlayback: () => createPlayback(overrides),
});

/** An API whose video cannot be played yet, or never. */
export const unplayableApi = (overrides: Partial<Video>, playback: MockApi['getPlayback']): MockApi => ({
  ...(playback ? { getPlayback: playback } : {}),
  getVideo: () => createVideo({ playable: false, ...overrides }),
  followVideo: new MockLive().follow,
});
