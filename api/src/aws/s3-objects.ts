import { createS3Stores, readS3Settings } from '@vidkit/platform/aws/s3-stores';

import type { S3Objects } from '../local/adapters.ts';

/** Objects in the store that the environment names; null where it names none. Throws `ConfigError`. */
export const openS3Objects = async (): Promise<S3Objects | null> => {
  const settings = readS3Settings();
  if (!settings) return null;
  const { objects, cold, origins } = createS3Stores(settings);
  return { objects, cold, objectOrigins: await origins(), start: () => Promise.resolve() };
};
