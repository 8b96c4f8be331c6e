import type { SourceMedia, SourceVideo } from '../steps/source-media.ts';

/** A minute of 1080p30 with sound, but for what is given. */
export const createSource = (
  overrides: Partial<Omit<SourceMedia, 'video'>> = {},
  video: Partial<SourceVideo> = {},
): SourceMedia => ({
  demuxer: 'mov',
  start: 0,
  duration: 60,
  video: {
    index: 0,
    codec: 'h264',
    duration: 60,
    width: 1920,
    height: 1080,
    turned: false,
    frameRate: 30,
    steady: true,
    interlaced: false,
    matrix: 'bt709',
    transfer: 'sdr',
    light: null,
    bitRate: null,
    ...video,
  },
  cover: null,
  audio: [{ index: 1, codec: 'aac', duration: 60, language: 'und', isDefault: true, channels: 2 }],
  texts: [],
  chapters: [],
  warnings: [],
  ...overrides,
});
