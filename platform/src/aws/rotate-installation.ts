import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { SecretError } from './secrets-manager/secret-error.ts';
import { SecretsManager } from './secrets-manager.ts';
import { sdkLimits } from './sdk-limits.ts';

/**
 * `node platform/src/aws/rotate-installation.ts SECRET [--if-missing]`: new keys of an installation, the previous ones kept
 * beside them; with `--if-missing` only where there are none yet. For the deployment, which has no other way to make them:
 * keys stand in no template.
 */
const [id, option] = process.argv.slice(2);
if (id === undefined || (option !== undefined && option !== '--if-missing')) {
  console.error('Usage: node platform/src/aws/rotate-installation.ts SECRET [--if-missing]');
  process.exit(2);
}

const secrets = new SecretsManager({
  client: new SecretsManagerClient(sdkLimits()),
  log: {
    warn: (_fields, message) => console.error(message),
    error: (_fields, message) => console.error(message),
  },
});
const there = option === '--if-missing' && (await hasKeys(id));
if (!there) await secrets.rotateInstallation(id);
console.log(there ? 'there are keys already' : 'new keys are written');

async function hasKeys(secret: string): Promise<boolean> {
  return secrets.installation(secret).then(
    () => true,
    (error: unknown) => {
      if (
        error instanceof SecretError &&
        (error.code === 'secret_missing' || error.code === 'secret_malformed')
      )
        return false;
      throw error;
    },
  );
}
