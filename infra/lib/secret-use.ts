import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Reading one secret, by the reader's own policy alone. `ISecret.grantRead` would write the reader into the policy of the
 * key, too, which stands in a stack before the reader's.
 */
export const secretUse = (secret: ISecret): PolicyStatement[] => [
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resources: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  }),
  ...(secret.encryptionKey
    ? [
        new PolicyStatement({
          actions: ['kms:Decrypt'],
          resources: [secret.encryptionKey.keyArn],
          conditions: {
            StringEquals: {
              'kms:ViaService': `secretsmanager.${Stack.of(secret).region}.${Stack.of(secret).urlSuffix}`,
            },
          },
        }),
      ]
    : []),
];
