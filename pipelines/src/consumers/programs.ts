import type { Config } from '@vidkit/platform/config';
import { resolveFfmpeg } from '@vidkit/platform/local/ffmpeg';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Programs {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

interface WaitOptions {
  readonly log: { warn(fields: object, message: string): void; info(fields: object, message: string): void };
  readonly signal: AbortSignal;
}

const lookAgainMs = 15_000;

/**
 * The ffmpeg of this machine. Without one the worker waits and says so; uploads are kept meanwhile. Null when
 * the signal aborts.
 */
export const waitForPrograms = async (
  config: Config,
  { log, signal }: WaitOptions,
): Promise<Programs | null> => {
  const options = { cacheDir: join(config.dataDir, 'cache'), log: (line: string) => log.warn({}, line) };
  let told = false;
  while (!signal.aborted) {
    const found = await resolveFfmpeg(config, options);
    if (found) {
      log.info({ ffmpeg: found.ffmpeg, source: found.source }, 'ffmpeg found');
      return found;
    }
    if (!told) log.warn({}, 'ffmpeg is missing: videos wait until it is installed or FFMPEG_PATH names it');
    told = true;
    await sleep(lookAgainMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
};
