import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import { crc32ToBase64 } from '../objects/crc32.ts';
import type { UploadRef } from '../ports/object-store.ts';
import { openS3Store } from '../testing/aws/open-s3-store.ts';
import { describeObjectStore } from '../testing/object-store-suite.ts';
import { S3ObjectStore } from './s3-object-store.ts';
import { createS3Client, type S3Connection } from './s3-object-store/s3-client.ts';

const MiB = 1024 * 1024;

describeObjectStore('S3ObjectStore', () => openS3Store({ probeKey: 'work/ready' }));

describe('S3ObjectStore', () => {
  let folder: string;
  let opened: Awaited<ReturnType<typeof openS3Store>>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 's3-object-store-'));
    opened = await openS3Store({ connection: { silentMs: 300 } });
  });
  afterEach(() => {
    opened.s3.calm();
    opened.s3.requests.length = 0;
  });
  after(async () => {
    await opened.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const crc = (bytes: Buffer): string => crc32ToBase64(crc32(bytes));
  const upload = async (store: S3ObjectStore, key: string): Promise<UploadRef> => ({
    key,
    ...(await store.createUpload(key, 'video/mp4')),
  });

  describe('files', () => {
    const size = 20 * MiB + 11;
    const bytes = randomBytes(size);
    const into = (name: string): string => join(folder, name);

    it('sends a large one in parts with checksums', async () => {
      const { s3, store, count } = opened;
      await writeFile(into('large'), bytes);
      s3.failNext('UploadPart', { status: 500 });
      s3.failNext('CompleteMultipartUpload', { resetConnection: 'after' });
      const info = await store.putFile('files/large', into('large'), 'video/mp4');
      assert.deepEqual([info.size, info.contentType, count('UploadPart')], [size, 'video/mp4', 3]);
      assert.equal(s3.bucket('media').object('files/large').checksums.CRC32, crc(bytes));
    });

    it('leaves no parts of one that could not be sent', async () => {
      const { s3, store } = opened;
      s3.failNext('UploadPart', { status: 403, code: 'AccessDenied' });
      await assert.rejects(store.putFile('files/none', into('large'), 'video/mp4'), { name: 'AccessDenied' });
      assert.equal(
        [...s3.bucket('media').uploads.values()].filter(({ key }) => key === 'files/none').length,
        0,
      );
      await writeFile(into('shrinks'), bytes);
      s3.failNext('CreateMultipartUpload', { delayMs: 100 });
      const sending = store.putFile('files/none', into('shrinks'), 'video/mp4');
      await sleep(50);
      await truncate(into('shrinks'), 17 * MiB);
      await assert.rejects(sending, /became shorter/);
      await assert.rejects(store.putFile('files/none', into('missing'), 'video/mp4'), { code: 'ENOENT' });
    });

    it('fetches a large one by ranges through broken connections, once', async () => {
      const { s3, store, count } = opened;
      s3.failNext('GetObject', { resetConnection: 'body', times: 2 });
      const path = await store.toFile('files/large', into('there'));
      assert.deepEqual(await readFile(path), bytes);
      assert.equal(count('GetObject'), 5);
      assert.equal(await store.toFile('files/large', into('there')), path);
      assert.equal(count('GetObject'), 5);
      assert.equal((await readdir(into('there'))).length, 1);
    });

    it('refuses bytes that differ from the checksum, and leaves nothing of them', async () => {
      const { s3, store } = opened;
      const { objects } = s3.bucket('media');
      const stored = s3.bucket('media').object('files/large');
      objects.set('files/large', { ...stored, checksums: { CRC32: crc(Buffer.from('other')) } });
      await assert.rejects(store.toFile('files/large', into('wrong')), { code: 'checksum_mismatch' });
      assert.deepEqual(await readdir(into('wrong')), []);
      objects.set('files/large', stored);
    });

    it('fetches anew what was replaced meanwhile', async () => {
      const { s3, store } = opened;
      await store.put('files/replaced', 'old', 'text/plain');
      s3.failNext('GetObject', { delayMs: 150 });
      const fetching = store.toFile('files/replaced', folder);
      await sleep(50);
      await store.put('files/replaced', 'newer', 'text/plain');
      assert.equal(await readFile(await fetching, 'utf8'), 'newer');
    });
  });

  it('tells caches how long they may keep media, and of nothing else', async () => {
    const { s3, store } = opened;
    const large = join(folder, 'large-media');
    await writeFile(large, randomBytes(17 * MiB));
    const immutable = 'public, max-age=7200, s-maxage=31536000, immutable';
    await store.put('v/1/12/master.m3u8', '#EXTM3U', 'application/vnd.apple.mpegurl');
    await store.putFile('v/1/12/720.mp4', large, 'video/mp4');
    await store.put('v/1/11/360.growing.m3u8', '#EXTM3U', 'application/vnd.apple.mpegurl');
    await store.put('work/1/1/encode.json', '{}', 'application/json');
    await store.createUpload('sources/1', 'video/mp4');
    const sent = s3.requests
      .filter(({ operation }) => operation === 'PutObject' || operation === 'CreateMultipartUpload')
      .slice(-5)
      .map(({ key, headers }) => [key, headers['cache-control']]);
    assert.deepEqual(sent, [
      ['v/1/12/master.m3u8', immutable],
      ['v/1/12/720.mp4', immutable],
      ['v/1/11/360.growing.m3u8', 'public, no-cache'],
      ['work/1/1/encode.json', undefined],
      ['sources/1', undefined],
    ]);
  });

  describe('keys', () => {
    it('never sends one that is not ours', async () => {
      const { s3, store } = opened;
      const ref = (key: string): UploadRef => ({ key, uploadId: 'x' });
      for (const key of ['ä', 'a b', '../a', 'A', 'a%2fb', 'a\n', '', 'x'.repeat(513)]) {
        for (const work of [
          () => store.createUpload(key, 'video/mp4'),
          () => store.signPart(ref(key), { number: 1, size: 1 }, 60),
          () => store.putPart(ref(key), { number: 1, size: 1 }, Readable.from([])),
          () => store.signDownload(key, 'x', 60),
          () => store.listParts(ref(key)),
          () => store.completeUpload(ref(key), [], 0),
          () => store.abortUpload(ref(key)),
          () => store.putFile(key, '/dev/null', 'video/mp4'),
          () => store.put(key, 'x', 'video/mp4'),
          () => store.head(key),
          () => store.read(key),
          () => store.toFile(key, folder),
          () => store.delete(key),
          ...(key === '' ? [] : [() => store.list(key), () => store.listFolders(key)]),
          () => store.deletePrefix(key),
        ])
          await assert.rejects(work, { code: 'invalid_key' }, JSON.stringify(key));
      }
      assert.equal(s3.requests.length, 0);
    });

    it('overlooks what others put under keys of their own', async () => {
      const { s3, store } = opened;
      await store.put('odd/a/b', 'x', 'text/plain');
      const bucket = s3.bucket('media');
      const odd = ['odd/é ü/x', 'odd/A', 'odd/a b', 'odd/a+b', 'odd/100%', 'odd/\u0001', 'odd/<&>', 'odd//x'];
      for (const key of odd) bucket.objects.set(key, bucket.object('odd/a/b'));
      assert.deepEqual(
        (await store.list('odd/')).map(({ key }) => key),
        ['odd/a/b'],
      );
      assert.deepEqual(await store.listFolders('odd/'), ['odd/a/']);
      await store.deletePrefix('odd/');
      assert.deepEqual(bucket.keys('odd/').sort(), odd.sort());
    });
  });

  describe('pages', () => {
    it('lists and deletes more than a page', async () => {
      const { s3, store, count } = opened;
      await store.put('pages/first', 'x', 'text/plain');
      const bucket = s3.bucket('media');
      for (let n = 0; n < 2100; n++) bucket.objects.set(`pages/${n}`, bucket.object('pages/first'));
      assert.equal((await store.list('pages/')).length, 2101);
      s3.failNext('DeleteObjects', { status: 503, code: 'SlowDown' });
      await store.deletePrefix('pages/');
      assert.deepEqual([bucket.keys('pages/').length, count('DeleteObjects')], [0, 4]);
    });

    it('lists more parts than a page, and sweeps more uploads', async () => {
      const { s3, store, count } = opened;
      const ref = await upload(store, 'pages/parts');
      await store.putPart(ref, { number: 1, size: 1 }, Readable.from([Buffer.from('x')]));
      const open = s3.bucket('media').upload(ref.key, ref.uploadId);
      for (let n = 2; n <= 2500; n++) open.parts.set(n, open.parts.get(1)!);
      const parts = await store.listParts(ref);
      assert.deepEqual([parts.length, parts.at(-1)?.number, count('ListParts')], [2500, 2500, 3]);
      const { uploads } = s3.bucket('media');
      for (let n = 0; n < 1200; n++) uploads.set(`id${n}`, { ...open, key: `pages/u${n}`, parts: new Map() });
      uploads.set('foreign', { ...open, key: 'Not ours' });
      const { 1: part } = Object.fromEntries(open.parts);
      const late = new Map([[1, { ...part!, lastModified: new Date(Date.now() + 60_000) }]]);
      uploads.set('young', { ...open, key: 'pages/young', parts: late });
      await sleep(10);
      assert.ok((await store.sweep(5)) >= 1201);
      assert.deepEqual([...uploads.keys()].sort(), ['foreign', 'young']);
      uploads.clear();
    });
  });

  describe('signed addresses', () => {
    it('carry what a browser must send, and nothing that the SDK would add', async () => {
      const ref = await upload(opened.store, 'signed/a');
      const crc32 = crc(Buffer.from('four'));
      const plain = new URL((await opened.store.signPart(ref, { number: 1, size: 4 }, 60)).url);
      const bound = await opened.store.signPart(ref, { number: 1, size: 4, crc32 }, 60);
      const signed = (url: URL): string | null => url.searchParams.get('X-Amz-SignedHeaders');
      assert.equal(signed(plain), 'content-length;host');
      assert.equal(signed(new URL(bound.url)), 'content-length;host;x-amz-checksum-crc32');
      assert.deepEqual(bound.headers, { 'x-amz-checksum-crc32': crc32 });
      for (const url of [plain, new URL(bound.url)])
        assert.deepEqual(
          [...url.searchParams.keys()].filter((name) => /checksum/i.test(name)),
          [],
        );
      const put = async (url: string, headers: Record<string, string>): Promise<number> =>
        (await fetch(url, { method: 'PUT', headers, body: 'four' })).status;
      assert.equal(await put(plain.href, bound.headers), 403, 'a checksum that was not signed');
      assert.equal(await put(bound.url, {}), 403, 'no checksum');
      assert.equal(await put(bound.url, bound.headers), 200);
    });

    it('name the bucket in the host on AWS, and in the path where that is wanted', async () => {
      const { credentials } = opened.s3;
      const addressOf = async (connection: S3Connection): Promise<string> => {
        const client = createS3Client({ region: 'eu-central-1', credentials, ...connection });
        const store = new S3ObjectStore({ client, bucket: 'media' });
        const ref = { key: 'sources/a', uploadId: 'id' };
        const { origin, pathname } = new URL((await store.signPart(ref, { number: 1, size: 1 }, 60)).url);
        client.destroy();
        return origin + pathname;
      };
      assert.equal(await addressOf({}), 'https://media.s3.eu-central-1.amazonaws.com/sources/a');
      const endpoint = 'https://store.example.com:9000';
      assert.equal(await addressOf({ endpoint }), 'https://media.store.example.com:9000/sources/a');
      assert.equal(await addressOf({ endpoint, forcePathStyle: true }), `${endpoint}/media/sources/a`);
    });

    it('are good by the clock of S3', async () => {
      for (const clockAheadMs of [-3_600_000, 3_600_000]) {
        const { s3, store, stop } = await openS3Store({ standIn: { clockAheadMs } });
        const ref = await upload(store, 'a');
        const { url } = await store.signPart(ref, { number: 1, size: 4 }, 60);
        assert.equal((await fetch(url, { method: 'PUT', body: 'four' })).status, 200);
        assert.equal((await store.listParts(ref)).length, 1);
        assert.ok(s3.requests.length >= 3);
        await stop();
      }
    });

    it('say that they end with the credentials of a role', async () => {
      const expiration = new Date(Date.now() + 600_000);
      const { accessKeyId, secretAccessKey } = opened.s3.credentials;
      const { store, stop } = await openS3Store({
        connection: { credentials: () => Promise.resolve({ accessKeyId, secretAccessKey, expiration }) },
      });
      const { expiresAt } = await store.signPart(await upload(store, 'a'), { number: 1, size: 4 }, 3600);
      assert.deepEqual(expiresAt, expiration);
      await stop();
    });

    it('name downloads by text that nobody trusts', async () => {
      await opened.store.put('signed/d', 'x', 'video/mp4');
      for (const name of [
        'a"b\r\nSet-Cookie: x=y.mp4',
        '../../etc/passwd',
        '\u202Efdp.exe',
        '日本 & 100%.mp4',
        '',
      ]) {
        const { url } = await opened.store.signDownload('signed/d', name, 60);
        const answer = await fetch(url);
        assert.equal(answer.status, 200, name);
        assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="[^"\r\n/]+"; /);
        assert.equal(answer.headers.get('set-cookie'), null);
      }
    });
  });

  describe('in a store without checksums of uploads in parts', () => {
    it('sends none, and compares by ETag and size', async () => {
      const { s3, store, stop } = await openS3Store({ checksums: false });
      const [bytes, last] = [randomBytes(5 * MiB), randomBytes(10)];
      const ref = await upload(store, 'a');
      const crc32 = crc(bytes);
      const { url, headers } = await store.signPart(ref, { number: 1, size: bytes.length, crc32 }, 60);
      assert.deepEqual(headers, {});
      const sent = await fetch(url, { method: 'PUT', body: bytes });
      const two = await store.putPart(ref, { number: 2, size: 10 }, Readable.from([last]));
      const one = { number: 1, etag: sent.headers.get('etag') ?? '', crc32 };
      const parts = [one, { number: 2, etag: two.etag }];
      const wrong = [one, { number: 2, etag: one.etag }];
      await assert.rejects(store.completeUpload(ref, wrong, bytes.length + 10), { code: 'part_mismatch' });
      await store.completeUpload(ref, parts, bytes.length + 10);
      assert.deepEqual(await readFile(await store.toFile('a', folder)), Buffer.concat([bytes, last]));
      await store.put('b', 'x', 'text/plain');
      await store.deletePrefix('b');
      await assert.rejects(store.head('b'), { code: 'object_missing' });
      for (const { headers: all } of s3.requests)
        assert.deepEqual(
          Object.keys(all).filter((name) => /checksum|trailer|content-md5/.test(name)),
          [],
        );
      await stop();
    });
  });

  it('knows a completed upload again where ETags are no digests', async () => {
    const { store, stop } = await openS3Store({ standIn: { encryptsByKms: true } });
    const ref = await upload(store, 'a');
    const { etag } = await store.putPart(ref, { number: 1, size: 4 }, Readable.from([Buffer.from('four')]));
    const complete = (size = 4) => store.completeUpload(ref, [{ number: 1, etag }], size);
    const first = await complete();
    assert.notEqual(first.etag, `${createHash('md5').update(Buffer.from(etag, 'hex')).digest('hex')}-1`);
    assert.deepEqual(await complete(), first);
    await assert.rejects(complete(5), { code: 'upload_missing' });
    await stop();
  });

  describe('check', () => {
    it('writes where it is told to, once in a while', async () => {
      const { store, stop, count } = await openS3Store({ probeKey: 'work/ready' });
      await store.check();
      await store.check();
      assert.equal(count('PutObject'), 1);
      await stop();
    });

    it('throws as long as the bucket cannot be had', async () => {
      const { s3, store, stop } = await openS3Store();
      s3.failNext('HeadBucket', { status: 403, code: 'AccessDenied' });
      await assert.rejects(store.check());
      await store.check();
      await stop();
      const none = await openS3Store({ bucket: 'none' });
      await assert.rejects(none.store.check());
      await none.stop();
    });
  });
});
