import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { MediaConvertStandIn } from '@vidkit/pipelines/testing/mediaconvert/media-convert-stand-in';
import { CognitoStandIn } from '@vidkit/platform/testing/aws/cognito-stand-in';
import { type Json, JsonService, ServiceRefusal } from '@vidkit/platform/testing/aws/json-service';
import { type RestAnswer, type RestRequest, RestService } from '@vidkit/platform/testing/aws/rest-service';
import { S3StandIn } from '@vidkit/platform/testing/aws/s3-stand-in';
import type { SqsStandIn } from '@vidkit/platform/testing/aws/sqs-stand-in';
import { startTestDynamo, type TestDynamo } from '@vidkit/platform/testing/aws/test-dynamo';
import { startTestKinesis, type TestKinesis } from '@vidkit/platform/testing/aws/test-kinesis';
import { startTestSqs } from '@vidkit/platform/testing/aws/test-sqs';

import { createS3Stores } from '@vidkit/platform/aws/s3-stores';

import type { BusEvent } from './event-bus.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

interface ShardRecords {
  readonly shard: string;
  /** Oldest first. */
  readonly records: readonly { readonly sequence: string; readonly data: Uint8Array }[];
}

interface Services {
  readonly s3: S3StandIn;
  readonly sqs: SqsStandIn;
  readonly dynamo: TestDynamo;
  readonly kinesis: TestKinesis;
  readonly cognito: CognitoStandIn;
}

/**
 * An account of AWS as far as the product speaks to one, on loopback: dynalite, kinesalite, and servers of our own for
 * the rest, each of which says in its file what it does not prove. Nobody looks at rights here.
 */
export class AwsAccount {
  readonly buckets = { sources: 'vidkit-sources', media: 'vidkit-media' } as const;
  readonly s3: S3StandIn;
  readonly sqs: SqsStandIn;
  readonly mediaConvert: MediaConvertStandIn;
  /** Of the key value store at the edge. */
  readonly edgeKeys = new Map<string, string>();
  /** Newest first. */
  readonly mails: Mail[] = [];
  readonly #services: Services;
  readonly #secrets = new Map<string, string>();
  readonly #listeners: ((event: BusEvent) => void)[] = [];
  readonly #kinesis = new KinesisClient({ requestHandler: new NodeHttpHandler() });
  #more: { stop(): Promise<void> }[] = [];
  #env: Record<string, string> = {};

  private constructor(services: Services) {
    this.#services = services;
    this.s3 = services.s3;
    this.sqs = services.sqs;
    const { objects } = createS3Stores({
      mediaBucket: this.buckets.media,
      sourcesBucket: this.buckets.sources,
      connection: services.s3.client,
      checksums: true,
      archiveClass: null,
    });
    const keyOf = (address: string): string => new URL(address).pathname.slice(1);
    this.mediaConvert = new MediaConvertStandIn({
      objects: {
        fetch: (address, to) => objects.toFile(keyOf(address), to),
        store: async (address, path) => {
          await objects.putFile(keyOf(address), path, 'video/mp4');
        },
      },
      onEvent: (event) => this.#tell(event),
    });
    services.s3.onEvent((event) => this.#tell(event));
  }

  static async open(): Promise<AwsAccount> {
    const s3 = new S3StandIn({ buckets: ['vidkit-sources', 'vidkit-media'] });
    await s3.start();
    // As the stacks make the buckets: browsers send parts to them from anywhere.
    for (const name of ['vidkit-sources', 'vidkit-media'])
      s3.bucket(name).cors = [{ origins: ['*'], methods: ['PUT'], headers: ['*'], exposed: ['ETag'] }];
    const sqs = await startTestSqs();
    const account = new AwsAccount({
      ...{ s3, sqs },
      dynamo: await startTestDynamo(),
      kinesis: await startTestKinesis(),
      cognito: await CognitoStandIn.start(),
    });
    await account.#open();
    return account;
  }

  /** Variables by which the SDK and the product find all of it. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  onEvent(listener: (event: BusEvent) => void): void {
    this.#listeners.push(listener);
  }

  putSecret(id: string, value: object): void {
    this.#secrets.set(id, JSON.stringify(value));
  }

  /** All that is in the stream of views. */
  async readStream(): Promise<ShardRecords[]> {
    const stream = { StreamName: this.#services.kinesis.stream };
    const { StreamDescription } = await this.#kinesis.send(new DescribeStreamCommand(stream));
    return Promise.all(
      (StreamDescription?.Shards ?? []).map(async ({ ShardId: shard = '' }) => {
        const start = { ...stream, ShardId: shard, ShardIteratorType: 'TRIM_HORIZON' } as const;
        const { ShardIterator } = await this.#kinesis.send(new GetShardIteratorCommand(start));
        const { Records = [] } = await this.#kinesis.send(new GetRecordsCommand({ ShardIterator }));
        const records = Records.map(({ SequenceNumber: sequence = '', Data: data = new Uint8Array() }) => ({
          sequence,
          data,
        }));
        return { shard, records };
      }),
    );
  }

  async close(): Promise<void> {
    this.#kinesis.destroy();
    await this.mediaConvert.stop();
    for (const one of this.#more) await one.stop();
    const { s3, sqs, dynamo, kinesis, cognito } = this.#services;
    for (const one of [s3, sqs, dynamo, kinesis, cognito]) await one.stop();
  }

  #tell(event: unknown): void {
    for (const listener of this.#listeners) listener(event as BusEvent);
  }

  async #open(): Promise<void> {
    const secrets = await JsonService.start({
      target: 'secretsmanager',
      contentType: 'application/x-amz-json-1.1',
      act: (_action, input) => Promise.resolve(this.#secret(input)),
    });
    const ses = await RestService.start((request) => this.#mail(request));
    const keys = await RestService.start((request) => this.#key(request));
    this.#more = [secrets, ses, keys];
    const { s3, sqs, dynamo, kinesis, cognito } = this.#services;
    this.#env = {
      AWS_REGION: s3.region,
      AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_S3: s3.url,
      S3_FORCE_PATH_STYLE: '1',
      S3_SOURCES_BUCKET: this.buckets.sources,
      S3_MEDIA_BUCKET: this.buckets.media,
      AWS_ENDPOINT_URL_SQS: sqs.url,
      SQS_QUEUE_PREFIX: sqs.queuePrefix,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.service.url,
      DYNAMODB_TABLE: dynamo.table,
      AWS_ENDPOINT_URL_KINESIS: kinesis.service.url,
      KINESIS_STREAM: kinesis.stream,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.service.url,
      COGNITO_USER_POOL_ID: cognito.userPoolId,
      COGNITO_CLIENT_ID: cognito.clientId,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_SESV2: ses.url,
      AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: keys.url.replace('127.0.0.1', 'localhost'),
      CLOUDFRONT_KEY_VALUE_STORE: 'arn:aws:cloudfront::111122223333:key-value-store/media-keys',
      AWS_ENDPOINT_URL_MEDIACONVERT: await this.mediaConvert.start(),
    };
  }

  #secret({ SecretId: id, VersionStage: stage = 'AWSCURRENT' }: Json): Json {
    const value = stage === 'AWSCURRENT' ? this.#secrets.get(String(id)) : undefined;
    if (value === undefined) throw new ServiceRefusal('ResourceNotFoundException', 'there is no such secret');
    return { Name: id, SecretString: value, VersionStages: [stage] };
  }

  #mail({ input }: RestRequest): RestAnswer {
    const { Destination, Content } = input as {
      Destination: { ToAddresses: [string] };
      Content: { Simple: { Subject: { Data: string }; Body: { Text: { Data: string } } } };
    };
    const { Subject, Body } = Content.Simple;
    this.mails.unshift({ to: Destination.ToAddresses[0], subject: Subject.Data, text: Body.Text.Data });
    return { body: { MessageId: 'id' } };
  }

  #key({ method, path, input }: RestRequest): RestAnswer {
    const facts = { ItemCount: this.edgeKeys.size, TotalSizeInBytes: 1 };
    const headers = { etag: 'v1' };
    if (method === 'POST') {
      const { Puts = [], Deletes = [] } = input as {
        Puts?: { Key: string; Value: string }[];
        Deletes?: { Key: string }[];
      };
      for (const { Key, Value } of Puts) this.edgeKeys.set(Key, Value);
      for (const { Key } of Deletes) this.edgeKeys.delete(Key);
      return { body: facts, headers };
    }
    const key = /\/keys\/([^/]+)$/.exec(path)?.[1];
    if (key === undefined)
      return { body: { ...facts, KvsARN: this.#env['CLOUDFRONT_KEY_VALUE_STORE'], Created: 0 }, headers };
    const value = this.edgeKeys.get(key);
    if (value === undefined) throw new ServiceRefusal('ResourceNotFoundException', 'no such key', 404);
    return { body: { ...facts, Key: key, Value: value } };
  }
}
