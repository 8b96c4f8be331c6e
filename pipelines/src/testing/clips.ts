import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs for tests: those of the environment, else of PATH. */
export const programs = {
  ffmpeg: process.env['FFMPEG_PATH'] || 'ffmpeg',
  ffprobe: process.env['FFPROBE_PATH'] || 'ffprobe',
};

export interface ClipOptions {
  readonly folder: string;
  /** With its extension, which decides the container. */
  readonly name: string;
  readonly size?: string;
  readonly rate?: string;
  readonly seconds?: number;
  readonly sound?: boolean;
  /** Filters for the picture. */
  readonly filter?: string;
  /** Arguments of the encoders. */
  readonly encode?: readonly string[];
}

const quickH264 = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-crf',
  '30',
  '-pix_fmt',
  'yuv420p',
  '-c:a',
  'aac',
];

/** Makes a clip of a moving test picture with a tone. Returns its path. */
export const makeClip = async (options: ClipOptions): Promise<string> => {
  const {
    folder,
    name,
    size = '640x360',
    rate = '30',
    seconds = 2,
    sound = true,
    filter,
    encode = quickH264,
  } = options;
  const path = join(folder, name);
  await run(programs.ffmpeg, [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`],
    ...(sound ? ['-f', 'lavfi', '-i', `sine=f=440:r=48000:d=${seconds}`] : []),
    ...(filter ? ['-vf', filter] : []),
    ...encode,
    path,
  ]);
  return path;
};

/** Copies a clip with a flag that turns it, the way phones write it. `degrees` count counter-clockwise. */
export const turnClip = async (path: string, turned: string, degrees: number): Promise<string> => {
  const copy = ['-c', 'copy', turned];
  const quiet = ['-nostdin', '-v', 'error', '-y'];
  await run(programs.ffmpeg, [...quiet, '-display_rotation:v:0', String(degrees), '-i', path, ...copy]).catch(
    () => run(programs.ffmpeg, [...quiet, '-i', path, '-metadata:s:v', `rotate=${degrees}`, ...copy]),
  );
  return turned;
};

/** Decodes every frame and fails on any fault. Returns the number of frames. */
export const decodeAll = async (path: string): Promise<number> => {
  const { stdout } = await run(programs.ffprobe, [
    ...[
      '-v',
      'error',
      '-count_frames',
      '-select_streams',
      '0',
      '-show_entries',
      'stream=nb_read_frames',
      '-of',
      'csv=p=0',
      path,
    ],
  ]);
  return Number.parseInt(stdout, 10);
};

/** The colour at a place of a frame, each part 0 to 255. */
export const colorAt = async (
  path: string,
  at: { seconds: number; x: number; y: number },
): Promise<readonly number[]> => {
  const { stdout } = await run(
    programs.ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-ss', String(at.seconds), '-i', path, '-frames:v', '1'],
      ...['-vf', `crop=8:8:${at.x}:${at.y},scale=1:1:flags=area,format=rgb24`, '-f', 'rawvideo', 'pipe:1'],
    ],
    { encoding: 'buffer' },
  );
  return [...stdout];
};
