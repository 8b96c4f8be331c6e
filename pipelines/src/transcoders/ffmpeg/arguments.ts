import { join } from 'node:path';

import { analysis, inputGuards } from '../../steps/ffprobe.ts';
import { type Rung, shortSide } from '../../steps/ladder.ts';
import { soundForms } from '../../steps/sound-form.ts';
import { sheetCount } from '../../steps/storyboard.ts';
import type { LoudnessJob, Source, TranscodeJob } from '../transcoder.ts';
import type { FfmpegFeatures } from './features.ts';
import {
  audioLabel,
  buildFilterGraph,
  buildLoudnessGraph,
  halfFrame,
  rungLabel,
  seekingPart,
} from './filter-graph.ts';

export const rungFile = (folder: string, name: string): string => join(folder, `${name}.mp4`);
export const sheetPattern = (folder: string): string => join(folder, 'storyboard-%03d.jpg');

/** Arguments of the one run that makes everything a job asks for. Pure. */
export const transcodeArguments = (job: TranscodeJob, features: FfmpegFeatures): string[] => {
  const graph = buildFilterGraph(job, features);
  return [
    '-nostdin',
    '-hide_banner',
    '-nostats',
    // The counts of decoded frames are told at this level only.
    '-v',
    'level+verbose',
    '-progress',
    'pipe:1',
    '-y',
    ...shifted(job),
    '-filter_complex',
    graph.text,
    ...job.rungs.flatMap((rung, i) => [
      '-map',
      rungLabel(i),
      ...encodeVideo(rung, job.urgent, features),
      ...withoutMetadata,
      ...(job.urgent ? atOnce : []),
      '-f',
      'mp4',
      ...(features.cmaf
        ? ['-movflags', '+cmaf+frag_keyframe+skip_trailer']
        : plainFragments('+frag_keyframe')),
      rungFile(job.folder, rung.name),
    ]),
    ...job.audio.flatMap((one, i) => [
      '-map',
      audioLabel(i),
      '-c:a',
      'aac',
      '-b:a',
      String(soundForms[one.form].bitRate),
      ...withoutMetadata,
      ...(job.urgent ? atOnce : []),
      ...(features.cmaf ? alignedFragments : driftingFragments)(job.folder, one.name),
    ]),
    ...(graph.storyboard && job.storyboard
      ? [
          '-map',
          graph.storyboard,
          '-frames:v',
          String(sheetCount(job.storyboard)),
          '-q:v',
          '5',
          ...withoutMetadata,
          '-f',
          'image2',
          sheetPattern(job.folder),
        ]
      : []),
  ];
};

/** Reads the sounds and makes nothing; the log says how loud they are. */
export const loudnessArguments = (job: LoudnessJob, features: FfmpegFeatures): string[] => [
  '-nostdin',
  '-hide_banner',
  '-nostats',
  '-v',
  'info',
  ...shifted(job),
  '-filter_complex',
  buildLoudnessGraph(job, features),
  ...job.audio.flatMap((_, i) => ['-map', audioLabel(i), '-f', 'null', '-']),
];

/**
 * The source with its first frame at 0; what comes before it is cut. For a part, the seek ends half a frame before its
 * first frame, whose time stamp may be a little early; the filter graph takes the half back.
 */
const shifted = (job: Pick<TranscodeJob, 'source' | 'plan' | 'part'>): string[] => {
  const { source, plan } = job;
  const part = seekingPart(job);
  return part
    ? ['-ss', (plan.start + part.start - halfFrame(plan)).toFixed(6), ...input(source)]
    : ['-itsoffset', (-plan.start).toFixed(6), ...input(source)];
};

export const input = ({ path, demuxer }: Source): string[] => [
  ...inputGuards(demuxer),
  ...analysis,
  '-i',
  `file:${path}`,
];

/** Names of devices, places and programs stay out of what everybody can download. */
export const withoutMetadata = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'];

/** Every fragment is in its file as soon as it is made, for those who follow. */
const atOnce = ['-flush_packets', '1'];

const encodeVideo = (rung: Rung, urgent: boolean, { cmaf }: FfmpegFeatures): string[] => [
  '-c:v',
  'libx264',
  ...effort(rung, urgent),
  '-profile:v',
  'high',
  '-pix_fmt',
  'yuv420p',
  '-bf',
  // Old builds put the delay of B-frames into the first frame: then rungs of other rates are off by as much.
  cmaf ? (isLarge(rung) ? '3' : '5') : '0',
  '-flags',
  '+cgop+bitexact',
  // Keyframes only where the grid has them, counted in frames: that is what keeps the rungs aligned.
  '-sc_threshold',
  '0',
  '-g',
  String(rung.gopFrames),
  '-keyint_min',
  String(rung.gopFrames),
  '-crf',
  String(rung.crf),
  '-maxrate',
  String(rung.maxRate),
  '-bufsize',
  String(rung.buffer),
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
];

/**
 * Where the time goes: large pictures take most of it, so that they get the coarser search of motion, and small ones
 * more B-frames, which cost little there (docs/decisions/0024).
 */
const effort = (rung: Rung, urgent: boolean): string[] => [
  ...['-preset', urgent ? 'superfast' : 'veryfast', '-aq-mode', '2'],
  ...(isLarge(rung) ? ['-subq', '1'] : []),
];

const isLarge = (rung: Rung): boolean => shortSide(rung) >= 720;

/** The HLS muxer cuts sound on the grid of the video. */
const alignedFragments = (folder: string, name: string): string[] => [
  '-f',
  'hls',
  '-hls_time',
  '2',
  '-hls_list_size',
  '0',
  '-hls_segment_type',
  'fmp4',
  '-hls_flags',
  'single_file',
  '-hls_segment_options',
  'movflags=+cmaf',
  '-hls_segment_filename',
  rungFile(folder, name),
  join(folder, `${name}.ffmpeg.m3u8`),
];

/** For old builds: cuts that drift from those of the video by a second in six minutes; the sound itself does not. */
const driftingFragments = (folder: string, name: string): string[] => [
  '-f',
  'mp4',
  ...plainFragments(''),
  '-frag_duration',
  '2000000',
  rungFile(folder, name),
];

/** What CMAF means, said to builds that do not know the word. */
const plainFragments = (when: string): string[] => [
  '-movflags',
  `+empty_moov+default_base_moof+negative_cts_offsets+skip_trailer${when}`,
  '-use_editlist',
  '0',
];
