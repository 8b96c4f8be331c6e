import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { canInstallSystemPackage, installSystemPackages } from '@vidkit/platform/local/ffmpeg/install';

import { Failure } from '../bootstrap/failure.mjs';

interface SystemTool {
  /** Any of these programs will do. */
  readonly programs: readonly string[];
  /** The Debian package that brings it. */
  readonly debianPackage: string;
  /** Names another place of it. */
  readonly variable?: string;
}

const needed: readonly SystemTool[] = [
  {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
    variable: 'CHROMIUM_PATH',
  },
  { programs: ['ffmpeg'], debianPackage: 'ffmpeg' },
  { programs: ['ffprobe'], debianPackage: 'ffmpeg' },
  { programs: ['redis-server'], debianPackage: 'redis-server', variable: 'TEST_REDIS_URL' },
];

/**
 * Makes sure of the programs that the tests use beside npm packages: installs them as root on Debian, else fails with
 * `unsupported` and the names of what to install.
 */
export const ensureTools = async (note: (text: string) => void): Promise<void> => {
  const missing = packagesMissing();
  if (missing.length === 0) return;
  if (process.env['NO_SYSTEM_INSTALL'] !== '1' && (await canInstallSystemPackage())) {
    note(`installing ${missing.join(', ')} (NO_SYSTEM_INSTALL=1 prevents this)`);
    await installSystemPackages(missing).catch((error: Error) => note(error.message.trim()));
  }
  const still = packagesMissing();
  if (still.length === 0) return;
  throw new Failure(
    'unsupported',
    `The tests need ${still.join(', ')}. On Debian or Ubuntu: sudo apt-get install ${still.join(' ')}`,
  );
};

const packagesMissing = (): string[] => [
  ...new Set(
    needed
      .filter(({ programs, variable }) => !(variable && process.env[variable]) && !programs.some(isOnPath))
      .map(({ debianPackage }) => debianPackage),
  ),
];

const isOnPath = (program: string): boolean =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)));
