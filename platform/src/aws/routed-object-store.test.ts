import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { S3Client } from '@aws-sdk/client-s3';

import { S3StandIn } from '../testing/aws/s3-stand-in.ts';
import { describeObjectStore } from '../testing/object-store-suite.ts';
import { RoutedObjectStore } from './routed-object-store.ts';
import { S3ObjectStore } from './s3-object-store.ts';
import { createS3Client } from './s3-object-store/s3-client.ts';

const twoBuckets = (client: S3Client, prefix: string): RoutedObjectStore =>
  new RoutedObjectStore({
    routes: [{ prefix, store: new S3ObjectStore({ client, bucket: 'sources' }) }],
    otherwise: new S3ObjectStore({ client, bucket: 'media' }),
  });

describeObjectStore('RoutedObjectStore', async () => {
  const s3 = new S3StandIn({ buckets: ['sources', 'media'] });
  await s3.start();
  const client = createS3Client(s3.client);
  const stop = async (): Promise<void> => {
    client.destroy();
    await s3.stop();
  };
  return { store: twoBuckets(client, 'list/ab/'), stop };
});

describe('RoutedObjectStore', () => {
  const s3 = new S3StandIn({ buckets: ['sources', 'media'] });
  let client: S3Client;
  let store: RoutedObjectStore;
  before(async () => {
    await s3.start();
    client = createS3Client(s3.client);
    store = twoBuckets(client, 'sources/');
  });
  after(async () => {
    client.destroy();
    await s3.stop();
  });

  it('puts each key into the bucket of its route', async () => {
    await store.put('sources/a', 'x', 'video/mp4');
    await store.put('v/1/a', 'x', 'video/mp4');
    assert.deepEqual([...s3.bucket('sources').objects.keys()], ['sources/a']);
    assert.deepEqual([...s3.bucket('media').objects.keys()], ['v/1/a']);
  });

  it('lists across the buckets, and asks only those that may have something', async () => {
    assert.deepEqual(
      (await store.list('')).map(({ key }) => key),
      ['sources/a', 'v/1/a'],
    );
    assert.deepEqual(await store.listFolders(''), ['sources/', 'v/']);
    s3.requests.length = 0;
    await store.list('sources/');
    await store.list('v/');
    assert.deepEqual(
      s3.requests.map(({ bucket }) => bucket),
      ['sources', 'media'],
    );
  });

  it('does not see a key that lies in the bucket of another route', async () => {
    await new S3ObjectStore({ client, bucket: 'media' }).put('sources/stray', 'x', 'video/mp4');
    assert.deepEqual(
      (await store.list('s')).map(({ key }) => key),
      ['sources/a'],
    );
  });

  it('deletes across the buckets, but never everything', async () => {
    await assert.rejects(store.deletePrefix(''), { code: 'invalid_key' });
    await store.deletePrefix('sources/');
    await store.deletePrefix('v');
    assert.deepEqual(await store.list(''), []);
  });
});
