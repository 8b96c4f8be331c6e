import { parseArgs } from 'node:util';

import { type Config, ConfigError, readConfig } from '@vidkit/platform/config';

import { Failure } from '../bootstrap/failure.mjs';

export interface StartSettings {
  readonly config: Config;
  /** Reload on changes. */
  readonly dev: boolean;
  /** Logs of the children go to the terminal, too. */
  readonly verbose: boolean;
}

export const usage = `Usage: npm start [-- OPTIONS]

  --dev       reload on changes (npm run dev)
  --verbose   show the logs, which are kept in the data folder
  --help      this text

PORT (8080), HOST (127.0.0.1), PUBLIC_URL, DATA_DIR (.data), DATABASE_URL, REDIS_URL, FFMPEG_PATH, FFPROBE_PATH,
TRANSCRIBER_MODEL, TRANSCRIBER_PATH, AUTO_CAPTIONS=1, DEMO=0, DEMO_PORT (PORT + 1), NO_SYSTEM_INSTALL=1 and LOG_LEVEL are read from the environment.`;

/** Reads arguments and environment. Null when help was asked for. Fails with `badConfiguration`. */
export const readSettings = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): StartSettings | null => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        dev: { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return null;
    return { config: readConfig(env), dev: values.dev ?? false, verbose: values.verbose ?? false };
  } catch (cause) {
    if (cause instanceof ConfigError) {
      throw new Failure(
        'badConfiguration',
        `The configuration is wrong: ${cause.message.replaceAll('\n', '; ')}`,
        { cause },
      );
    }
    if ((cause as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
      throw new Failure('badConfiguration', `${(cause as Error).message}\n\n${usage}`, { cause });
    }
    throw cause;
  }
};
