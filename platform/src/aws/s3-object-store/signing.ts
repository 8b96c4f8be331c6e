import { GetObjectCommand, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { attachment } from '../../objects/content-disposition.ts';
import type { SignedRequest, UploadRef } from '../../ports/object-store.ts';

type SigningOptions = NonNullable<Parameters<typeof getSignedUrl>[2]>;

const checksumHeader = 'x-amz-checksum-crc32';

/** Addresses by which browsers talk to S3 themselves. They are rights: not to be logged or kept. */
export class S3Signing {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #checksums: boolean;

  constructor(client: S3Client, { bucket, checksums }: { bucket: string; checksums: boolean }) {
    this.#client = client;
    this.#bucket = bucket;
    this.#checksums = checksums;
  }

  async part(
    { key, uploadId }: UploadRef,
    { number, size, crc32 }: { number: number; size: number; crc32?: string | undefined },
    expiresIn: number,
  ): Promise<SignedRequest> {
    const headers: Record<string, string> =
      this.#checksums && crc32 !== undefined ? { [checksumHeader]: crc32 } : {};
    const command = new UploadPartCommand({
      Bucket: this.#bucket,
      Key: key,
      UploadId: uploadId,
      PartNumber: number,
      ContentLength: size,
      ...(headers[checksumHeader] === undefined ? {} : { ChecksumCRC32: headers[checksumHeader] }),
    });
    const { options, expiresAt } = await this.#moment(expiresIn);
    return { url: await getSignedUrl(this.#client, command, options), headers, expiresAt };
  }

  async download(key: string, fileName: string, expiresIn: number): Promise<SignedRequest> {
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ResponseContentDisposition: attachment(fileName),
    });
    const { options, expiresAt } = await this.#moment(expiresIn);
    return { url: await getSignedUrl(this.#client, command, options), headers: {}, expiresAt };
  }

  /** What signing depends on by the moment: clock and credentials. */
  async #moment(expiresIn: number): Promise<{ options: SigningOptions; expiresAt: Date }> {
    // An address dies with the credentials of the role that signed it.
    const { expiration } = await this.#client.config.credentials();
    const wanted = Date.now() + expiresIn * 1000;
    return {
      options: {
        expiresIn,
        // By the clock of S3, as the SDK knows it after the first answer: a signature of tomorrow is not valid yet.
        signingDate: new Date(Date.now() + this.#client.config.systemClockOffset),
        // In the query S3 would take it for a wish and not compare it.
        unhoistableHeaders: new Set([checksumHeader]),
      },
      expiresAt: new Date(Math.min(wanted, expiration?.getTime() ?? wanted)),
    };
  }
}
