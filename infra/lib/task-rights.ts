import { Stack } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Stream } from 'aws-cdk-lib/aws-kinesis';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

import type { Encoder } from './constructs/encoder.ts';
import type { TopicQueues } from './constructs/topic-queues.ts';
import { secretUse } from './secret-use.ts';
import { tableUse } from './table-use.ts';

/** What the product's processes use on AWS. API, workers and migrations each get what they call, and no more. */
export interface TaskResources {
  readonly sources: IBucket;
  readonly media: IBucket;
  readonly queues: TopicQueues;
  readonly tableArn: string;
  readonly stream: Stream;
  readonly pool: UserPool;
  readonly encoder: Encoder | null;
  readonly secrets: readonly ISecret[];
  readonly mailFrom: string;
}

/** Read, write, send in parts, archive and restore. Lists are of the whole bucket, for sweeps and deletions by prefix. */
const objects = (bucket: IBucket): PolicyStatement[] => [
  new PolicyStatement({
    actions: [
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:GetObject',
      's3:GetObjectTagging',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      's3:PutObjectTagging',
      's3:RestoreObject',
    ],
    resources: [bucket.arnForObjects('*')],
  }),
  new PolicyStatement({
    actions: ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
    resources: [bucket.bucketArn],
  }),
];

const grant = (role: IRole, statements: readonly PolicyStatement[]): void => {
  for (const statement of statements) role.addToPrincipalPolicy(statement);
};

const readSecrets = (role: IRole, secrets: readonly ISecret[]): void => {
  grant(role, secrets.flatMap(secretUse));
};

export const letWork = (role: IRole, resources: TaskResources): void => {
  readSecrets(role, resources.secrets);
  grant(role, [...objects(resources.sources), ...objects(resources.media), tableUse(resources.tableArn)]);
  resources.queues.grantUse(role);
  resources.encoder?.grantSubmit(role);
};

export const letServe = (role: IRole, resources: TaskResources): void => {
  readSecrets(role, resources.secrets);
  const stack = Stack.of(role);
  grant(role, [
    ...objects(resources.sources),
    ...objects(resources.media),
    tableUse(resources.tableArn),
    new PolicyStatement({
      actions: ['kinesis:PutRecords'],
      resources: [resources.stream.streamArn],
    }),
    new PolicyStatement({
      actions: [
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminSetUserPassword',
        'cognito-idp:AdminUpdateUserAttributes',
      ],
      resources: [resources.pool.userPoolArn],
    }),
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [
        stack.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' }),
        stack.formatArn({ service: 'ses', resource: 'configuration-set', resourceName: '*' }),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': resources.mailFrom } },
    }),
  ]);
  resources.queues.grantUse(role);
};

/** One reason for the stars of these policies, beside the code that has them. */
export const whyStars = {
  'IAM5[*]':
    'All objects of exactly two buckets, the queues and jobs of this environment, mails from one address, traces.',
};
