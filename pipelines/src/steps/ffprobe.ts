import { z } from 'zod';

import { runProcess } from '../process/run-process.ts';
import type { SideData } from './hdr-light.ts';
import type { Demuxer, PictureDemuxer } from './source-media.ts';

export interface ProbeTool {
  /** Path of the program. */
  readonly ffprobe: string;
  readonly signal?: AbortSignal;
}

export interface ProbeInput {
  readonly path: string;
  readonly demuxer: Demuxer | PictureDemuxer;
}

const number = z.coerce.number().optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const tags = z.record(z.string(), z.string()).catch({}).default({});

const streamReport = z.object({
  index: z.int(),
  codec_type: text,
  codec_name: text,
  codec_tag_string: text,
  width: number,
  height: number,
  sample_aspect_ratio: text,
  pix_fmt: text,
  field_order: text,
  color_space: text,
  color_transfer: text,
  r_frame_rate: text,
  avg_frame_rate: text,
  start_time: number,
  duration: number,
  bit_rate: number,
  nb_frames: number,
  channels: number,
  disposition: z.record(z.string(), z.number()).catch({}).default({}),
  tags,
  side_data_list: z
    .array(z.looseObject({ rotation: number }))
    .catch([])
    .default([]),
});
export type StreamReport = z.infer<typeof streamReport>;

const fileReport = z.object({
  streams: z.array(streamReport).default([]),
  chapters: z.array(z.object({ start_time: number, tags })).default([]),
  format: z.object({ start_time: number, duration: number, size: number, bit_rate: number, tags }),
});
export type FileReport = z.infer<typeof fileReport>;

/** Presentation times by stream index, in seconds as the container counts. */
export type PacketTimes = ReadonlyMap<number, StreamTimes>;

export interface StreamTimes {
  /** Of the first packets, in order of the file. */
  readonly first: readonly number[];
  readonly packets: number;
  /** End of the last one. */
  readonly end: number;
}

/** By the clock only what hangs is ended: on a busy machine everything waits. */
const timeoutMs = 120_000;
const limits = { memoryBytes: 4 * 1024 ** 3, cpuSeconds: 15, fileBytes: 0 };
const keptTimes = 600;
const longestReport = 8 * 1024 ** 2;

/** What every program of ours says before it opens a file of a stranger. */
export const inputGuards = (demuxer: Demuxer | PictureDemuxer): readonly string[] => [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  demuxer,
  '-f',
  demuxer,
];

/** Wider than the defaults: late sound in broadcast streams is missed otherwise. */
export const analysis: readonly string[] = ['-probesize', '20M', '-analyzeduration', '15M'];

/** Throws `ProcessError`. */
export const readFileReport = async ({ path, demuxer }: ProbeInput, tool: ProbeTool): Promise<FileReport> => {
  let json = '';
  await run(
    tool,
    [
      ...inputGuards(demuxer),
      ...analysis,
      '-show_format',
      '-show_streams',
      '-show_chapters',
      '-of',
      'json',
      `file:${path}`,
    ],
    (line) => {
      if (json.length < longestReport) json += line;
    },
  );
  return fileReport.parse(JSON.parse(json));
};

const framesReport = z.object({
  frames: z.array(z.object({ side_data_list: z.array(z.looseObject({})).catch([]).default([]) })).default([]),
});

/** What the first frame of a stream brings beside its pixels. Throws `ProcessError`. */
export const readFirstFrame = async (
  { path, demuxer }: ProbeInput,
  stream: number,
  tool: ProbeTool,
): Promise<readonly SideData[]> => {
  let json = '';
  const only = [
    '-select_streams',
    String(stream),
    '-read_intervals',
    '%+#1',
    '-show_entries',
    'frame_side_data',
  ];
  await run(tool, [...inputGuards(demuxer), ...analysis, ...only, '-of', 'json', `file:${path}`], (line) => {
    if (json.length < longestReport) json += line;
  });
  return framesReport.parse(JSON.parse(json)).frames[0]?.side_data_list ?? [];
};

/** Reads packets without decoding: those of the first seconds, or all. Throws `ProcessError`. */
export const readTimes = async (
  { path, demuxer }: ProbeInput,
  extent: 'start' | 'all',
  tool: ProbeTool,
): Promise<PacketTimes> => {
  const streams = new Map<number, { first: number[]; packets: number; end: number }>();
  await run(
    tool,
    [
      ...inputGuards(demuxer),
      ...analysis,
      ...(extent === 'start' ? ['-read_intervals', `%+#${keptTimes}`] : []),
      '-show_entries',
      'packet=stream_index,pts_time,duration_time',
      '-of',
      'csv=p=0',
      `file:${path}`,
    ],
    (line) => {
      const [index, time, duration] = line.split(',').map(Number);
      if (index === undefined || time === undefined || !Number.isFinite(time)) return;
      const stream = streams.get(index) ?? { first: [], packets: 0, end: 0 };
      streams.set(index, stream);
      stream.packets += 1;
      stream.end = Math.max(stream.end, time + (duration || 0));
      if (stream.first.length < keptTimes) stream.first.push(time);
    },
  );
  return streams;
};

const run = (tool: ProbeTool, args: readonly string[], onLine: (line: string) => void): Promise<void> =>
  runProcess(tool.ffprobe, ['-v', 'error', ...args], {
    timeoutMs,
    limits,
    onLine,
    ...(tool.signal ? { signal: tool.signal } : {}),
  });
