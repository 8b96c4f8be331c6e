import { copyFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { receiveBody, receiveText } from './body.ts';
import { checksumAlgorithms, checksumHeader, parseAlgorithm } from './checksums.ts';
import { S3Error } from './s3-error.ts';
import { type Call, type Handler, header, newEtag, type StoredObject } from './world.ts';
import { readAll, readOne, writeXml } from './xml.ts';

/** What a request says about the object that it makes. */
export const headOf = (
  call: Call,
): Pick<StoredObject, 'contentType' | 'storageClass' | 'tags' | 'metadata'> => ({
  contentType: header(call, 'content-type') ?? 'binary/octet-stream',
  storageClass: header(call, 'x-amz-storage-class') ?? 'STANDARD',
  tags: header(call, 'x-amz-tagging') ?? '',
  metadata: Object.fromEntries(
    Object.entries(call.req.headers).flatMap(([name, value]) =>
      name.startsWith('x-amz-meta-') && typeof value === 'string' ? [[name, value]] : [],
    ),
  ),
});

export const putObject: Handler = async (call, bucket) => {
  requireCondition(call, bucket.objects.get(call.key));
  const algorithm = parseAlgorithm(header(call, 'x-amz-sdk-checksum-algorithm'));
  const { path, size, md5, checksums } = await receiveBody(call.req, {
    folder: call.world.folder,
    payload: call.payload,
    algorithm,
  });
  const etag = newEtag(call.world, md5);
  bucket.objects.set(call.key, {
    ...headOf(call),
    path,
    size,
    etag,
    lastModified: call.world.now(),
    checksums,
    checksumType: 'FULL_OBJECT',
    restore: null,
  });
  call.world.created(call.bucketName, call.key, 'PutObject');
  return { status: 200, headers: { ETag: etag, ...checksumHeaders({ checksums }) } };
};

export const getObject: Handler = (call, bucket) => {
  const object = bucket.object(call.key);
  requireCondition(call, object);
  requireReadable(object);
  const headers = { ...describe(call, object), ...overrides(call) };
  const range = parseRange(header(call, 'range'), object.size);
  if (!range) return { status: 200, headers, body: { path: object.path, start: 0, end: object.size } };
  const { 'x-amz-checksum-crc32': _whole, ...rest } = headers;
  return {
    status: 206,
    headers: {
      ...rest,
      'Content-Length': range.end - range.start,
      'Content-Range': `bytes ${range.start}-${range.end - 1}/${object.size}`,
    },
    body: { path: object.path, ...range },
  };
};

export const headObject: Handler = (call, bucket) => {
  const object = bucket.object(call.key);
  requireCondition(call, object);
  return { status: 200, headers: describe(call, object) };
};

export const deleteObject: Handler = (call, bucket) => {
  bucket.objects.delete(call.key);
  return { status: 204 };
};

export const copyObject: Handler = async (call, bucket) => {
  const source = sourceOf(call);
  requireReadable(source);
  if (source.size > 5 * 1024 ** 3)
    throw new S3Error('InvalidRequest', 'The specified copy source is larger than the maximum: 5368709120.');
  const path = join(call.world.folder, randomUUID());
  await copyFile(source.path, path);
  const given = headOf(call);
  const etag = /-\d+"$/.test(source.etag)
    ? newEtag(call.world, randomUUID().replaceAll('-', ''))
    : source.etag;
  const replaced = header(call, 'x-amz-metadata-directive') === 'REPLACE';
  const copy: StoredObject = {
    ...source,
    ...(replaced ? { contentType: given.contentType, metadata: given.metadata } : {}),
    tags: header(call, 'x-amz-tagging-directive') === 'REPLACE' ? given.tags : source.tags,
    storageClass: given.storageClass,
    path,
    etag,
    lastModified: call.world.now(),
    restore: null,
  };
  bucket.objects.set(call.key, copy);
  call.world.created(call.bucketName, call.key, 'CopyObject');
  const result = { ETag: etag, LastModified: copy.lastModified.toISOString() };
  return { status: 200, body: writeXml('CopyObjectResult', result) };
};

export const getObjectTagging: Handler = (call, bucket) => {
  const tags = [...new URLSearchParams(bucket.object(call.key).tags)];
  const set = { Tag: tags.map(([Key, Value]) => ({ Key, Value })) };
  return { status: 200, body: writeXml('Tagging', { TagSet: set }) };
};

export const putObjectTagging: Handler = async (call, bucket) => {
  const xml = await receiveText(call.req, { folder: call.world.folder, payload: call.payload });
  const object = bucket.object(call.key);
  const tags = new URLSearchParams(
    readAll(xml, 'Tag').map((tag): [string, string] => [
      readOne(tag, 'Key') ?? '',
      readOne(tag, 'Value') ?? '',
    ]),
  );
  bucket.objects.set(call.key, { ...object, tags: tags.toString() });
  return { status: 200 };
};

export const restoreObject: Handler = async (call, bucket) => {
  const xml = await receiveText(call.req, { folder: call.world.folder, payload: call.payload });
  const object = bucket.object(call.key);
  if (!archiveClasses.has(object.storageClass))
    throw new S3Error('InvalidObjectState', 'Restore is not allowed for the object’s current storage class.');
  if (object.restore && !object.restore.until)
    throw new S3Error('RestoreAlreadyInProgress', 'Object restore is already in progress.');
  if (object.restore) return { status: 200 };
  const days = Number(readOne(xml, 'Days') ?? 1);
  bucket.objects.set(call.key, { ...object, restore: { until: null, days } });
  if (call.world.restoresAtOnce) call.world.finishRestore(call.bucketName, call.key);
  return { status: 202 };
};

/** Classes whose objects are read only after a restore. */
const archiveClasses = new Set(['GLACIER', 'DEEP_ARCHIVE']);

export const requireReadable = ({ storageClass, restore }: StoredObject): void => {
  if (archiveClasses.has(storageClass) && !restore?.until)
    throw new S3Error('InvalidObjectState', 'The operation is not valid for the object’s storage class.');
};

/** The object that `x-amz-copy-source` names. */
export const sourceOf = (call: Call): StoredObject => {
  const source = decodeURIComponent(header(call, 'x-amz-copy-source') ?? '').replace(/^\//, '');
  const slash = source.indexOf('/');
  const found = call.world.buckets.get(source.slice(0, slash));
  if (!found) throw new S3Error('NoSuchBucket', 'The bucket of the source does not exist.');
  return found.object(source.slice(slash + 1));
};

export const checksumHeaders = ({ checksums }: Pick<StoredObject, 'checksums'>): Record<string, string> =>
  Object.fromEntries(
    checksumAlgorithms.flatMap((each) => {
      const value = checksums[each];
      return value === undefined ? [] : [[checksumHeader(each), value]];
    }),
  );

const describe = (call: Call, object: StoredObject): Record<string, string | number> => ({
  'Content-Length': object.size,
  'Content-Type': object.contentType,
  'Accept-Ranges': 'bytes',
  ETag: object.etag,
  'Last-Modified': object.lastModified.toUTCString(),
  ...object.metadata,
  'x-amz-server-side-encryption': call.world.encryptsByKms ? 'aws:kms' : 'AES256',
  ...(object.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': object.storageClass }),
  ...(object.tags === '' ? {} : { 'x-amz-tagging-count': [...new URLSearchParams(object.tags)].length }),
  ...(object.restore ? { 'x-amz-restore': writeRestore(object.restore) } : {}),
  ...(header(call, 'x-amz-checksum-mode') === 'ENABLED'
    ? { ...checksumHeaders(object), 'x-amz-checksum-type': object.checksumType }
    : {}),
});

const writeRestore = ({ until }: { until: Date | null }): string =>
  until ? `ongoing-request="false", expiry-date="${until.toUTCString()}"` : 'ongoing-request="true"';

/** `response-content-disposition` and its like, which signed addresses carry. */
const overrides = (call: Call): Record<string, string> =>
  Object.fromEntries(
    ['content-disposition', 'content-type', 'cache-control'].flatMap((name) => {
      const value = call.query.get(`response-${name}`);
      return value === undefined ? [] : [[name.replace(/\b\w/g, (letter) => letter.toUpperCase()), value]];
    }),
  );

const requireCondition = (call: Call, object: StoredObject | undefined): void => {
  const [match, none] = [header(call, 'if-match'), header(call, 'if-none-match')];
  const writes = call.req.method === 'PUT';
  const bare = (etag: string | undefined): string | undefined => etag?.replace(/"/g, '');
  if (match !== undefined && (!object || (match !== '*' && bare(match) !== bare(object.etag))))
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  if (none === undefined || !object) return;
  if (none !== '*' && bare(none) !== bare(object.etag)) return;
  if (writes) throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions did not hold');
  throw new S3Error('NotModified', 'Not Modified');
};

/** `end` is exclusive; null without a range, or with one that S3 ignores. */
const parseRange = (text: string | undefined, size: number): { start: number; end: number } | null => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1);
  if (from !== '' && to !== '' && Number(to) < start) return null;
  if (start >= size || (from === '' && Number(to) === 0))
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
};
