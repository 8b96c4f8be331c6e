import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

export interface S3Connection {
  /** Unset: `AWS_REGION`. */
  readonly region?: string;
  /** Of a store that is not AWS; unset: `AWS_ENDPOINT_URL_S3`, or AWS itself. */
  readonly endpoint?: string;
  /** Unset: those of the role or the environment. */
  readonly credentials?: NonNullable<S3ClientConfig['credentials']>;
  /** The bucket is part of the path and not of the host name. */
  readonly forcePathStyle?: boolean;
  /** How long a connection may be silent; for tests. */
  readonly silentMs?: number;
}

/** S3 answers within milliseconds; whoever does not within this time will not. */
const connectMs = 3_000;
/** S3 sends white space while it joins parts, so only a broken connection is silent for so long. */
const usualSilentMs = 30_000;
/** Some for each of a hundred viewers whose media this process serves, and for the parts that it sends. */
const maxSockets = 128;
/** With up to 0.1, 0.2 and 0.4 s between them, five times that when S3 throttles: a person waits for most of these calls. */
const maxAttempts = 4;

/** A client of the SDK with every default named that a caller would notice. */
export const createS3Client = (connection: S3Connection = {}): S3Client => {
  const { region, endpoint, credentials, forcePathStyle, silentMs = usualSilentMs } = connection;
  return new S3Client({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    forcePathStyle: forcePathStyle ?? false,
    maxAttempts,
    retryMode: 'standard',
    // Whoever calls is told by an error; the SDK would write to the console beside it.
    logger: silent,
    // The default adds the checksum of nothing to signed addresses, and stores that are not AWS refuse what they do not
    // know. We send and compare checksums ourselves, where the store has them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectMs,
      socketTimeout: silentMs,
      // Agents of our own, because the SDK opens a new connection for every body above 2 MiB with its own.
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets }),
    },
  });
};

const ignore = (): void => undefined;
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
