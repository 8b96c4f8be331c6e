import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import type { Config } from '../config.ts';
import { rememberedFeatures } from './ffmpeg/features.ts';
import {
  canInstallSystemPackage,
  findNpmPrograms,
  installNpmPrograms,
  installSystemPackages,
} from './ffmpeg/install.ts';

export interface FfmpegPrograms {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

export interface Ffmpeg extends FfmpegPrograms {
  readonly source: 'environment' | 'path' | 'system package' | 'npm package';
  /** For operators, one sentence each. */
  readonly warnings: readonly string[];
}

/** `FFMPEG_PATH` or `FFPROBE_PATH` name something that cannot do the work. */
export class FfmpegError extends Error {
  readonly code = 'ffmpeg_unfit';

  constructor(message: string) {
    super(message);
    this.name = 'FfmpegError';
  }
}

export interface ResolveFfmpegOptions {
  readonly log?: (line: string) => void;
  /** May install a system package or fetch npm packages when no ffmpeg is found. */
  readonly allowInstall?: boolean;
  /** Where fetched programs are kept. */
  readonly cacheDir: string;
}

/**
 * Finds an ffmpeg that can do our work: the one named in the environment, the one on PATH, the system's package
 * (installed now, if we may), at last a build from npm. Null when there is none: uploads are kept and wait.
 * Throws `FfmpegError`.
 */
export const resolveFfmpeg = async (
  config: Pick<Config, 'ffmpegPath' | 'ffprobePath' | 'systemInstall' | 'dataDir'>,
  { log = () => undefined, allowInstall = false, cacheDir }: ResolveFfmpegOptions,
): Promise<Ffmpeg | null> => {
  const warnings: string[] = [];
  const warn = (text: string) => {
    warnings.push(text);
    log(text);
  };
  const missing = ({ ffmpeg, ffprobe }: FfmpegPrograms) =>
    rememberedFeatures(ffmpeg, ffprobe, join(config.dataDir, 'ffmpeg.json'));

  const [onPath, probeOnPath] = await Promise.all([findOnPath('ffmpeg'), findOnPath('ffprobe')]);
  if (config.ffmpegPath || config.ffprobePath) {
    return {
      ...(await fromEnvironment(config, onPath, probeOnPath, missing)),
      source: 'environment',
      warnings,
    };
  }

  const onPathFound = await fitting(onPath, probeOnPath, missing, warn);
  if (onPathFound) return { ...onPathFound, source: 'path', warnings };

  if (allowInstall && config.systemInstall && (await canInstallSystemPackage())) {
    log('installing the system package ffmpeg (NO_SYSTEM_INSTALL=1 prevents this)');
    await installSystemPackages(['ffmpeg']).catch((error: Error) =>
      warn(`apt-get failed: ${lastLine(error.message)}`),
    );
    const installed = await fitting(await findOnPath('ffmpeg'), await findOnPath('ffprobe'), missing, warn);
    if (installed) return { ...installed, source: 'system package', warnings };
  }

  const folder = join(cacheDir, 'ffmpeg');
  if (allowInstall && !(await findNpmPrograms(folder))) {
    log('fetching ffmpeg from npm');
    await installNpmPrograms(folder).catch((error: Error) => warn(`npm failed: ${lastLine(error.message)}`));
  }
  const fetched = await findNpmPrograms(folder);
  const fromNpm = await fitting(fetched?.ffmpeg ?? null, fetched?.ffprobe ?? null, missing, warn);
  if (!fromNpm) return null;
  warn(
    'This ffmpeg is from 2018 and has known security faults: install your system’s ffmpeg for files of strangers.',
  );
  return { ...fromNpm, source: 'npm package', warnings };
};

const fromEnvironment = async (
  config: Pick<Config, 'ffmpegPath' | 'ffprobePath'>,
  onPath: string | null,
  probeOnPath: string | null,
  missing: (programs: FfmpegPrograms) => Promise<string[]>,
): Promise<FfmpegPrograms> => {
  const programs = {
    ffmpeg: config.ffmpegPath ?? onPath ?? '',
    ffprobe: config.ffprobePath ?? probeOnPath ?? '',
  };
  for (const [variable, path] of [
    ['FFMPEG_PATH', programs.ffmpeg],
    ['FFPROBE_PATH', programs.ffprobe],
  ] as const) {
    if (!path) throw new FfmpegError(`${variable} is not set, and PATH has no such program.`);
    if (!(await isExecutable(path)))
      throw new FfmpegError(`${variable}: ${path} is not a program that can be run.`);
  }
  const lacks = await missing(programs);
  if (lacks.length > 0) throw new FfmpegError(`FFMPEG_PATH: ${programs.ffmpeg} lacks ${lacks.join(', ')}.`);
  return programs;
};

const fitting = async (
  ffmpeg: string | null,
  ffprobe: string | null,
  missing: (programs: FfmpegPrograms) => Promise<string[]>,
  warn: (text: string) => void,
): Promise<FfmpegPrograms | null> => {
  if (!ffmpeg || !ffprobe) return null;
  const lacks = await missing({ ffmpeg, ffprobe });
  if (lacks.length === 0) return { ffmpeg, ffprobe };
  warn(`${ffmpeg} is passed over, it lacks ${lacks.join(', ')}`);
  return null;
};

const findOnPath = async (name: string): Promise<string | null> => {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder && (await isExecutable(join(folder, file)))) return join(folder, file);
  }
  return null;
};

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
