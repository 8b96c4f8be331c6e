import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { receiveBody, receiveText } from './body.ts';
import { type ChecksumAlgorithm, checksumAlgorithms, hasher, parseAlgorithm } from './checksums.ts';
import { checksumHeaders, headOf, requireReadable, sourceOf } from './object-handlers.ts';
import { S3Error } from './s3-error.ts';
import { type Call, type Handler, header, newEtag, type OpenUpload, type StoredPart } from './world.ts';
import { readAll, readOne, writeXml } from './xml.ts';

const minPartBytes = 5 * 1024 * 1024;

export const createMultipartUpload: Handler = (call, bucket) => {
  const algorithm = parseAlgorithm(header(call, 'x-amz-checksum-algorithm'));
  const type =
    header(call, 'x-amz-checksum-type') ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (
    (algorithm === 'SHA256' && type === 'FULL_OBJECT') ||
    (algorithm === 'CRC64NVME' && type === 'COMPOSITE')
  )
    throw new S3Error('InvalidRequest', `The ${type} checksum type cannot be used with ${algorithm}.`);
  const uploadId = `${randomUUID()}.${randomUUID()}`;
  bucket.uploads.set(uploadId, {
    key: call.key,
    initiated: call.world.now(),
    algorithm,
    checksumType: type === 'FULL_OBJECT' ? type : 'COMPOSITE',
    head: headOf(call),
    parts: new Map(),
  });
  const result = { Bucket: call.bucketName, Key: call.key, UploadId: uploadId };
  return { status: 200, body: writeXml('InitiateMultipartUploadResult', result) };
};

export const uploadPart: Handler = async (call, bucket) => {
  const upload = bucket.upload(call.key, call.query.get('uploadId') ?? '');
  const number = partNumber(call);
  const sent = algorithmSent(call);
  const strict = upload.algorithm !== null && upload.checksumType === 'COMPOSITE';
  if ((sent !== null && sent !== upload.algorithm) || (strict && sent === null)) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${String(upload.algorithm)}, actual checksum Type: ${String(sent)}`,
    );
  }
  const received = await receiveBody(call.req, {
    folder: call.world.folder,
    payload: call.payload,
    algorithm: upload.algorithm,
  });
  // Completed or aborted while it arrived.
  bucket.upload(call.key, call.query.get('uploadId') ?? '');
  const part = { ...received, etag: newEtag(call.world, received.md5), lastModified: call.world.now() };
  upload.parts.set(number, part);
  return { status: 200, headers: { ETag: part.etag, ...checksumHeaders(part) } };
};

export const uploadPartCopy: Handler = async (call, bucket) => {
  const upload = bucket.upload(call.key, call.query.get('uploadId') ?? '');
  const number = partNumber(call);
  const source = sourceOf(call);
  requireReadable(source);
  const [, from = '0', to = String(source.size - 1)] =
    /^bytes=(\d+)-(\d+)$/.exec(header(call, 'x-amz-copy-source-range') ?? '') ?? [];
  if (Number(to) >= source.size) throw new S3Error('InvalidArgument', 'The range is beyond the source.');
  const piece = { path: source.path, start: Number(from), end: Number(to) + 1 };
  const part = await joinPieces(call, [piece], upload.algorithm);
  const stored = { ...part, etag: newEtag(call.world, part.md5), lastModified: call.world.now() };
  upload.parts.set(number, stored);
  const result = { ETag: stored.etag, LastModified: stored.lastModified.toISOString() };
  return { status: 200, body: writeXml('CopyPartResult', result) };
};

export const listParts: Handler = (call, bucket) => {
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = bucket.upload(call.key, uploadId);
  const max = Math.min(1000, Number(call.query.get('max-parts') ?? 1000));
  const after = Number(call.query.get('part-number-marker') ?? 0);
  const rest = [...upload.parts].filter(([number]) => number > after).sort(([a], [b]) => a - b);
  const page = rest.slice(0, max);
  return {
    status: 200,
    body: writeXml('ListPartsResult', {
      Bucket: call.bucketName,
      Key: call.key,
      UploadId: uploadId,
      MaxParts: max,
      IsTruncated: rest.length > max,
      NextPartNumberMarker: page.at(-1)?.[0],
      ChecksumAlgorithm: upload.algorithm,
      ChecksumType: upload.algorithm && upload.checksumType,
      Part: page.map(([number, part]) => ({
        PartNumber: number,
        LastModified: part.lastModified.toISOString(),
        ETag: part.etag,
        Size: part.size,
        ...checksumFields(part),
      })),
    }),
  };
};

export const completeMultipartUpload: Handler = async (call, bucket) => {
  const xml = await receiveText(call.req, {
    folder: call.world.folder,
    payload: call.payload,
    aboutOther: true,
  });
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = bucket.upload(call.key, uploadId);
  const parts = claimedParts(xml, upload);
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  const wanted = header(call, 'x-amz-mp-object-size');
  if (wanted !== undefined && Number(wanted) !== total)
    throw new S3Error('InvalidRequest', `The object has ${total} bytes, not ${wanted}.`);
  const whole = upload.checksumType === 'FULL_OBJECT' ? upload.algorithm : null;
  const joined = await joinPieces(
    call,
    parts.map(({ path, size }) => ({ path, start: 0, end: size })),
    whole,
  );
  const checksums = whole ? joined.checksums : compositeOf(upload, parts);
  for (const each of checksumAlgorithms) {
    const claimed = header(call, `x-amz-checksum-${each.toLowerCase()}`);
    if (claimed !== undefined && claimed !== checksums[each]) {
      await rm(joined.path);
      throw new S3Error('BadDigest', `The ${each} you specified did not match the calculated checksum.`);
    }
  }
  // Somebody else may have been as fast.
  bucket.upload(call.key, uploadId);
  bucket.uploads.delete(uploadId);
  const digests = parts.map(({ etag }) => Buffer.from(etag.replace(/"/g, ''), 'hex'));
  const md5 = createHash('md5').update(Buffer.concat(digests)).digest('hex');
  const etag = newEtag(call.world, md5).replace(/"$/, `-${parts.length}"`);
  bucket.objects.set(call.key, {
    ...upload.head,
    path: joined.path,
    size: total,
    etag,
    lastModified: call.world.now(),
    checksums,
    checksumType: upload.checksumType,
    restore: null,
  });
  for (const { path } of upload.parts.values()) await rm(path, { force: true });
  call.world.created(call.bucketName, call.key, 'CompleteMultipartUpload');
  const result = { Bucket: call.bucketName, Key: call.key, ETag: etag };
  return { status: 200, body: writeXml('CompleteMultipartUploadResult', result) };
};

export const abortMultipartUpload: Handler = async (call, bucket) => {
  const uploadId = call.query.get('uploadId') ?? '';
  const { parts } = bucket.upload(call.key, uploadId);
  bucket.uploads.delete(uploadId);
  for (const { path } of parts.values()) await rm(path, { force: true });
  return { status: 204 };
};

export const listMultipartUploads: Handler = (call, bucket) => {
  const prefix = call.query.get('prefix') ?? '';
  const max = Math.min(1000, Number(call.query.get('max-uploads') ?? 1000));
  const after = `${call.query.get('key-marker') ?? ''}\0${call.query.get('upload-id-marker') ?? ''}`;
  const rest = [...bucket.uploads]
    .filter(([id, { key }]) => key.startsWith(prefix) && `${key}\0${id}` > after)
    .sort(([a, { key: x }], [b, { key: y }]) => (`${x}\0${a}` < `${y}\0${b}` ? -1 : 1));
  const page = rest.slice(0, max);
  const last = page.at(-1);
  return {
    status: 200,
    body: writeXml('ListMultipartUploadsResult', {
      Bucket: call.bucketName,
      Prefix: prefix,
      MaxUploads: max,
      IsTruncated: rest.length > max,
      ...(rest.length > max && last ? { NextKeyMarker: last[1].key, NextUploadIdMarker: last[0] } : {}),
      Upload: page.map(([UploadId, { key, initiated }]) => ({
        Key: key,
        UploadId,
        Initiated: initiated.toISOString(),
        StorageClass: 'STANDARD',
      })),
    }),
  };
};

/** The parts that a completion names, in its order. Throws what S3 would answer. */
const claimedParts = (xml: string, upload: OpenUpload): StoredPart[] => {
  const claims = readAll(xml, 'Part');
  if (claims.length === 0) throw new S3Error('MalformedXML', 'The XML you provided was not well-formed.');
  let last = 0;
  const parts = claims.map((claim) => {
    const number = Number(readOne(claim, 'PartNumber'));
    if (number <= last)
      throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
    last = number;
    const part = upload.parts.get(number);
    const etag = (readOne(claim, 'ETag') ?? '').replace(/"/g, '');
    const checksum = upload.algorithm && readOne(claim, `Checksum${upload.algorithm}`);
    const strict = upload.algorithm !== null && upload.checksumType === 'COMPOSITE';
    if (strict && checksum === undefined)
      throw new S3Error('InvalidRequest', 'The complete request must include the checksum for each part.');
    if (!part || part.etag.replace(/"/g, '') !== etag)
      throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.');
    if (upload.algorithm && checksum && checksum !== part.checksums[upload.algorithm])
      throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.');
    return part;
  });
  if (parts.slice(0, -1).some(({ size }) => size < minPartBytes))
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  return parts;
};

const compositeOf = (
  { algorithm }: OpenUpload,
  parts: readonly StoredPart[],
): Partial<Record<ChecksumAlgorithm, string>> => {
  if (!algorithm) return {};
  const all = hasher(algorithm);
  for (const { checksums } of parts) all.update(Buffer.from(checksums[algorithm] ?? '', 'base64'));
  return { [algorithm]: `${all.digest().toString('base64')}-${parts.length}` };
};

const checksumFields = ({ checksums }: StoredPart): Record<string, string> =>
  Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`Checksum${name}`, value]));

const algorithmSent = (call: Call): ChecksumAlgorithm | null =>
  checksumAlgorithms.find(
    (each) =>
      header(call, `x-amz-checksum-${each.toLowerCase()}`) !== undefined ||
      header(call, 'x-amz-trailer') === `x-amz-checksum-${each.toLowerCase()}`,
  ) ?? null;

const partNumber = (call: Call): number => {
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  return number;
};

/** Writes pieces of files behind each other into a new one. `end` is exclusive. */
const joinPieces = async (
  call: Call,
  pieces: readonly { path: string; start: number; end: number }[],
  algorithm: ChecksumAlgorithm | null,
): Promise<Omit<StoredPart, 'etag' | 'lastModified'> & { md5: string }> => {
  const path = join(call.world.folder, randomUUID());
  const target = await open(path, 'wx', 0o600);
  const [md5, checksum] = [createHash('md5'), algorithm && hasher(algorithm)];
  let size = 0;
  try {
    for (const { path: source, start, end } of pieces) {
      if (start === end) continue;
      const file = await open(source, 'r');
      for await (const bytes of file.createReadStream({ start, end: end - 1, highWaterMark: 1024 * 1024 })) {
        const chunk = bytes as Buffer;
        await target.write(chunk);
        md5.update(chunk);
        checksum?.update(chunk);
        size += chunk.length;
      }
    }
  } finally {
    await target.close();
  }
  const checksums = algorithm && checksum ? { [algorithm]: checksum.digest().toString('base64') } : {};
  return { path, size, md5: md5.digest('hex'), checksums };
};
