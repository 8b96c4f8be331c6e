import { execFile } from 'node:child_process';
import { access, chmod, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { FfmpegPrograms } from '../ffmpeg.ts';

const run = promisify(execFile);
const installTimeoutMs = 10 * 60_000;

/** Whether the system's own package manager can be used: as root on Debian or one of its children. */
export const canInstallSystemPackage = async (): Promise<boolean> =>
  process.getuid?.() === 0 && (await exists('/etc/debian_version')) && (await exists('/usr/bin/apt-get'));

/** Installs Debian packages. Throws with the last lines of apt-get when it fails. */
export const installSystemPackages = async (names: readonly string[]): Promise<void> => {
  const options = { timeout: installTimeoutMs, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...names], options);
  // Lists may be missing or old, in fresh containers above all; asking for them first would cost every time.
  await install().catch(async () => {
    await run('apt-get', ['update'], options);
    await install();
  });
};

/** The programs of the npm installer packages below `folder`, or null when they are not there. */
export const findNpmPrograms = async (folder: string): Promise<FfmpegPrograms | null> => {
  const machine = `${process.platform}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const modules = join(folder, 'node_modules');
  const programs = {
    ffmpeg: join(modules, '@ffmpeg-installer', machine, `ffmpeg${suffix}`),
    ffprobe: join(modules, '@ffprobe-installer', machine, `ffprobe${suffix}`),
  };
  if (!(await exists(programs.ffmpeg)) || !(await exists(programs.ffprobe))) return null;
  // Install scripts, which would do this, may be blocked.
  await Promise.all([chmod(programs.ffmpeg, 0o755), chmod(programs.ffprobe, 0o755)]).catch(() => undefined);
  return programs;
};

/** Fetches them. Throws when npm fails. */
export const installNpmPrograms = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const { npm_config_local_prefix: _, ...env } = process.env;
  await run(
    'npm',
    [
      ...['install', '--prefix', folder, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'],
      '@ffmpeg-installer/ffmpeg@1.1.0',
      '@ffprobe-installer/ffprobe@2.1.2',
    ],
    { cwd: folder, env, timeout: installTimeoutMs, shell: process.platform === 'win32' },
  );
};

const exists = (path: string): Promise<boolean> =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
