import { maxPosterSide } from '@vidkit/contracts/poster-limits';

import { inputGuards } from '../../steps/ffprobe.ts';
import type {
  EncodedPicture,
  FrameJob,
  PictureJob,
  PreviewJob,
  TileJob,
  StillJob,
  WaveformJob,
} from '../transcoder.ts';
import { thumbnailSide } from '../transcoder.ts';
import { sheetCount } from '../../steps/storyboard.ts';
import { input, sheetPattern, withoutMetadata } from './arguments.ts';
import { jpegColour, normalisePicture } from './filter-graph.ts';

/** One picture to a JPEG, and its pixels to the output. */
export const grabFrameArguments = (job: FrameJob): string[] => [
  '-nostdin',
  '-hide_banner',
  '-v',
  'error',
  '-y',
  ...(job.keyframe ? ['-skip_frame', 'nokey', '-noaccurate_seek'] : []),
  '-ss',
  job.at.toFixed(3),
  ...input(job.source),
  '-filter_complex',
  // A keyframe before the place asked for has a time below 0, where ffmpeg would drop it.
  `[0:${job.picture.streamIndex}]setpts=PTS-STARTPTS,${normalisePicture(job.picture, job)},${toPoster}`,
  ...posterOutputs(job.path),
];

/** A stranger's picture to a JPEG of ours, and its pixels to the output. */
export const stillArguments = ({ source, orientation, width, height, path }: StillJob): string[] => [
  '-nostdin',
  '-hide_banner',
  '-v',
  'error',
  '-y',
  // What the head of a file says of its size need not be true.
  '-max_pixels',
  String(maxPosterSide ** 2),
  '-noautorotate',
  ...inputGuards(source.demuxer),
  '-i',
  `file:${source.path}`,
  '-filter_complex',
  `color=c=white:s=${width}x${height}:r=1,format=rgb24[back];` +
    `[0:v:0]${turns[orientation] ?? ''}scale=${width}:${height}:flags=bicubic,setsar=1,format=rgba[front];` +
    `[back][front]overlay=format=rgb:shortest=1,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,${toPoster}`,
  ...posterOutputs(path),
];

/** What makes a picture upright, by its orientation. */
const turns: Readonly<Record<number, string>> = {
  2: 'hflip,',
  3: 'hflip,vflip,',
  4: 'vflip,',
  5: 'transpose=cclock_flip,',
  6: 'transpose=clock,',
  7: 'transpose=clock_flip,',
  8: 'transpose=cclock,',
};

/** The shape of a sound in the middle of a dark picture. */
export const waveformArguments = ({ source, plan, width, height, path }: WaveformJob): string[] => {
  const wave = { width: Math.round(width * 0.9), height: Math.round(height * 0.5) };
  return [
    '-nostdin',
    '-hide_banner',
    '-v',
    'error',
    '-y',
    ...input(source),
    '-filter_complex',
    `color=c=0x14202b:s=${width}x${height}:d=1:r=1[back];` +
      // Few samples draw the same shape, much sooner.
      `[0:${plan.audio[0]?.streamIndex}]aresample=8000,aformat=channel_layouts=mono,` +
      `showwavespic=s=${wave.width}x${wave.height}:colors=0x6fb7e9:scale=cbrt[wave];` +
      `[back][wave]overlay=(W-w)/2:(H-h)/2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,${toPoster}`,
    ...posterOutputs(path),
  ];
};

const toPoster =
  `split=2[p][t];[t]scale=${thumbnailSide}:${thumbnailSide}:flags=area:in_color_matrix=bt709,` +
  `format=rgb24[pixels];[p]scale=${jpegColour}[poster]`;

const posterOutputs = (path: string): string[] => [
  '-map',
  '[poster]',
  '-frames:v',
  '1',
  '-q:v',
  '3',
  '-pix_fmt',
  'yuvj420p',
  ...withoutMetadata,
  '-f',
  'image2',
  '-update',
  '1',
  path,
  '-map',
  '[pixels]',
  '-frames:v',
  '1',
  '-f',
  'rawvideo',
  `${path}.rgb`,
];

/** One JPEG to any number of other pictures. */
export const pictureArguments = ({ path, pictures }: PictureJob): string[] => [
  '-nostdin',
  '-hide_banner',
  '-v',
  'error',
  '-y',
  '-f',
  'mjpeg',
  '-i',
  `file:${path}`,
  ...pictures.flatMap((picture) => [
    '-vf',
    `scale=${picture.width}:${picture.height}:flags=bicubic,format=yuv420p`,
    '-frames:v',
    '1',
    ...encoders[picture.format],
    ...withoutMetadata,
    picture.path,
  ]),
];

/** AVIF as quick as WebP, and a third smaller: `allintra` takes a tenth of the time of the default. */
const encoders: Readonly<Record<EncodedPicture['format'], readonly string[]>> = {
  avif: ['-c:v', 'libaom-av1', '-still-picture', '1', '-usage', 'allintra', '-cpu-used', '8', '-crf', '30'],
  webp: ['-c:v', 'libwebp', '-quality', '75'],
};

/** The keyframes of a rendition on sheets; as they come, for the time between them varies. */
export const tileArguments = ({ path, storyboard, step, folder }: TileJob): string[] => [
  '-nostdin',
  '-hide_banner',
  '-v',
  'error',
  '-y',
  '-skip_frame',
  'nokey',
  '-i',
  `file:${path}`,
  '-an',
  '-vf',
  `setpts=N/FRAME_RATE/TB,framestep=${step},` +
    `scale=${storyboard.width}:${storyboard.height}:flags=area:${jpegColour},setsar=1,` +
    `tile=${storyboard.columns}x${storyboard.rows}`,
  '-frames:v',
  String(sheetCount(storyboard)),
  '-q:v',
  '5',
  ...withoutMetadata,
  '-f',
  'image2',
  sheetPattern(folder),
];

/** Whole GOPs of the picture, without sound, into a file that plays at once. */
export const previewArguments = ({ path, at, seconds, to }: PreviewJob): string[] => [
  '-nostdin',
  '-hide_banner',
  '-v',
  'error',
  '-y',
  '-ss',
  at.toFixed(3),
  '-i',
  `file:${path}`,
  '-t',
  String(seconds),
  '-an',
  '-c',
  'copy',
  ...withoutMetadata,
  '-movflags',
  '+faststart',
  to,
];
