import { receiveText } from './body.ts';
import { S3Error } from './s3-error.ts';
import type { Handler } from './world.ts';
import { readAll, readOne, writeXml } from './xml.ts';

export const headBucket: Handler = () => ({ status: 200 });

export const listObjectsV2: Handler = (call, bucket) => {
  const ask = (name: string): string => call.query.get(name) ?? '';
  const [prefix, delimiter] = [ask('prefix'), ask('delimiter')];
  const max = Math.min(1000, Number(call.query.get('max-keys') ?? 1000));
  const token = ask('continuation-token');
  const after = token === '' ? ask('start-after') : Buffer.from(token, 'base64url').toString();
  const write = (key: string): string => (ask('encoding-type') === 'url' ? urlEncode(key) : key);

  // Keys and folders in one order; a folder counts as one entry.
  const entries: { readonly name: string; readonly folder: boolean }[] = [];
  for (const key of bucket.keys(prefix)) {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = at < 0 ? key : key.slice(0, at + delimiter.length);
    if (name !== entries.at(-1)?.name) entries.push({ name, folder: at >= 0 });
  }
  const rest = entries.filter(
    ({ name }) => after === '' || Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0,
  );
  const page = rest.slice(0, max);
  const more = rest.length > page.length;
  return {
    status: 200,
    body: writeXml('ListBucketResult', {
      Name: call.bucketName,
      Prefix: write(prefix),
      Delimiter: delimiter || undefined,
      MaxKeys: max,
      KeyCount: page.length,
      IsTruncated: more,
      NextContinuationToken: more ? Buffer.from(page.at(-1)?.name ?? '').toString('base64url') : undefined,
      EncodingType: call.query.get('encoding-type'),
      Contents: page
        .filter(({ folder }) => !folder)
        .map(({ name }) => {
          const { etag, size, lastModified, storageClass } = bucket.object(name);
          return {
            Key: write(name),
            LastModified: lastModified.toISOString(),
            ETag: etag,
            Size: size,
            StorageClass: storageClass,
          };
        }),
      CommonPrefixes: page.filter(({ folder }) => folder).map(({ name }) => ({ Prefix: write(name) })),
    }),
  };
};

export const deleteObjects: Handler = async (call, bucket) => {
  const headers = Object.keys(call.req.headers);
  if (!headers.some((name) => name === 'content-md5' || name.startsWith('x-amz-checksum-')))
    throw new S3Error(
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  const xml = await receiveText(call.req, { folder: call.world.folder, payload: call.payload });
  const keys = readAll(xml, 'Object').map((object) => readOne(object, 'Key') ?? '');
  if (keys.length > 1000) throw new S3Error('MalformedXML', 'At most 1000 keys.');
  for (const key of keys) bucket.objects.delete(key);
  const quiet = readOne(xml, 'Quiet') === 'true';
  const deleted = quiet ? [] : keys.map((Key) => ({ Key }));
  return { status: 200, body: writeXml('DeleteResult', { Deleted: deleted }) };
};

export const putBucketCors: Handler = async (call, bucket) => {
  const xml = await receiveText(call.req, { folder: call.world.folder, payload: call.payload });
  bucket.cors = readAll(xml, 'CORSRule').map((rule) => ({
    origins: readAll(rule, 'AllowedOrigin'),
    methods: readAll(rule, 'AllowedMethod'),
    headers: readAll(rule, 'AllowedHeader').map((name) => name.toLowerCase()),
    exposed: readAll(rule, 'ExposeHeader'),
  }));
  return { status: 200 };
};

export const getBucketCors: Handler = (_call, bucket) => {
  if (bucket.cors.length === 0)
    throw new S3Error('NoSuchCORSConfiguration', 'The CORS configuration does not exist');
  const rules = bucket.cors.map(({ origins, methods, headers, exposed }) => ({
    AllowedOrigin: origins,
    AllowedMethod: methods,
    AllowedHeader: headers,
    ExposeHeader: exposed,
  }));
  return { status: 200, body: writeXml('CORSConfiguration', { CORSRule: rules }) };
};

/** Accepted and not carried out: `S3StandIn.transition` moves objects to a class. */
export const putBucketLifecycle: Handler = async (call) => {
  await receiveText(call.req, { folder: call.world.folder, payload: call.payload });
  return { status: 200 };
};

/** As S3 encodes keys in lists: everything but unreserved characters and slashes, a space as `+`. */
const urlEncode = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
