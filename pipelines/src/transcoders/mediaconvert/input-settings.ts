import type { Hdr10Metadata, Input, InputClipping, VideoSelector } from '@aws-sdk/client-mediaconvert';

import type { EncodePlan } from '../../steps/encode-plan.ts';
import type { HdrLight } from '../../steps/hdr-light.ts';
import type { SourceMedia, SourceVideo } from '../../steps/source-media.ts';

/** Name of the selector for a sound of the source. */
export const soundSelector = (streamIndex: number): string => `Audio Selector ${streamIndex}`;

/** How a source is read: upright, from its first frame on, each of its sounds by its place in the file. */
export const inputSettings = (media: SourceMedia, plan: EncodePlan, file: string): Input => {
  const streams = [...new Set(plan.audio.map(({ streamIndex }) => streamIndex))];
  const clip = clipping(media, plan);
  return {
    FileInput: file,
    TimecodeSource: 'ZEROBASED',
    FilterEnable: 'AUTO',
    PsiControl: 'USE_PSI',
    DeblockFilter: 'DISABLED',
    DenoiseFilter: 'DISABLED',
    ...(media.video ? { VideoSelector: videoSelector(media.video) } : {}),
    // A job with a selector for sound that is not there fails; a silent source has none.
    ...(streams.length > 0
      ? {
          AudioSelectors: Object.fromEntries(
            streams.map((index) => [
              soundSelector(index),
              // They count from 1, over all streams of the file.
              { SelectorType: 'STREAM' as const, Streams: [index + 1], Offset: 0 },
            ]),
          ),
        }
      : {}),
    ...(clip ? { InputClippings: [clip] } : {}),
  };
};

const videoSelector = (video: SourceVideo): VideoSelector => ({
  Rotate: 'AUTO',
  ColorSpace: colorSpace(video),
  // What the file says comes first; where it says nothing, what we take it for.
  ColorSpaceUsage: 'FALLBACK',
  SampleRange: 'FOLLOW',
  PadVideo: 'DISABLED',
  ...(video.light ? { Hdr10Metadata: hdr10(video.light) } : {}),
});

const colorSpace = ({ transfer, matrix }: SourceVideo): NonNullable<VideoSelector['ColorSpace']> => {
  if (transfer === 'pq') return 'HDR10';
  if (transfer === 'hlg') return 'HLG_2020';
  return matrix === 'bt601' ? 'REC_601' : 'REC_709';
};

/** Both count chromaticities in steps of 0.00002 and light of the screen in steps of 0.0001 cd/m². */
export const hdr10 = ({ mastering, content }: HdrLight): Hdr10Metadata => ({
  ...(mastering
    ? {
        RedPrimaryX: mastering.red.x,
        RedPrimaryY: mastering.red.y,
        GreenPrimaryX: mastering.green.x,
        GreenPrimaryY: mastering.green.y,
        BluePrimaryX: mastering.blue.x,
        BluePrimaryY: mastering.blue.y,
        WhitePointX: mastering.white.x,
        WhitePointY: mastering.white.y,
        MaxLuminance: mastering.brightest,
        MinLuminance: mastering.darkest,
      }
    : {}),
  ...(content ? { MaxContentLightLevel: content.brightest, MaxFrameAverageLightLevel: content.average } : {}),
});

/** The part of the source that the plan is of, in its frames; both ends belong to it. Null for all of it. */
const clipping = ({ video }: SourceMedia, plan: EncodePlan): InputClipping | null => {
  const rate = video?.frameRate ?? soundFrames;
  const first = Math.round(plan.start * rate);
  if (plan.cutFrom === undefined) return first > 0 ? { StartTimecode: timecode(first, rate) } : null;
  const last = Math.max(first, Math.round((plan.start + plan.duration) * rate) - 1);
  return { StartTimecode: timecode(first, rate), EndTimecode: timecode(last, rate) };
};

/** By which the time of sound alone is counted. */
const soundFrames = 30;

/**
 * `HH:MM:SS:FF` of a frame. Seconds are counted in whole frames, 30 for 29.97, and none is dropped, so that every frame
 * has a number and they follow one another.
 */
export const timecode = (frame: number, frameRate: number): string => {
  const perSecond = Math.max(1, Math.ceil(frameRate - 0.005));
  const seconds = Math.floor(frame / perSecond);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % perSecond]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
};
