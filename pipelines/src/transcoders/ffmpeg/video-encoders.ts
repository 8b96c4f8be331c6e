import type { HdrLight } from '../../steps/hdr-light.ts';
import { type Rung, shortSide, type VideoRange } from '../../steps/ladder.ts';
import type { FfmpegFeatures } from './features.ts';
import { pixelFormats } from './filter-graph.ts';

export interface EncoderJob {
  readonly rung: Rung;
  /** Somebody waits for this one: time counts more than size. Only H.264 is ever that. */
  readonly urgent: boolean;
  /** What HDR pictures say of their light. */
  readonly light: HdrLight | null;
}

/**
 * Arguments of the encoder for one rung. Whatever the codec, keyframes come only where the grid has them, counted in
 * frames, and every GOP can be decoded on its own: that keeps the rungs aligned, and makes chunks and trims possible.
 */
export const videoEncoder = (job: EncoderJob, features: FfmpegFeatures): string[] => [
  ...encoders[job.rung.codec](job, features),
  '-g',
  String(job.rung.gopFrames),
  '-keyint_min',
  String(job.rung.gopFrames),
  '-crf',
  String(job.rung.crf),
  '-maxrate',
  String(job.rung.maxRate),
  '-bufsize',
  String(job.rung.buffer),
  ...colour(job.rung.range),
];

/**
 * Large pictures take most of the time, so that they get the coarser search of motion, and small ones more B-frames,
 * which cost little there (docs/decisions/0024).
 */
const h264 = ({ rung, urgent }: EncoderJob, { cmaf }: FfmpegFeatures): string[] => [
  '-c:v',
  'libx264',
  '-preset',
  urgent ? 'superfast' : 'veryfast',
  '-aq-mode',
  '2',
  ...(isLarge(rung) ? ['-subq', '1'] : []),
  '-profile:v',
  'high',
  '-pix_fmt',
  'yuv420p',
  '-bf',
  // Old builds put the delay of B-frames into the first frame: then rungs of other rates are off by as much.
  cmaf ? (isLarge(rung) ? '3' : '5') : '0',
  '-flags',
  '+cgop+bitexact',
  '-sc_threshold',
  '0',
];

const isLarge = (rung: Rung): boolean => shortSide(rung) >= 720;

/** For each rung: a whole ladder is at work, and with every core memory would grow by that of the machine. */
const threads = 4;

/** `hvc1`: what a decoder needs to begin with is in the init segment, the light of HDR10 too (Apple 1.8, 1.10). */
const hevc = ({ rung, light }: EncoderJob): string[] => [
  '-c:v',
  'libx265',
  '-preset',
  'fast',
  '-pix_fmt',
  pixelFormats[rung.range],
  '-tag:v',
  'hvc1',
  '-x265-params',
  [
    ...['scenecut=0', 'open-gop=0', `pools=${threads}`, 'frame-threads=2', 'log-level=error'],
    // It would say in each file by what that was made.
    'info=0',
    ...lightParameters(rung, light),
  ].join(':'),
];

/** Keyframes of SVT-AV1 are closed as ffmpeg asks for them, and shown when they are decoded. */
const av1 = ({ rung }: EncoderJob): string[] => [
  '-c:v',
  'libsvtav1',
  '-preset',
  '10',
  '-pix_fmt',
  pixelFormats[rung.range],
  '-svtav1-params',
  `scd=0:lp=${threads}`,
];

const encoders = { h264, hevc, av1 } as const;

const colours: Readonly<Record<VideoRange, { primaries: string; transfer: string; matrix: string }>> = {
  sdr: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' },
  pq: { primaries: 'bt2020', transfer: 'smpte2084', matrix: 'bt2020nc' },
  hlg: { primaries: 'bt2020', transfer: 'arib-std-b67', matrix: 'bt2020nc' },
};

const colour = (range: VideoRange): string[] => [
  '-color_primaries',
  colours[range].primaries,
  '-color_trc',
  colours[range].transfer,
  '-colorspace',
  colours[range].matrix,
  '-color_range',
  'tv',
];

/** In the order of x265, green before blue and red; ffmpeg 5 does not pass on what it decodes. */
const lightParameters = ({ range }: Rung, light: HdrLight | null): string[] => {
  if (range !== 'pq' || !light) return [];
  const { mastering, content } = light;
  const at = ({ x, y }: { x: number; y: number }) => `(${x},${y})`;
  return [
    'hdr10=1',
    ...(mastering
      ? [
          `master-display=G${at(mastering.green)}B${at(mastering.blue)}R${at(mastering.red)}` +
            `WP${at(mastering.white)}L(${mastering.brightest},${mastering.darkest})`,
        ]
      : []),
    ...(content ? [`max-cll=${content.brightest},${content.average}`] : []),
  ];
};
