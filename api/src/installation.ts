import { type Config, ConfigError } from '@vidkit/platform/config';
import { loadSecrets, type Secrets } from '@vidkit/platform/local/secrets';
import type { Logger } from 'pino';

import type { Adapters } from './adapters.ts';
import { localAdapters } from './local/adapters.ts';

/** One installation of the product, wherever it runs: its keys, and what it uses outside of its processes. */
export interface Installation {
  readonly secrets: Secrets;
  readonly adapters: Adapters;
}

/** Picks local or aws. Nothing is connected before the adapters are used. Throws `ConfigError`. */
export const openInstallation = async (config: Config, log: Logger): Promise<Installation> => {
  if (config.platform === 'aws') {
    // Not loaded elsewhere: the SDK is large.
    const { openOnAws } = await import('./aws/installation.ts');
    return openOnAws(config, log);
  }
  const { databaseUrl } = config;
  if (databaseUrl === null) {
    throw new ConfigError('DATABASE_URL is not set. `npm start` starts a database and sets it.');
  }
  const secrets = await loadSecrets(config.dataDir);
  const s3 = process.env['S3_MEDIA_BUCKET']
    ? await (await import('./aws/s3-objects.ts')).openS3Objects()
    : null;
  return { secrets, adapters: localAdapters({ ...config, databaseUrl }, secrets, log, s3) };
};
