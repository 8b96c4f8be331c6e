import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';

import { bare } from '../../objects/completed-parts.ts';
import { isKey, requirePrefix } from '../../objects/object-key.ts';
import { type ListedObject, ObjectStoreError } from '../../ports/object-store.ts';
import { inParallel } from './in-parallel.ts';

/** As many as S3 gives in a page and deletes in a call. */
const pageSize = 1000;
const maxDeletions = 4;

/** Pages of what lies below a prefix. What others put there under keys that are not ours is left out. */
export async function* listPages(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<ListedObject[]> {
  requirePrefix(prefix);
  for await (const { Contents = [] } of pages(client, { Bucket: bucket, Prefix: prefix })) {
    yield Contents.map(({ Key, Size, ETag, LastModified }) => ({
      key: decodeKey(Key ?? ''),
      size: Size ?? 0,
      etag: bare(ETag ?? ''),
      lastModified: LastModified ?? new Date(0),
    })).filter(({ key }) => isKey(key));
  }
}

export const listFolders = async (client: S3Client, bucket: string, prefix: string): Promise<string[]> => {
  requirePrefix(prefix);
  const folders: string[] = [];
  const asked = { Bucket: bucket, Prefix: prefix, Delimiter: '/' };
  for await (const { CommonPrefixes = [] } of pages(client, asked)) {
    const names = CommonPrefixes.map(({ Prefix }) => decodeKey(Prefix ?? ''));
    folders.push(...names.filter((name) => name.endsWith('/') && isKey(name.slice(0, -1))));
  }
  return folders;
};

/** Deletes everything of ours below a prefix. In a bucket with versions the old ones stay until a rule removes them. */
export const deleteBelow = async (
  client: S3Client,
  { bucket, prefix, checksums }: { bucket: string; prefix: string; checksums: boolean },
): Promise<void> => {
  if (prefix === '') throw new ObjectStoreError('invalid_key', 'An empty prefix would delete everything.');
  for await (const page of listPages(client, bucket, prefix)) {
    const keys = page.map(({ key }) => key);
    // The call for many has a checksum, as S3 demands; other stores demand other ones.
    if (checksums) await deleteTogether(client, bucket, keys);
    else await deleteOneByOne(client, bucket, keys);
  }
};

const deleteTogether = async (client: S3Client, bucket: string, keys: readonly string[]): Promise<void> => {
  let left = keys;
  for (let round = 1; left.length > 0; round++) {
    const command = new DeleteObjectsCommand({
      Bucket: bucket,
      Delete: { Objects: left.map((Key) => ({ Key })), Quiet: true },
    });
    const { Errors = [] } = await client.send(command);
    const [first] = Errors;
    if (first && round === maxDeletions)
      throw new Error(
        `${Errors.length} objects were not deleted, ${String(first.Key)}: ${String(first.Code)}`,
      );
    left = Errors.map(({ Key }) => Key ?? '');
  }
};

const deleteOneByOne = async (client: S3Client, bucket: string, keys: readonly string[]): Promise<void> => {
  await inParallel({ size: keys.length, pieceSize: 1, parallel: 8 }, async ({ index }) =>
    client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keys[index] })),
  );
};

async function* pages(client: S3Client, asked: { Bucket: string; Prefix: string; Delimiter?: string }) {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        ...asked,
        MaxKeys: pageSize,
        // XML cannot say every character that a key may have.
        EncodingType: 'url',
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    yield page;
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** A key that cannot be decoded is not one of ours. */
const decodeKey = (key: string): string => {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return '';
  }
};
