import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import createKinesalite from 'kinesalite';

import { eventually } from '../eventually.ts';
import { startEmulator } from './emulator.ts';
import type { JsonService } from './json-service.ts';
import { useTestCredentials } from './test-credentials.ts';

export interface TestKinesis {
  readonly stream: string;
  readonly service: JsonService;
  /** What each shard holds, the oldest first, as text. */
  read(): Promise<string[][]>;
  stop(): Promise<void>;
}

/**
 * kinesalite with a stream of three shards, to which clients of this process speak from now on. It keeps the order of a
 * shard as Kinesis does, and knows no limits of speed.
 */
export const startTestKinesis = async (): Promise<TestKinesis> => {
  const emulator = await startEmulator(createKinesalite({ createStreamMs: 0, deleteStreamMs: 0 }), {
    target: 'Kinesis_20131202',
    contentType: 'application/x-amz-json-1.1',
  });
  useTestCredentials();
  process.env['AWS_ENDPOINT_URL_KINESIS'] = emulator.service.url;
  const client = new KinesisClient({ requestHandler: new NodeHttpHandler() });
  const stream = 'vidkit-test';
  await client.send(new CreateStreamCommand({ StreamName: stream, ShardCount: 3 }));
  const describeStream = async () =>
    (await client.send(new DescribeStreamCommand({ StreamName: stream }))).StreamDescription;
  await eventually(async () => (await describeStream())?.StreamStatus === 'ACTIVE');
  const readShard = async (shard: string): Promise<string[]> => {
    const start = { StreamName: stream, ShardId: shard, ShardIteratorType: 'TRIM_HORIZON' } as const;
    const { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
    return Records.map(({ Data = new Uint8Array() }) => Buffer.from(Data).toString('utf8'));
  };
  return {
    stream,
    service: emulator.service,
    read: async () => {
      const { Shards = [] } = (await describeStream()) ?? {};
      return await Promise.all(Shards.map(({ ShardId = '' }) => readShard(ShardId)));
    },
    stop: async () => {
      client.destroy();
      await emulator.stop();
    },
  };
};
