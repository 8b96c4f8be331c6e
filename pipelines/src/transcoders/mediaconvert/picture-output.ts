import type {
  Av1Settings,
  H264Settings,
  H265Settings,
  Output,
  VideoCodecSettings,
  VideoPreprocessor,
} from '@aws-sdk/client-mediaconvert';

import type { PicturePlan } from '../../steps/encode-plan.ts';
import { perSecond } from '../../steps/frame-rate.ts';
import type { HdrLight } from '../../steps/hdr-light.ts';
import { type Rung, shortSide } from '../../steps/ladder.ts';
import { hdr10 } from './input-settings.ts';
import { nameModifier } from './output-name.ts';

interface PictureContext {
  readonly picture: PicturePlan;
  readonly light: HdrLight | null;
}

/** One rendition of the picture. */
export const pictureOutput = (rung: Rung, context: PictureContext): Output => ({
  NameModifier: nameModifier(rung.name),
  ContainerSettings: { Container: 'CMFC', CmfcSettings: { IFrameOnlyManifest: 'EXCLUDE' } },
  VideoDescription: {
    Width: rung.width,
    Height: rung.height,
    // Sizes are those of the picture as it is shown: nothing is left over for bars.
    ScalingBehavior: 'STRETCH_TO_OUTPUT',
    AntiAlias: 'ENABLED',
    Sharpness: 50,
    RespondToAfd: 'NONE',
    AfdSignaling: 'NONE',
    TimecodeInsertion: 'DISABLED',
    DropFrameTimecode: 'ENABLED',
    ColorMetadata: 'INSERT',
    VideoPreprocessors: preprocessors(rung, context),
    CodecSettings: codecSettings(rung),
  },
});

const preprocessors = (rung: Rung, { picture, light }: PictureContext): VideoPreprocessor => ({
  ColorCorrector:
    rung.range === 'sdr'
      ? {
          ColorSpaceConversion: 'FORCE_709',
          ...(picture.toneMap ? { HdrToSdrToneMapper: 'PRESERVE_DETAILS' as const } : {}),
          SampleRangeConversion: 'LIMITED_RANGE_SQUEEZE',
        }
      : {
          ColorSpaceConversion: rung.range === 'pq' ? 'FORCE_HDR10' : 'FORCE_HLG_2020',
          ...(rung.range === 'pq' && light ? { Hdr10Metadata: hdr10(light) } : {}),
          SampleRangeConversion: 'LIMITED_RANGE_SQUEEZE',
        },
  ...(picture.interlaced
    ? {
        Deinterlacer: {
          Mode: 'DEINTERLACE' as const,
          // A frame of every field is what this one alone makes.
          Algorithm: fieldsBecomeFrames(rung, picture) ? ('LINEAR_INTERPOLATION' as const) : 'INTERPOLATE',
          Control: 'NORMAL' as const,
        },
      }
    : {}),
});

/** The rate of the highest rungs counts fields; that of the small ones is half of it. */
const fieldsBecomeFrames = ({ frameRate }: Rung, picture: PicturePlan): boolean =>
  perSecond(frameRate) === perSecond(picture.frameRate);

const codecSettings = (rung: Rung): VideoCodecSettings => {
  if (rung.codec === 'hevc') return { Codec: 'H_265', H265Settings: hevc(rung) };
  if (rung.codec === 'av1') return { Codec: 'AV1', Av1Settings: av1(rung) };
  return { Codec: 'H_264', H264Settings: h264(rung) };
};

/** Frames at the very rate of the plan, so that all rungs have theirs at the same times. */
const frames = ({ frameRate }: Rung) => ({
  FramerateControl: 'SPECIFIED' as const,
  FramerateNumerator: frameRate.num,
  FramerateDenominator: frameRate.den,
  FramerateConversionAlgorithm: 'DUPLICATE_DROP' as const,
});

/** The quality that is asked for, never above the rate of the rung. The large ones are looked at more closely. */
const rate = (rung: Rung) => ({
  RateControlMode: 'QVBR' as const,
  QvbrSettings: { QvbrQualityLevel: shortSide(rung) > 720 ? 8 : 7 },
  MaxBitrate: rung.maxRate,
});

/** Closed, counted in frames, and none beside them: that keeps the rungs aligned. */
const gop = ({ gopFrames }: Rung) => ({
  GopSize: gopFrames,
  GopSizeUnits: 'FRAMES' as const,
  GopClosedCadence: 1,
  MinIInterval: 0,
  SceneChangeDetect: 'DISABLED' as const,
  GopBReference: 'ENABLED' as const,
  NumberBFramesBetweenReferenceFrames: 3,
});

const shape = {
  ParControl: 'SPECIFIED' as const,
  ParNumerator: 1,
  ParDenominator: 1,
  InterlaceMode: 'PROGRESSIVE' as const,
};

const h264 = (rung: Rung): H264Settings => ({
  ...rate(rung),
  HrdBufferSize: rung.buffer,
  ...frames(rung),
  ...gop(rung),
  ...shape,
  CodecProfile: 'HIGH',
  CodecLevel: 'AUTO',
  EntropyEncoding: 'CABAC',
  NumberReferenceFrames: 3,
  // Would make GOPs of other lengths.
  DynamicSubGop: 'STATIC',
  QualityTuningLevel: 'SINGLE_PASS_HQ',
  AdaptiveQuantization: 'AUTO',
  // Parameter sets lie in the sample entry (Apple 1.10).
  WriteMp4PackagingType: 'AVC1',
});

const hevc = (rung: Rung): H265Settings => ({
  ...rate(rung),
  HrdBufferSize: rung.buffer,
  ...frames(rung),
  ...gop(rung),
  ...shape,
  CodecProfile: rung.range === 'sdr' ? 'MAIN_MAIN' : 'MAIN10_MAIN',
  CodecLevel: 'AUTO',
  NumberReferenceFrames: 3,
  DynamicSubGop: 'STATIC',
  QualityTuningLevel: 'SINGLE_PASS_HQ',
  AdaptiveQuantization: 'AUTO',
  Tiles: 'ENABLED',
  WriteMp4PackagingType: 'HVC1',
});

const av1 = (rung: Rung): Av1Settings => ({
  ...rate(rung),
  ...frames(rung),
  GopSize: rung.gopFrames,
  NumberBFramesBetweenReferenceFrames: 7,
  BitDepth: 'BIT_8',
  AdaptiveQuantization: 'HIGH',
  SpatialAdaptiveQuantization: 'ENABLED',
});
