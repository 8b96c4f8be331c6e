import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { VideoCodec } from '@vidkit/contracts/events/media';

const run = promisify(execFile);
const probeTimeoutMs = 20_000;

/** What our pipeline asks of ffmpeg. Features are probed, never versions: builds differ in what they hold. */
const needed = {
  encoders: ['libx264', 'aac', 'mjpeg'],
  filters: ['scale', 'fps', 'split', 'tile', 'crop', 'transpose', 'aresample', 'apad'],
  muxers: ['hls', 'mp4', 'image2', 'webvtt'],
} as const;

const encoderOf: Readonly<Record<VideoCodec, string>> = {
  h264: 'libx264',
  hevc: 'libx265',
  av1: 'libsvtav1',
};

/** Names of the encoders of these codecs that an ffmpeg lacks. Videos are made without such a codec, but for H.264. */
export const missingEncoders = async (ffmpeg: string, codecs: readonly VideoCodec[]): Promise<string[]> => {
  const listed = parseList(await output(ffmpeg, ['-hide_banner', '-encoders']));
  return codecs.map((codec) => encoderOf[codec]).filter((name) => !listed.has(name));
};

/** Names of what these programs lack, such as `encoder libx264`; empty when they can do our work. */
export const missingFeatures = async (ffmpeg: string, ffprobe: string): Promise<string[]> => {
  const [probeRuns, ...lists] = await Promise.all([
    succeeds(ffprobe, ['-hide_banner', '-version']),
    ...Object.entries(needed).map(async ([kind, names]) => {
      const listed = parseList(await output(ffmpeg, ['-hide_banner', `-${kind}`]));
      return names.filter((name) => !listed.has(name)).map((name) => `${kind.slice(0, -1)} ${name}`);
    }),
  ]);
  const missing = lists.flat();
  if (!probeRuns) missing.push('ffprobe');
  if (missing.length === 0 && !(await canEncode(ffmpeg))) missing.push('a test encode to fragmented MP4');
  return missing;
};

/**
 * The same, remembered in `file` until one of the programs changes: the probe takes a second, which every start
 * would pay.
 */
export const rememberedFeatures = async (
  ffmpeg: string,
  ffprobe: string,
  file: string,
): Promise<string[]> => {
  const stamp = `${await stampOf(ffmpeg)} ${await stampOf(ffprobe)}`;
  const kept = await readFile(file, 'utf8')
    .then(
      (text) => JSON.parse(text) as { stamp: string; missing: string[] },
      () => null,
    )
    .catch(() => null);
  if (kept?.stamp === stamp) return kept.missing;
  const missing = await missingFeatures(ffmpeg, ffprobe);
  await writeFile(file, `${JSON.stringify({ stamp, missing })}\n`, { mode: 0o600 });
  return missing;
};

/** Names in a list that ffmpeg prints, one a line behind a column of flags. */
export const parseList = (text: string): Set<string> =>
  new Set(text.split('\n').flatMap((line) => /^\s*[A-Z.|]+\s+([\w,]+)/.exec(line)?.[1]?.split(',') ?? []));

const canEncode = async (ffmpeg: string): Promise<boolean> => {
  const folder = await mkdtemp(join(tmpdir(), 'vidkit-ffmpeg-'));
  try {
    return await succeeds(ffmpeg, [
      ...['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=24:d=1'],
      ...['-f', 'lavfi', '-i', 'sine=d=1'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '24', '-sc_threshold', '0'],
      ...[
        '-c:a',
        'aac',
        '-f',
        'hls',
        '-hls_segment_type',
        'fmp4',
        '-hls_flags',
        'single_file+independent_segments',
      ],
      join(folder, 'test.m3u8'),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const output = (program: string, args: readonly string[]): Promise<string> =>
  run(program, args, { timeout: probeTimeoutMs, maxBuffer: 8 * 1024 ** 2 }).then(
    ({ stdout }) => stdout,
    () => '',
  );

const succeeds = (program: string, args: readonly string[]): Promise<boolean> =>
  run(program, args, { timeout: probeTimeoutMs }).then(
    () => true,
    () => false,
  );

const stampOf = async (path: string): Promise<string> => {
  const { mtimeMs, size } = await stat(path);
  return `${path}:${mtimeMs}:${size}`;
};
