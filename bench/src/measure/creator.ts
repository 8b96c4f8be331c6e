import type { Client } from '@vidkit/contracts/client';
import type { Config } from '@vidkit/platform/config';

import { clientFor } from '../../../api/src/cli/operator.ts';
import { createUser } from '../../../api/src/cli/user-command.ts';

const email = 'bench@vidkit.example';

/** A client of the running product in the name of an account that is made for it. */
export const createCreator = async (config: Config): Promise<{ email: string; client: Client }> => {
  await createUser.run({ values: { email, name: 'Bench' }, positionals: [], config, stdin: process.stdin });
  return { email, client: await clientFor(config, email) };
};
