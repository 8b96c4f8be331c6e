import { type EncodeStatus, encodeStatus } from '@vidkit/contracts/events/media';
import { createS3Stores, type S3Stores } from '@vidkit/platform/aws/s3-stores';
import { SqsQueue } from '@vidkit/platform/aws/sqs-queue';
import { S3StandIn } from '@vidkit/platform/testing/aws/s3-stand-in';
import type { SqsStandIn } from '@vidkit/platform/testing/aws/sqs-stand-in';
import { startTestDynamo, type TestDynamo } from '@vidkit/platform/testing/aws/test-dynamo';
import { startTestSqs } from '@vidkit/platform/testing/aws/test-sqs';
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { makeClip } from '../testing/clips.ts';
import { MediaConvertStandIn } from '../testing/mediaconvert/media-convert-stand-in.ts';
import { encodeEvents } from './encode-events.ts';

/**
 * The process as ECS runs it, beside stand-ins of S3, SQS and MediaConvert and an emulator of DynamoDB over loopback.
 * Rights, networks and what ECS itself does are not looked at.
 */
describe('worker on AWS', () => {
  const statuses: EncodeStatus[] = [];
  const workers: ChildProcess[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const s3 = new S3StandIn({ buckets: ['sources', 'media'] });
  let folder = '';
  let sqs: SqsStandIn;
  let dynamo: TestDynamo;
  let stores: S3Stores;
  let queue: SqsQueue;
  let standIn: MediaConvertStandIn;
  let environment: NodeJS.ProcessEnv = {};

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-aws-worker-'));
    await s3.start();
    [sqs, dynamo] = [await startTestSqs(), await startTestDynamo()];
    stores = createS3Stores({
      mediaBucket: 'media',
      sourcesBucket: 'sources',
      connection: s3.client,
      checksums: true,
      archiveClass: null,
    });
    const keyOf = (address: string) => new URL(address).pathname.slice(1);
    queue = new SqsQueue({ queuePrefix: sqs.queuePrefix, table: dynamo.table });
    const handle = encodeEvents({ queue, log });
    standIn = new MediaConvertStandIn({
      objects: {
        fetch: (address, to) => stores.objects.toFile(keyOf(address), to),
        store: async (address, path) => {
          await stores.objects.putFile(keyOf(address), path, 'video/mp4');
        },
      },
      onEvent: (event) => void handle({ Records: [{ messageId: event.id, body: JSON.stringify(event) }] }),
    });
    await queue.start();
    await queue.consume(
      'encode-status',
      async ({ message }) => void statuses.push(encodeStatus.parse(message)),
      { concurrency: 1 },
    );
    environment = {
      ...process.env,
      AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
      AWS_ENDPOINT_URL_MEDIACONVERT: await standIn.start(),
      S3_ENDPOINT: s3.url,
      S3_FORCE_PATH_STYLE: '1',
      S3_SOURCES_BUCKET: 'sources',
      S3_MEDIA_BUCKET: 'media',
      SQS_QUEUE_PREFIX: sqs.queuePrefix,
      DYNAMODB_TABLE: dynamo.table,
      MEDIACONVERT_ROLE: 'arn:aws:iam::111122223333:role/media',
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
    };
  });
  after(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await queue.stop(1000);
    await standIn.stop();
    stores.stop();
    await Promise.all([sqs.stop(), dynamo.stop(), s3.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const startWorker = (settings: NodeJS.ProcessEnv = {}): ChildProcess => {
    const worker = fork(join(import.meta.dirname, 'worker.ts'), { env: { ...environment, ...settings } });
    workers.push(worker);
    return worker;
  };
  const send = async (clip: string): Promise<string> => {
    const videoId = randomUUID();
    const sourceKey = `sources/${videoId}/1`;
    const { size } = await stores.objects.putFile(sourceKey, clip, 'video/mp4');
    const message = { videoId, encode: 1, sourceKey, sizeBytes: size, fileName: 'clip.mp4' };
    await queue.send('object-stored', message, { key: `${videoId}:1` });
    return videoId;
  };
  const arrival = async (videoId: string, isIt: (status: EncodeStatus) => boolean): Promise<EncodeStatus> => {
    for (let i = 0; i < 1500; i += 1) {
      const found = statuses.find((status) => status.videoId === videoId && isIt(status));
      if (found) return found;
      await sleep(100);
    }
    const types = statuses.filter((status) => status.videoId === videoId).map(({ type }) => type);
    throw new Error(`It has not come; there were ${types.join(', ')}`);
  };
  const complete = async (videoId: string): Promise<void> => {
    const status = await arrival(videoId, ({ type }) => type === 'complete' || type === 'failed');
    assert.equal(status.type, 'complete');
    assert.equal(status.publication.renditions.length, 4);
    const left = () => stores.objects.list(`work/${videoId}/`);
    for (let i = 0; i < 100 && (await left()).length > 0; i += 1) await sleep(100);
    assert.deepEqual(await left(), []);
  };

  it('hands over, is killed, and another one goes on', async () => {
    const clip = await makeClip({ folder, name: 'killed.mp4', size: '854x480', seconds: 6 });
    const first = startWorker();
    const videoId = await send(clip);
    await arrival(videoId, ({ type }) => type === 'playable');
    first.kill('SIGKILL');
    startWorker();
    await complete(videoId);
    assert.equal(standIn.jobs.filter(({ request }) => request.userMetadata['videoId'] === videoId).length, 1);
    await Promise.all(workers.map((worker) => stopped(worker, 'SIGKILL')));
  });

  it('gives back what it was asked to leave, and leaves nothing on its disk', async () => {
    const clip = await makeClip({ folder, name: 'stopped.mp4', size: '854x480', seconds: 10 });
    const first = startWorker();
    const videoId = await send(clip);
    await arrival(videoId, (status) => status.type === 'progress' && status.progress.percent > 0);
    assert.deepEqual(await stopped(first, 'SIGTERM'), [0, null]);
    assert.deepEqual(
      (await readdir(join(folder, 'scratch'))).filter((name) => name.includes(String(first.pid))),
      [],
    );
    const second = startWorker();
    await complete(videoId);
    assert.deepEqual(await stopped(second, 'SIGTERM'), [0, null]);
  });

  it('does not start without knowing what it uses, and names it', async () => {
    for (const [name, value] of [
      ['S3_MEDIA_BUCKET', ''],
      ['SQS_QUEUE_PREFIX', 'nowhere'],
      ['MEDIACONVERT_ROLE', 'role'],
    ] as const) {
      const worker = fork(join(import.meta.dirname, 'worker.ts'), {
        env: { ...environment, [name]: value },
        silent: true,
      });
      workers.push(worker);
      const said: Buffer[] = [];
      worker.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
      assert.deepEqual(await once(worker, 'exit'), [78, null]);
      assert.match(Buffer.concat(said).toString(), new RegExp(name));
    }
  });

  const stopped = async (worker: ChildProcess, how: NodeJS.Signals): Promise<unknown[]> => {
    if (worker.exitCode !== null || worker.signalCode !== null) return [worker.exitCode, worker.signalCode];
    const exit = once(worker, 'exit');
    worker.kill(how);
    return exit;
  };
});
