import { createAccountTable } from '../testing/account-table.ts';
import { describeIdentity } from '../testing/identity-suite.ts';
import { LocalIdentity } from './local-identity.ts';

describeIdentity('LocalIdentity', async () => {
  const { pool, close } = await createAccountTable();
  return { identity: new LocalIdentity(pool), close };
});
