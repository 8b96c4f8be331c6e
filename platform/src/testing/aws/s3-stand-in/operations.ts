import { S3Error } from './s3-error.ts';

/** Operations of S3 by their names in its documentation. */
export type Operation =
  | 'AbortMultipartUpload'
  | 'CompleteMultipartUpload'
  | 'CopyObject'
  | 'CreateBucket'
  | 'CreateMultipartUpload'
  | 'DeleteObject'
  | 'DeleteObjects'
  | 'GetBucketCors'
  | 'GetObject'
  | 'GetObjectTagging'
  | 'HeadBucket'
  | 'HeadObject'
  | 'ListMultipartUploads'
  | 'ListObjectsV2'
  | 'ListParts'
  | 'PutBucketCors'
  | 'PutBucketLifecycleConfiguration'
  | 'PutObject'
  | 'PutObjectTagging'
  | 'RestoreObject'
  | 'UploadPart'
  | 'UploadPartCopy';

interface Asked {
  readonly method: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly copies: boolean;
}

/** Which operation a request is. Throws `NotImplemented` for those that the stand-in does not have. */
export const operationOf = (asked: Asked): Operation => {
  const found = asked.key === '' ? ofBucket(asked) : ofObject(asked);
  if (found) return found;
  throw new S3Error(
    'NotImplemented',
    `The stand-in has no ${asked.method} for ${[...asked.query.keys()].join()}.`,
  );
};

const ofBucket = ({ method, query }: Asked): Operation | null => {
  if (method === 'HEAD') return 'HeadBucket';
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : null;
  if (method === 'GET') {
    if (query.has('uploads')) return 'ListMultipartUploads';
    if (query.has('cors')) return 'GetBucketCors';
    return query.get('list-type') === '2' ? 'ListObjectsV2' : null;
  }
  if (method !== 'PUT') return null;
  if (query.has('cors')) return 'PutBucketCors';
  if (query.has('lifecycle')) return 'PutBucketLifecycleConfiguration';
  return query.size === 0 || query.has('x-id') ? 'CreateBucket' : null;
};

const ofObject = ({ method, query, copies }: Asked): Operation | null => {
  if (query.has('uploadId')) {
    if (method === 'PUT') return copies ? 'UploadPartCopy' : 'UploadPart';
    if (method === 'GET') return 'ListParts';
    if (method === 'POST') return 'CompleteMultipartUpload';
    return method === 'DELETE' ? 'AbortMultipartUpload' : null;
  }
  if (query.has('tagging')) {
    if (method === 'PUT') return 'PutObjectTagging';
    return method === 'GET' ? 'GetObjectTagging' : null;
  }
  if (method === 'POST') {
    if (query.has('uploads')) return 'CreateMultipartUpload';
    return query.has('restore') ? 'RestoreObject' : null;
  }
  if (method === 'PUT') return copies ? 'CopyObject' : 'PutObject';
  return ({ GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' } as const)[method] ?? null;
};
