import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Product } from './product.ts';

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** `npm run vid -- …` on the machine of a product. Resolves with what it answers to a program. */
export const runAsOperator = async (
  { dataDir, port }: Product,
  args: readonly string[],
): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(repository, 'scripts', 'vid.mjs'), ...args, '--json'],
    {
      cwd: repository,
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        PORT: String(port),
        DATABASE_URL: '',
        HOST: '',
        PUBLIC_URL: '',
      },
    },
  );
  return JSON.parse(stdout);
};
