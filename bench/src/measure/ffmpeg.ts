import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = process.env['FFMPEG_PATH'] || 'ffmpeg';

export const ffmpeg = async (args: readonly string[]): Promise<void> => {
  await run(program, ['-nostdin', '-v', 'error', '-y', ...args]);
};

/** Decibels of structural likeness to the clip at the rendition's size, over the first five seconds. */
export const ssim = async (
  path: string,
  clip: string,
  size: { readonly width: number; readonly height: number },
): Promise<number> => {
  const graph =
    `[0:v]setpts=PTS-STARTPTS[a];[1:v]scale=${size.width}:${size.height}:flags=bicubic,setpts=PTS-STARTPTS[b];` +
    '[a][b]ssim';
  const { stderr } = await run(program, [
    ...['-nostdin', '-hide_banner', '-t', '5', '-i', path, '-t', '5', '-i', clip],
    ...['-lavfi', graph, '-f', 'null', '-'],
  ]);
  return Number(/SSIM .*All:[\d.]+ \(([\d.]+)\)/.exec(stderr)?.[1] ?? NaN);
};
