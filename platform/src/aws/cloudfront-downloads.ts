import { createPrivateKey, type KeyObject } from 'node:crypto';

import { getSignedUrl } from '@aws-sdk/cloudfront-signer';

import { attachment } from '../objects/content-disposition.ts';
import { requireKey } from '../objects/object-key.ts';
import type { SignedRequest } from '../ports/object-store.ts';

export interface CloudFrontDownloadsOptions {
  /** Origin of the distribution, without a slash at the end. */
  readonly origin: string;
  /** Of the public key, which is in a key group of the distribution. */
  readonly keyPairId: string;
  /** PEM: RSA of 2048 bits or EC of P-256, the two that CloudFront takes. */
  readonly privateKey: string;
}

export interface DownloadLimits {
  readonly expiresInSeconds: number;
  /** Not before this moment. */
  readonly from?: Date;
  /** One IPv4 address or a network of them, such as 192.0.2.0/24. */
  readonly network?: string;
}

/**
 * Addresses by which CloudFront gives one file to whoever has them, under a name of a person's own: for originals that are
 * loaded down often or far away from the bucket. The behaviour must pass `response-content-disposition` on to S3, and have
 * the key group. What players load is opened by token paths instead (`HmacUrlSigner`, checked at the edge): they reach
 * every file below a prefix, so playlists work as they are. Without a distribution `signDownload` of the object store does.
 */
export class CloudFrontDownloads {
  readonly #origin: string;
  readonly #keyPairId: string;
  readonly #privateKey: string;

  /** Throws `TypeError` for a key of another kind. */
  constructor({ origin, keyPairId, privateKey }: CloudFrontDownloadsOptions) {
    if (!isKnownKind(createPrivateKey(privateKey)))
      throw new TypeError('CloudFront takes RSA keys of 2048 bits and EC keys of P-256.');
    this.#origin = origin;
    this.#keyPairId = keyPairId;
    this.#privateKey = privateKey;
  }

  /** The object's key is not asked for: that it is there is the caller's to know. Throws `invalid_key`. */
  sign(key: string, fileName: string, { expiresInSeconds, from, network }: DownloadLimits): SignedRequest {
    requireKey(key);
    const expires = Math.ceil(Date.now() / 1000) + expiresInSeconds;
    const query = `response-content-disposition=${encodeURIComponent(attachment(fileName))}`;
    const url = getSignedUrl({
      // A name may hold what CloudFront would take for the end of a policy's resource.
      url: `${this.#origin}/${key}?${query.replace(/[!'()*]/g, percent)}`,
      keyPairId: this.#keyPairId,
      privateKey: this.#privateKey,
      dateLessThan: new Date(expires * 1000).toISOString(),
      algorithm: 'SHA256',
      // With either of these the address carries a policy of its own, else CloudFront makes it up from the address.
      ...(from === undefined ? {} : { dateGreaterThan: from.toISOString() }),
      ...(network === undefined ? {} : { ipAddress: network }),
    });
    return { url, headers: {}, expiresAt: new Date(expires * 1000) };
  }
}

const isKnownKind = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  (asymmetricKeyType === 'rsa' && asymmetricKeyDetails?.modulusLength === 2048) ||
  (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1');

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
