import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsEnvironment } from '@vidkit/platform/aws/aws-config';
import { putEdgeKeys } from '@vidkit/platform/aws/cloudfront-edge-keys';
import { sdkLimits } from '@vidkit/platform/aws/sdk-limits';
import { SecretsManager } from '@vidkit/platform/aws/secrets-manager';
import { parseEnvironment } from '@vidkit/platform/config';

import { edgeKeys } from '../edge-keys.ts';
import { functionLog } from '../function-log.ts';

const log = functionLog('edge-keys');
const wanted = awsEnvironment
  .pick({ SECRETS_ID: true, CLOUDFRONT_KEY_VALUE_STORE: true })
  .required({ CLOUDFRONT_KEY_VALUE_STORE: true });
const { SECRETS_ID: id, CLOUDFRONT_KEY_VALUE_STORE: storeArn } = parseEnvironment(wanted, process.env);
const secrets = new SecretsManager({ client: new SecretsManagerClient(sdkLimits()), log, keepMs: 0 });
const client = new CloudFrontKeyValueStoreClient(sdkLimits());

export const handler = edgeKeys({
  mediaKeys: async () => (await secrets.installation(id)).mediaKeys,
  put: (current, previous) => putEdgeKeys(client, storeArn, { current, previous }),
  log,
});
