import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';

import { planEncode } from '../../steps/encode-plan.ts';
import { MediaConvertStandIn } from '../../testing/mediaconvert/media-convert-stand-in.ts';
import { createSource } from '../../testing/source.ts';
import { ConvertError, type ConvertJob, jobToken } from '../converter.ts';
import { MediaConvert } from './media-convert.ts';

/** The SDK's client over loopback; no job gets far, for its source is not there. */
describe('MediaConvert', () => {
  const statuses: string[] = [];
  let standIn: MediaConvertStandIn;
  let client: MediaConvertClient;
  let converter: MediaConvert;
  const places = {
    sourcesBucket: 'sources',
    mediaBucket: 'media',
    role: 'arn:aws:iam::111122223333:role/media',
  };
  const clientOf = (endpoint: string) =>
    new MediaConvertClient({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
      maxAttempts: 2,
    });
  before(async () => {
    standIn = new MediaConvertStandIn({
      objects: {
        fetch: () => Promise.reject(new Error('There is no such object.')),
        store: () => Promise.resolve(),
      },
      onEvent: ({ detail }) => statuses.push(detail.status),
    });
    client = clientOf(await standIn.start());
    converter = new MediaConvert({ ...places, client });
  });
  after(async () => {
    client.destroy();
    await standIn.stop();
  });

  const media = createSource();
  const createJob = (number: number): ConvertJob => ({
    videoId: `0198a5e0-0000-7000-8000-${String(number).padStart(12, '0')}`,
    encode: 1,
    planId: '0123456789abcdef',
    sourceKey: 'sources/a/1',
    outputPrefix: 'work/a/1/out/0123456789abcdef/',
    media,
    plan: planEncode(media),
    progress: { from: 10, to: 98 },
  });

  it('hands a job over once, however often it is asked to', async () => {
    const job = createJob(1);
    const id = await converter.submit(job);
    assert.equal(await converter.submit(job), id);
    assert.equal(standIn.jobs.length, 1);
    const [stored] = standIn.jobs;
    assert.equal(stored?.request.settings.inputs[0]?.fileInput, 's3://sources/sources/a/1');
    assert.deepEqual(stored?.request.tags, { videoId: job.videoId });
  });

  it('finds a job by its token behind pages of others, and not one that never was', async () => {
    const wanted = createJob(2);
    const id = await converter.submit(wanted);
    for (let i = 0; i < 25; i += 1) await converter.submit(createJob(100 + i));
    assert.equal(await converter.findSubmitted(jobToken(wanted), Date.now()), id);
    assert.equal(await converter.findSubmitted(jobToken(createJob(3)), Date.now()), null);
  });

  it('tells how a job ended, and that there is none', async () => {
    const id = await converter.submit(createJob(4));
    await standIn.settled();
    assert.deepEqual(await converter.look(id), { state: 'failed', errorCode: 1999 });
    assert.equal(await converter.look('1-none'), null);
    assert.ok(statuses.includes('ERROR'));
  });

  it('cancels what runs, and is content with what has ended or never was', async () => {
    const id = await converter.submit(createJob(5));
    await converter.cancel(id);
    await standIn.settled();
    await converter.cancel(id);
    await converter.cancel('1-none');
  });

  it('says of each failure whether it will pass', async () => {
    const expect = async (fault: { status: number; code: string }, code: ConvertError['code']) => {
      standIn.failNext({ ...fault, times: code === 'refused' ? 1 : 2 });
      await assert.rejects(converter.submit(createJob(6)), (error: unknown) => {
        assert.ok(error instanceof ConvertError);
        assert.equal(error.code, code);
        assert.match(error.message, new RegExp(fault.code));
        return true;
      });
    };
    await expect({ status: 400, code: 'BadRequestException' }, 'refused');
    await expect({ status: 403, code: 'ForbiddenException' }, 'refused');
    await expect({ status: 429, code: 'TooManyRequestsException' }, 'unavailable');
    await expect({ status: 500, code: 'InternalServerErrorException' }, 'unavailable');
    standIn.failNext({ status: 429, code: 'TooManyRequestsException', times: 1 });
    await converter.submit(createJob(6));
  });

  it('gives up on a server that does not answer', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const silent = new MediaConvertClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
      maxAttempts: 1,
      requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
    });
    const asked = new MediaConvert({ ...places, client: silent }).submit(createJob(7));
    await assert.rejects(
      asked,
      (error: unknown) => error instanceof ConvertError && error.code === 'unavailable',
    );
    silent.destroy();
    server.closeAllConnections();
    server.close();
  });

  it('knows the file of a rendition by its name, and by nothing that only begins like it', () => {
    const at = 'work/a/1/out/0123456789abcdef/ladder';
    const keys = [
      `${at}_240.cmfv`,
      `${at}_240-low.cmfv`,
      `${at}_240.m3u8`,
      `${at}_audio-en.cmfa`,
      `${at}.m3u8`,
    ];
    assert.equal(converter.outputOf(keys, '240'), `${at}_240.cmfv`);
    assert.equal(converter.outputOf(keys, 'audio-en'), `${at}_audio-en.cmfa`);
    assert.equal(converter.outputOf(keys, '720'), null);
    assert.equal(converter.outputOf([...keys, `${at}_240.mp4`], '240'), null);
  });
});
