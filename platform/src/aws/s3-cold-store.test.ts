import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';

import { S3StandIn } from '../testing/aws/s3-stand-in.ts';
import { describeColdStore } from '../testing/cold-store-suite.ts';
import { RoutedObjectStore } from './routed-object-store.ts';
import { S3ColdStore, type S3ColdStoreOptions } from './s3-cold-store.ts';
import { S3ObjectStore } from './s3-object-store.ts';
import { createS3Client } from './s3-object-store/s3-client.ts';

const MiB = 1024 * 1024;

/** Two buckets as on AWS, over loopback; the lifecycle rule is played by `transition`. */
const open = async (options: Partial<S3ColdStoreOptions> = {}) => {
  const s3 = new S3StandIn({ buckets: ['sources', 'media'] });
  await s3.start();
  const client = createS3Client(s3.client);
  const sources = new S3ObjectStore({ client, bucket: 'sources' });
  const objects = new RoutedObjectStore({
    routes: ['sources/', 'archive/'].map((prefix) => ({ prefix, store: sources })),
    otherwise: new S3ObjectStore({ client, bucket: 'media' }),
  });
  const bucketOf = (key: string): string => (/^(sources|archive)\//.test(key) ? 'sources' : 'media');
  const cold = new S3ColdStore({ client, objects, bucketOf, ...options });
  const stop = async (): Promise<void> => {
    client.destroy();
    await s3.stop();
  };
  return { s3, objects, cold, stop };
};

describeColdStore('S3ColdStore', () => open());

describe('S3ColdStore', () => {
  let opened: Awaited<ReturnType<typeof open>>;
  before(async () => {
    opened = await open({ copyLimit: 11 * MiB });
  });
  after(() => opened.stop());

  it('tags what it archives for the rule that moves it, and nothing that comes back', async () => {
    const { s3, objects, cold } = opened;
    await objects.put('sources/tagged', 'bytes', 'video/mp4');
    await cold.archive('sources/tagged');
    assert.equal(s3.bucket('sources').object('archive/sources/tagged').tags, 'archive=true');
    await cold.fetch('sources/tagged');
    const { tags, storageClass } = s3.bucket('sources').object('sources/tagged');
    assert.deepEqual([tags, storageClass], ['', 'STANDARD']);
  });

  for (const [storageClass, hours] of [
    ['GLACIER', 3],
    ['DEEP_ARCHIVE', 12],
  ] as const) {
    it(`brings back from ${storageClass} once the restore is done`, async () => {
      const { s3, objects, cold } = opened;
      const key = `sources/${storageClass.toLowerCase()}`;
      await objects.put(key, 'bytes', 'video/mp4');
      await cold.archive(key);
      s3.transition('sources', `archive/${key}`, storageClass);
      for (let again = 0; again < 2; again++) {
        const wait = (await cold.restore(key)).getTime() - Date.now();
        assert.ok(wait > (hours - 1) * 3_600_000 && wait <= hours * 3_600_000);
        assert.equal(await cold.fetch(key), false);
      }
      s3.completeRestores();
      assert.ok((await cold.restore(key)).getTime() <= Date.now());
      assert.equal(await cold.fetch(key), true);
      assert.equal((await buffer((await objects.read(key)).body)).toString(), 'bytes');
      assert.ok(!s3.bucket('sources').objects.has(`archive/${key}`));
    });
  }

  it('asks for a restore itself when nobody did, or it ran out', async () => {
    const { s3, objects, cold } = opened;
    await objects.put('sources/forgotten', 'bytes', 'video/mp4');
    await cold.archive('sources/forgotten');
    s3.transition('sources', 'archive/sources/forgotten', 'GLACIER');
    assert.equal(await cold.fetch('sources/forgotten'), false);
    assert.equal(await cold.fetch('sources/forgotten'), false);
    assert.equal(
      s3.requests.filter(({ operation }) => operation === 'RestoreObject').at(-1)?.key,
      'archive/sources/forgotten',
    );
    s3.completeRestores();
    assert.equal(await cold.fetch('sources/forgotten'), true);
  });

  it('reads at once from a class that needs no restore', async () => {
    const { s3, objects, cold } = opened;
    await objects.put('sources/instant', 'bytes', 'video/mp4');
    await cold.archive('sources/instant');
    s3.transition('sources', 'archive/sources/instant', 'GLACIER_IR');
    assert.ok((await cold.restore('sources/instant')).getTime() <= Date.now());
    assert.equal(await cold.fetch('sources/instant'), true);
  });

  it('takes media across the buckets, and large objects in parts', async () => {
    const { s3, objects, cold } = opened;
    const bytes = randomBytes(12 * MiB + 5);
    await objects.put('v/1/720p.mp4', bytes, 'video/mp4');
    await cold.archive('v/1/720p.mp4');
    const archived = s3.bucket('sources').object('archive/v/1/720p.mp4');
    assert.deepEqual(
      [archived.size, archived.tags, archived.contentType],
      [bytes.length, 'archive=true', 'video/mp4'],
    );
    assert.deepEqual(await cold.list(), ['v/1/720p.mp4']);
    assert.equal(await cold.fetch('v/1/720p.mp4'), true);
    assert.deepEqual(await buffer((await objects.read('v/1/720p.mp4')).body), bytes);
    assert.equal(s3.bucket('media').uploads.size + s3.bucket('sources').uploads.size, 0);
  });

  it('keeps the original and leaves no parts when a copy fails', async () => {
    const { s3, objects, cold } = opened;
    await objects.put('v/2/large', randomBytes(12 * MiB), 'video/mp4');
    s3.failNext('UploadPartCopy', { status: 403, code: 'AccessDenied' });
    await assert.rejects(cold.archive('v/2/large'), { name: 'AccessDenied' });
    await objects.head('v/2/large');
    assert.equal(s3.bucket('sources').uploads.size, 0);
    s3.failNext('CopyObject', { status: 503, code: 'SlowDown', times: 9 });
    await objects.put('v/2/small', 'x', 'video/mp4');
    await assert.rejects(cold.archive('v/2/small'), { name: 'SlowDown' });
    s3.calm();
    await objects.head('v/2/small');
    assert.deepEqual(await cold.list(), []);
  });

  it('uses a class at once where it is told to', async () => {
    const direct = await open({ storageClass: 'DEEP_ARCHIVE' });
    await direct.objects.put('sources/a', 'bytes', 'video/mp4');
    await direct.cold.archive('sources/a');
    assert.equal(direct.s3.bucket('sources').object('archive/sources/a').storageClass, 'DEEP_ARCHIVE');
    await direct.stop();
  });

  it('refuses keys that are not ours', async () => {
    for (const key of ['../a', 'ä', 'a b', ''])
      await assert.rejects(opened.cold.archive(key), { code: 'invalid_key' });
  });
});
