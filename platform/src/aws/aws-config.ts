import { z } from 'zod';

import { flag, parseEnvironment, url } from '../config.ts';

const name = (what: string) => z.string({ error: `must be ${what}` }).min(1);
const arn = (what: string) =>
  z
    .string({ error: `must be the ARN of ${what}` })
    .regex(/^arn:aws[\w-]*:/, { error: `must be the ARN of ${what}` });

/**
 * What a process on AWS is told of what it uses: names and addresses, never secrets. Credentials come from the role of
 * the task or function; `AWS_ENDPOINT_URL_…` and `AWS_REGION` are read by the SDK itself.
 */
export const awsEnvironment = z.object({
  AWS_REGION: name('a region, such as eu-central-1'),
  /** Originals and what is archived: keys below `sources/` and `archive/`. */
  S3_SOURCES_BUCKET: name('the bucket of the originals'),
  /** Everything else; what viewers load lies below `v/`. */
  S3_MEDIA_BUCKET: name('the bucket of the published media'),
  /** The bucket is part of the path and not of the host name, as most stores want it that are not AWS. */
  S3_FORCE_PATH_STYLE: flag(false),
  /** Addresses of queues without their topic: `https://sqs.…/123456789012/vidkit-dev-`. Reports end in `.fifo`. */
  SQS_QUEUE_PREFIX: url(['https:', 'http:']),
  /** The table of counters, of what is under way in the queues, and of the encodes: `pk`, `sk`, `expires`. */
  DYNAMODB_TABLE: name('the DynamoDB table'),
  /** Where what happens in views goes. */
  KINESIS_STREAM: name('the Kinesis stream'),
  COGNITO_USER_POOL_ID: name('the Cognito user pool, such as eu-central-1_AbCdEf123'),
  COGNITO_CLIENT_ID: name('the client of the Cognito user pool'),
  /** Of the user pool; with it people can sign in by what `COGNITO_PROVIDERS` names: `google,facebook`. */
  COGNITO_DOMAIN: url(['https:', 'http:']).optional(),
  COGNITO_PROVIDERS: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(['google', 'facebook'], { error: 'must be a list of google and facebook' })))
    .default([]),
  /** Sender of e-mail, which SES has verified. */
  MAIL_FROM: z.email({ error: 'must be an e-mail address' }),
  /** Keys of this installation, as `loadSecrets` makes them. */
  SECRETS_ID: name('the secret of the keys of this installation'),
  /** What RDS keeps: host, port, dbname, username, password. */
  DATABASE_SECRET_ID: name('the secret of the database'),
  /** Where the database is reached, when that is not the host in its secret: the address of a proxy. */
  DATABASE_HOST: name('the host of the database').optional(),
  /** 0 only for a database without a certificate, as in tests. */
  DATABASE_TLS: flag(true),
  /** `rediss://…` without a password. */
  REDIS_URL: url(['redis:', 'rediss:']),
  /** The password of Redis. */
  REDIS_SECRET_ID: name('the secret of Redis').optional(),
  REDIS_CLUSTER: flag(false),
  /** MediaConvert's rights; without them workers encode by ffmpeg themselves. */
  MEDIACONVERT_ROLE: arn('the role of MediaConvert').optional(),
  MEDIACONVERT_QUEUE: arn('the queue of MediaConvert').optional(),
  /** Key by which CloudFront opens downloads; without it S3 signs them. */
  CLOUDFRONT_KEY_PAIR_ID: name('the id of a public key of CloudFront').optional(),
  CLOUDFRONT_KEY_SECRET_ID: name('the secret of its private half').optional(),
  /** Where the edge looks up the keys of media addresses. */
  CLOUDFRONT_KEY_VALUE_STORE: arn('the key value store of CloudFront').optional(),
});

export type AwsEnvironment = z.output<typeof awsEnvironment>;

/** Throws `ConfigError`. */
export const readAwsConfig = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): AwsEnvironment => parseEnvironment(awsEnvironment, env);
