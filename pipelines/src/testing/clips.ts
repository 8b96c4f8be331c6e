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
  /** False for none; else sources of sound, each a stream. */
  readonly sound?: boolean | readonly string[];
  /** Filters for the picture. */
  readonly filter?: string;
  /** Arguments of the encoders. */
  readonly encode?: readonly string[];
  /** Arguments before the sounds, such as a shift in time. */
  readonly beforeSound?: readonly string[];
}

export const quickVideo = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '30', '-pix_fmt', 'yuv420p'];
const quickH264 = [...quickVideo, '-c:a', 'aac'];

/** Encodes HDR in HEVC, as phones and cameras do; HDR10 with the light of its screen and of its brightest frames. */
export const hdrEncode = (transfer: 'smpte2084' | 'arib-std-b67'): string[] => {
  const light =
    ':hdr10=1:repeat-headers=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)' +
    'L(10000000,1):max-cll=1000,400';
  const parameters = `log-level=none:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`;
  return [
    ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '34', '-tag:v', 'hvc1', '-pix_fmt', 'yuv420p10le'],
    ...['-x265-params', transfer === 'smpte2084' ? parameters + light : parameters],
    ...['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc', '-c:a', 'aac'],
  ];
};

/**
 * Makes a clip of a moving test picture with a tone. Half a second after every full one the picture is white
 * and the tone loud, for a tenth of a second, by which `measure.ts` sees how far they are apart. Returns its path.
 */
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
    beforeSound = [],
  } = options;
  const path = join(folder, name);
  const sounds = sound === true ? [tone({ seconds })] : sound === false ? [] : sound;
  await ffmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds},${flash}`],
    ...sounds.flatMap((source) => [...beforeSound, '-f', 'lavfi', '-i', source]),
    ...['-map', '0:v', ...sounds.flatMap((_, i) => ['-map', `${i + 1}:a`])],
    ...(filter ? ['-vf', filter] : []),
    ...encode,
    path,
  ]);
  return path;
};

const flash = `drawbox=c=white:t=fill:enable='between(mod(t,1),0.499,0.599)'`;

/** A source of sound for `makeClip`: a quiet tone that is loud for a tenth of a second in each. */
export const tone = ({ hertz = 440, seconds = 2, rate = 48_000, loud = 0.4 } = {}): string =>
  `aevalsrc='${loud}*sin(2*PI*${hertz}*t)*if(between(mod(t,1),0.5,0.6),1,0.05)':s=${rate}:d=${seconds}`;

/** Runs ffmpeg to make something for a test. */
export const ffmpeg = async (args: readonly string[]): Promise<void> => {
  await run(programs.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args]);
};

/** Copies a clip with a flag that turns it, the way phones write it. `degrees` count counter-clockwise. */
export const turnClip = async (path: string, turned: string, degrees: number): Promise<string> => {
  const copy = ['-c', 'copy', turned];
  await ffmpeg(['-display_rotation:v:0', String(degrees), '-i', path, ...copy]).catch(() =>
    ffmpeg(['-i', path, '-metadata:s:v', `rotate=${degrees}`, ...copy]),
  );
  return turned;
};
