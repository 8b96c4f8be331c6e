import type { EncodePlan } from '../../steps/encode-plan.ts';
import type { Demuxer, SourceMedia } from '../../steps/source-media.ts';
import { knownChannels } from './sound-output.ts';

interface Container {
  readonly pictures: ReadonlySet<string>;
  readonly sounds: ReadonlySet<string>;
}

/**
 * What AWS lists of inputs (User Guide, "Supported input codecs and containers"), in ffmpeg's words, as far as we have a
 * demuxer for it: a container that several of their entries share has what each of these lists. PCM is by its prefix.
 */
const containers: Readonly<Partial<Record<Demuxer, Container>>> = {
  mov: {
    pictures: new Set([
      'h264',
      'hevc',
      'mpeg4',
      'mpeg2video',
      'h263',
      'mjpeg',
      'prores',
      'dvvideo',
      'qtrle',
      'jpeg2000',
    ]),
    sounds: new Set(['aac', 'mp3', 'ac3', 'eac3', 'amr_nb', 'amr_wb', 'pcm']),
  },
  matroska: {
    pictures: new Set(['h264', 'mpeg2video', 'mpeg4', 'vc1', 'vp8', 'vp9']),
    sounds: new Set(['aac', 'ac3', 'eac3', 'opus', 'vorbis', 'flac']),
  },
  mpegts: {
    pictures: new Set(['h264', 'hevc', 'mpeg2video', 'vc1']),
    sounds: new Set(['aac', 'ac3', 'eac3', 'mp2', 'pcm']),
  },
  mpeg: { pictures: new Set(['mpeg1video', 'mpeg2video']), sounds: new Set(['mp2', 'ac3', 'pcm']) },
  avi: {
    pictures: new Set(['mpeg4', 'mjpeg', 'dvvideo', 'rawvideo']),
    sounds: new Set(['mp3', 'mp2', 'ac3', 'pcm']),
  },
  flv: { pictures: new Set(['h264', 'flv1']), sounds: new Set(['aac']) },
  asf: { pictures: new Set(['vc1', 'wmv3']), sounds: new Set(['wmav1', 'wmav2', 'wmapro']) },
  mxf: {
    pictures: new Set(['prores', 'dnxhd', 'dvvideo', 'h264', 'jpeg2000', 'mpeg2video', 'rawvideo']),
    sounds: new Set(['aac', 'mp2', 'pcm']),
  },
};

/** Turns pictures by what the file says in these alone. */
const turnedIn: ReadonlySet<Demuxer> = new Set(['mov']);
/** Seconds of a held picture that nobody sees. */
const shortHold = 0.1;
/** Pixels of the long and the short side (User Guide, "Maximum supported output resolutions"). */
const largest = { long: 4096, short: 2160 };

/**
 * Why MediaConvert cannot make a plan as we would, for operators; empty where it can. What is in doubt is made here: that
 * costs time, and the other might cost the video.
 */
export const objections = (media: SourceMedia, plan: EncodePlan): string[] => {
  const { video, demuxer } = media;
  // A minute of sound takes a second here, and its playlists would be others there.
  if (!video || !plan.picture) return ['sound alone is made here'];
  const container = containers[demuxer];
  if (!container) return [`container ${demuxer}`];
  const used = media.audio.filter(({ index }) => plan.audio.some(({ streamIndex }) => streamIndex === index));
  const [top] = plan.rungs;
  const sides = top ? [top.width, top.height].toSorted((a, b) => b - a) : [];
  return [
    ...(container.pictures.has(video.codec) ? [] : [`${video.codec} in ${demuxer}`]),
    ...used
      .filter(({ codec }) => !container.sounds.has(codec.startsWith('pcm_') ? 'pcm' : codec))
      .map(({ codec }) => `${codec} in ${demuxer}`),
    ...used
      .filter(({ channels }) => !knownChannels.has(channels))
      .map(({ channels }) => `sound in ${channels} channels`),
    ...(video.turned && !turnedIn.has(demuxer) ? [`a turned picture in ${demuxer}`] : []),
    ...(plan.picture.hold > shortHold ? ['a picture that ends before its sound'] : []),
    ...(plan.cutFrom !== undefined && !video.steady ? ['a part of a picture whose rate varies'] : []),
    ...((sides[0] ?? 0) > largest.long || (sides[1] ?? 0) > largest.short
      ? [`${sides.join(' by ')} pixels`]
      : []),
  ];
};
