import type { S3Client } from '@aws-sdk/client-s3';

import { bare, multipartEtag } from '../../objects/completed-parts.ts';
import { nullIfMissing, type ObjectInfo } from '../../ports/object-store.ts';
import { headObject } from './reading.ts';

/**
 * The object if it is made of these parts, else null: asked when an upload is gone, since the call that joined it may have
 * come through and only its answer was lost.
 */
export const joinedObject = async (
  client: S3Client,
  { bucket, key }: { bucket: string; key: string },
  { etags, size }: { etags: readonly string[]; size: number },
): Promise<ObjectInfo | null> => {
  const found = await nullIfMissing(headObject(client, { bucket, key }));
  if (found?.info.size !== size) return null;
  const { info, encryptedByKms } = found;
  if (info.etag === multipartEtag(etags.map(bare))) return info;
  // With KMS an ETag is no digest. What is under a key does not change, so the number of parts and the size tell enough.
  return encryptedByKms && info.etag.endsWith(`-${etags.length}`) ? info : null;
};
