import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { type HdrLight, readLight, type SideData } from '../steps/hdr-light.ts';
import { programs } from './clips.ts';

const run = promisify(execFile);
const plenty = 512 * 1024 ** 2;

export interface PictureFacts {
  readonly frames: number;
  /** `yuv420p tv bt709 bt709 bt709 1:1`: format, range, matrix, transfer, primaries and shape of the pixels. */
  readonly format: string;
  readonly rotated: boolean;
}

/** Decodes every frame and fails on any fault. */
export const readPicture = async (path: string): Promise<PictureFacts> => {
  const entries =
    'stream=nb_read_frames,pix_fmt,color_range,color_space,color_transfer,color_primaries,sample_aspect_ratio' +
    ':stream_side_data=rotation';
  const { stdout } = await run(programs.ffprobe, [
    ...[
      '-v',
      'error',
      '-count_frames',
      '-select_streams',
      'v:0',
      '-show_entries',
      entries,
      '-of',
      'json',
      path,
    ],
  ]);
  const [stream = {}] = (JSON.parse(stdout) as { streams: Record<string, unknown>[] }).streams;
  const names = ['pix_fmt', 'color_range', 'color_space', 'color_transfer', 'color_primaries'];
  return {
    frames: Number(stream['nb_read_frames']),
    format: [...names, 'sample_aspect_ratio'].map((name) => String(stream[name])).join(' '),
    rotated: stream['side_data_list'] !== undefined,
  };
};

/** What the frames of a picture say of their light, keyframe by keyframe. */
export const readLights = async (path: string): Promise<readonly (HdrLight | null)[]> => {
  const { stdout } = await run(programs.ffprobe, [
    ...['-v', 'error', '-select_streams', 'v:0', '-skip_frame', 'nokey'],
    ...['-show_entries', 'frame_side_data', '-of', 'json', path],
  ]);
  const { frames } = JSON.parse(stdout) as { frames: { side_data_list?: SideData[] }[] };
  return frames.map(({ side_data_list: all = [] }) => readLight(all));
};

/** Of the frame that differs most, in dB: far below 30 when a frame is missing, doubled or in another place. */
export const worstLikeness = async (one: string, other: string): Promise<number> => {
  const { stdout } = await run(
    programs.ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-i', one, '-i', other],
      ...['-filter_complex', '[0:v][1:v]psnr=stats_file=-', '-f', 'null', '-'],
    ],
    { maxBuffer: plenty },
  );
  const values = [...stdout.matchAll(/psnr_avg:([\d.]+|inf)/g)].map(([, value]) => Number(value));
  return Math.min(...values.filter((value) => !Number.isNaN(value)));
};

/** The moments, in seconds, at which the picture of `makeClip` turns white. The first frame is at 0. */
export const flashes = async (path: string, frameRate: number): Promise<number[]> => {
  const luma = await output([
    ...['-i', path, '-map', '0:v', '-vf', 'scale=1:1:flags=area,format=gray'],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
  ]);
  return risingEdges([...luma.bytes], 1).map((frame) => frame / frameRate);
};

export interface SoundFacts {
  /** The moments, in seconds, at which the tone of `makeClip` becomes loud. */
  readonly beeps: readonly number[];
  readonly seconds: number;
  /** LUFS. */
  readonly loudness: number;
  /** dBTP. */
  readonly truePeak: number;
  /** Hertz of a pure tone. */
  readonly pitch: number;
}

const sampleRate = 48_000;

/** Decodes the sound, honouring edit lists as browsers do. */
export const readSound = async (path: string): Promise<SoundFacts> => {
  const { bytes, log } = await output([
    // What lies before 0 by the edit list is not sound; ffmpeg shifts it to 0 unless told to keep the times.
    ...['-v', 'info', '-copyts', '-i', path, '-map', '0:a'],
    ...['-af', 'atrim=start=0,asetpts=PTS-STARTPTS,ebur128=peak=true:framelog=verbose'],
    ...['-ac', '1', '-ar', String(sampleRate), '-f', 'f32le', 'pipe:1'],
  ]);
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const summary = log.slice(log.lastIndexOf('Summary:'));
  const figure = (pattern: RegExp) => Number(pattern.exec(summary)?.[1]?.replace('inf', 'Infinity') ?? NaN);
  let crossings = 0;
  for (let i = 1; i < samples.length; i += 1) {
    if ((samples[i - 1] ?? 0) < 0 && (samples[i] ?? 0) >= 0) crossings += 1;
  }
  // The loudest of each millisecond: its period is shorter than that of no tone we use, so look at more.
  const window = sampleRate / 200;
  const envelope: number[] = [];
  for (let i = 0; i < samples.length; i += 48) {
    envelope.push(
      samples.subarray(i, i + window).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
    );
  }
  return {
    // A window looks ahead, so the edge shows that much too early.
    beeps: risingEdges(envelope, 20).map((at) => at / 1000 + window / sampleRate),
    seconds: samples.length / sampleRate,
    loudness: figure(/I:\s+(-?[\d.]+) LUFS/),
    truePeak: figure(/Peak:\s+(-?[\d.]+|-inf) dBFS/),
    pitch: (crossings * sampleRate) / samples.length,
  };
};

/** Places where values go from the lower to the upper half of their range, at least `apart` after the last one. */
const risingEdges = (values: readonly number[], apart: number): number[] => {
  const middle =
    (values.reduce((a, b) => Math.max(a, b), 0) + values.reduce((a, b) => Math.min(a, b), 1e9)) / 2;
  const edges: number[] = [];
  values.forEach((value, i) => {
    const before = values[i - 1];
    const isEdge = before !== undefined && before <= middle && value > middle;
    if (isEdge && i - (edges.at(-1) ?? -Infinity) > apart) edges.push(i);
  });
  return edges;
};

/** The colour at a place of a frame, each part 0 to 255; of the stored values with `format` `yuv444p`. */
export const colorAt = async (
  path: string,
  at: { seconds: number; x: number; y: number; format?: string },
): Promise<readonly number[]> => {
  const { seconds, x, y, format = 'rgb24' } = at;
  const { bytes } = await output([
    ...['-ss', String(seconds), '-i', path, '-frames:v', '1'],
    ...['-vf', `crop=8:8:${x}:${y},scale=1:1:flags=area,format=${format}`, '-f', 'rawvideo', 'pipe:1'],
  ]);
  return [...bytes];
};

const output = async (args: readonly string[]): Promise<{ bytes: Buffer; log: string }> => {
  const quiet = ['-nostdin', '-hide_banner', '-v', 'error'];
  const options = { encoding: 'buffer', maxBuffer: plenty } as const;
  const { stdout, stderr } = await run(programs.ffmpeg, [...quiet, ...args], options);
  return { bytes: stdout, log: stderr.toString('utf8') };
};
