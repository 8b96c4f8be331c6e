import { viewerAddressHeader } from './constructs/viewer-address-function.ts';

/** What tasks and functions are told of what they use; names as `platform/src/aws/aws-config.ts` reads them. */
export interface Surroundings {
  readonly region: string;
  readonly sourcesBucket: string;
  readonly mediaBucket: string;
  readonly queuePrefix: string;
  readonly table: string;
  readonly stream: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Null: nobody but us says who people are. */
  readonly social: { readonly domain: string; readonly providers: readonly string[] } | null;
  readonly mailFrom: string;
  readonly secretsId: string;
  readonly databaseSecretId: string;
  readonly databaseHost: string;
  readonly redisUrl: string;
  readonly redisSecretId: string;
  readonly redisClustered: boolean;
  /** Null: workers encode by ffmpeg. */
  readonly encoder: { readonly role: string; readonly queue: string } | null;
  /** Null: downloads are signed by S3. */
  readonly downloads: { readonly keyPairId: string; readonly secretId: string } | null;
  readonly publicUrl: string;
}

export const encoderEnvironment = (encoder: Surroundings['encoder']): Record<string, string> =>
  encoder ? { MEDIACONVERT_ROLE: encoder.role, MEDIACONVERT_QUEUE: encoder.queue } : {};

/** Of API, workers and migrations alike: one image, one composition. */
export const taskEnvironment = (around: Surroundings): Record<string, string> => ({
  PLATFORM: 'aws',
  AWS_REGION: around.region,
  HOST: '0.0.0.0',
  PORT: '8080',
  PUBLIC_URL: around.publicUrl,
  DATA_DIR: '/data',
  TRUST_PROXY: '1',
  CLIENT_ADDRESS_HEADER: viewerAddressHeader,
  DEMO: '0',
  NO_SYSTEM_INSTALL: '1',
  S3_SOURCES_BUCKET: around.sourcesBucket,
  S3_MEDIA_BUCKET: around.mediaBucket,
  SQS_QUEUE_PREFIX: around.queuePrefix,
  DYNAMODB_TABLE: around.table,
  KINESIS_STREAM: around.stream,
  COGNITO_USER_POOL_ID: around.userPoolId,
  COGNITO_CLIENT_ID: around.userPoolClientId,
  ...(around.social
    ? { COGNITO_DOMAIN: around.social.domain, COGNITO_PROVIDERS: around.social.providers.join(',') }
    : {}),
  MAIL_FROM: around.mailFrom,
  SECRETS_ID: around.secretsId,
  DATABASE_SECRET_ID: around.databaseSecretId,
  DATABASE_HOST: around.databaseHost,
  REDIS_URL: around.redisUrl,
  REDIS_SECRET_ID: around.redisSecretId,
  ...(around.redisClustered ? { REDIS_CLUSTER: '1' } : {}),
  ...encoderEnvironment(around.encoder),
  ...(around.downloads
    ? {
        CLOUDFRONT_KEY_PAIR_ID: around.downloads.keyPairId,
        CLOUDFRONT_KEY_SECRET_ID: around.downloads.secretId,
      }
    : {}),
});
