import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { S3StandIn } from '../testing/aws/s3-stand-in.ts';
import { CloudFrontDownloads } from './cloudfront-downloads.ts';
import { createS3Stores, readS3Settings, type S3Settings } from './s3-stores.ts';

describe('readS3Settings', () => {
  it('is null where objects are not kept in S3', () => {
    assert.equal(readS3Settings({}), null);
    assert.equal(readS3Settings({ S3_MEDIA_BUCKET: '' }), null);
  });

  it('reads what AWS and what another store needs', () => {
    assert.deepEqual(
      readS3Settings({ S3_MEDIA_BUCKET: 'media', S3_SOURCES_BUCKET: 'sources', AWS_REGION: 'eu-west-1' }),
      {
        mediaBucket: 'media',
        sourcesBucket: 'sources',
        connection: { region: 'eu-west-1', forcePathStyle: false },
        checksums: true,
        archiveClass: null,
      },
    );
    assert.deepEqual(
      readS3Settings({
        S3_MEDIA_BUCKET: 'all',
        S3_ENDPOINT: 'http://localhost:9000',
        S3_FORCE_PATH_STYLE: '1',
        S3_CHECKSUMS: '0',
        S3_ARCHIVE_CLASS: 'GLACIER_IR',
      }),
      {
        mediaBucket: 'all',
        sourcesBucket: 'all',
        connection: { region: 'us-east-1', endpoint: 'http://localhost:9000', forcePathStyle: true },
        checksums: false,
        archiveClass: 'GLACIER_IR',
      },
    );
  });

  for (const [name, value] of [
    ['S3_MEDIA_BUCKET', 'Media'],
    ['S3_MEDIA_BUCKET', '127.0.0.1'],
    ['S3_SOURCES_BUCKET', 'a/b'],
    ['S3_ENDPOINT', 'localhost:9000'],
    ['S3_ENDPOINT', 'ftp://localhost'],
    ['S3_FORCE_PATH_STYLE', 'yes'],
    ['S3_CHECKSUMS', 'crc'],
    ['S3_ARCHIVE_CLASS', 'COLD'],
  ] as const) {
    it(`names ${name} when it is ${value}`, () => {
      assert.throws(() => readS3Settings({ S3_MEDIA_BUCKET: 'media', [name]: value }), {
        code: 'config_invalid',
        message: new RegExp(`^${name} must be `),
      });
    });
  }
});

/** Over loopback to the stand-in, as two buckets and as one. */
describe('createS3Stores', () => {
  const s3 = new S3StandIn({ buckets: ['sources', 'media'] });
  before(() => s3.start());
  after(() => s3.stop());
  const settings = (changes: Partial<S3Settings> = {}): S3Settings => ({
    mediaBucket: 'media',
    sourcesBucket: 'sources',
    connection: s3.client,
    checksums: true,
    archiveClass: null,
    ...changes,
  });

  it('lets originals be downloaded by way of CloudFront, once they are there', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const downloads = new CloudFrontDownloads({
      origin: 'https://video.example.com',
      keyPairId: 'K1',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    });
    const { objects, stop } = createS3Stores(settings(), downloads);
    await assert.rejects(objects.signDownload('sources/none', 'a.mp4', 60), { code: 'object_missing' });
    await objects.put('sources/film', 'x', 'video/mp4');
    const { url } = await objects.signDownload('sources/film', 'a.mp4', 60);
    assert.match(url, /^https:\/\/video\.example\.com\/sources\/film\?.*Key-Pair-Id=K1/);
    await objects.delete('sources/film');
    stop();
  });

  it('keeps originals and the archive apart from the media', async () => {
    const { objects, cold, origins, stop } = createS3Stores(settings());
    await objects.check();
    await objects.put('sources/a', 'x', 'video/mp4');
    await objects.put('v/1/a.mp4', 'x', 'video/mp4');
    await cold.archive('sources/a');
    await cold.archive('v/1/a.mp4');
    assert.deepEqual(s3.bucket('sources').keys(''), ['archive/sources/a', 'archive/v/1/a.mp4']);
    assert.deepEqual(s3.bucket('media').keys(''), ['work/ready']);
    assert.deepEqual(await origins(), [s3.url]);
    await cold.fetch('sources/a');
    await cold.fetch('v/1/a.mp4');
    await objects.deletePrefix('sources/');
    await objects.deletePrefix('v/');
    stop();
  });

  it('does with one bucket, too', async () => {
    const { objects, cold, stop } = createS3Stores(
      settings({ sourcesBucket: 'media', archiveClass: 'GLACIER_IR' }),
    );
    await objects.put('sources/a', 'x', 'video/mp4');
    await cold.archive('sources/a');
    const { storageClass, tags } = s3.bucket('media').object('archive/sources/a');
    assert.deepEqual([storageClass, tags], ['GLACIER_IR', '']);
    await cold.fetch('sources/a');
    await objects.head('sources/a');
    stop();
  });
});
