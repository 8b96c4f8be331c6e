import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  type StorageClass,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';

import { inParallel } from '../s3-object-store/in-parallel.ts';
import { objectHeaders } from '../s3-object-store/object-headers.ts';
import { translated } from '../s3-object-store/s3-errors.ts';

export interface CopyInParts {
  /** `bucket/key`. */
  readonly source: string;
  readonly size: number;
  readonly contentType: string;
  readonly target: {
    readonly Bucket: string;
    readonly Key: string;
    readonly Tagging?: string;
    readonly StorageClass?: StorageClass;
  };
}

/** Ten thousand of them are 5 TiB: S3 copies them itself, so none passes through here. */
const largestPartBytes = 512 * 1024 * 1024;
const smallestPartBytes = 5 * 1024 * 1024;
const parallel = 8;

/** Copies an object that is too large for one call, in parts of equal size, and leaves none behind when that fails. */
export const copyInParts = async (
  client: S3Client,
  { source, size, contentType, target }: CopyInParts,
): Promise<void> => {
  const { Bucket, Key } = target;
  const create = new CreateMultipartUploadCommand({ ...target, ...objectHeaders(Key, contentType) });
  const { UploadId } = await translated(Key, client.send(create));
  const pieceSize = Math.max(smallestPartBytes, Math.min(largestPartBytes, Math.ceil(size / parallel)));
  try {
    const parts = await inParallel({ size, pieceSize, parallel }, async ({ index, start, end }) => {
      const command = new UploadPartCopyCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: index + 1,
        CopySource: source,
        CopySourceRange: `bytes=${start}-${end - 1}`,
      });
      const { CopyPartResult } = await translated(Key, client.send(command));
      return { PartNumber: index + 1, ETag: CopyPartResult?.ETag };
    });
    const complete = new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId,
      MultipartUpload: { Parts: parts },
      MpuObjectSize: size,
    });
    await translated(Key, client.send(complete));
  } catch (error) {
    // What is left then is swept later.
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined);
    throw error;
  }
};
