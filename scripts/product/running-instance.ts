import { resolve } from 'node:path';

import { findInstance } from '@vidkit/platform/local/instance-lock';

/**
 * Points this process at the instance that runs from the data folder, so that tools and extra workers find its
 * database. Does nothing when `DATABASE_URL` is set or nothing runs.
 */
export const useRunningInstance = async (env: NodeJS.ProcessEnv = process.env): Promise<void> => {
  if (env['DATABASE_URL']) return;
  const instance = await findInstance(resolve(env['DATA_DIR'] || '.data'));
  if (!instance?.databaseUrl) return;
  env['DATABASE_URL'] = instance.databaseUrl;
  // Addresses and signatures that a tool makes have to be those of the instance.
  env['PUBLIC_URL'] ||= instance.address;
  if (!instance.listen || env['PORT']) return;
  env['HOST'] = instance.listen.host;
  env['PORT'] = String(instance.listen.port);
};
