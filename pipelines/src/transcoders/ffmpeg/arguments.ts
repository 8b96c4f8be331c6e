import { join } from 'node:path';

import { analysis, inputGuards } from '../../steps/ffprobe.ts';
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
import { videoEncoder } from './video-encoders.ts';

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
      ...videoEncoder({ rung, urgent: job.urgent, light: job.plan.light }, features),
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
