import type { StorageClass } from '@aws-sdk/client-s3';
import { z } from 'zod';

import { flag, parseEnvironment, url } from '../config.ts';
import type { ColdStore } from '../ports/cold-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { CloudFrontDownloads } from './cloudfront-downloads.ts';
import { RoutedObjectStore } from './routed-object-store.ts';
import { S3ColdStore } from './s3-cold-store.ts';
import { S3ObjectStore } from './s3-object-store.ts';
import { createS3Client, type S3Connection } from './s3-object-store/s3-client.ts';

const bucket = z.string().regex(/^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
  error: 'must be the name of a bucket: 3 to 63 of a-z, 0-9, dots and hyphens',
});

/** Names of the variables that have objects kept in S3, on AWS or anywhere else. */
const s3Environment = z.object({
  S3_MEDIA_BUCKET: bucket,
  /** Originals and the archive; unset: beside the media. */
  S3_SOURCES_BUCKET: bucket.optional(),
  /** Of a store that is not AWS. */
  S3_ENDPOINT: url(['https:', 'http:']).optional(),
  S3_REGION: z.string().min(1).optional(),
  S3_FORCE_PATH_STYLE: flag(false),
  /** 0 for stores that do not know full-object CRC-32 of uploads in parts. */
  S3_CHECKSUMS: flag(true),
  /** The class of what is archived; unset: it has a tag by which a lifecycle rule of the bucket moves it. */
  S3_ARCHIVE_CLASS: z
    .enum(['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'], {
      error: 'must be STANDARD, STANDARD_IA, ONEZONE_IA, GLACIER_IR, GLACIER or DEEP_ARCHIVE',
    })
    .optional(),
});

export interface S3Settings {
  readonly mediaBucket: string;
  /** May be the same. */
  readonly sourcesBucket: string;
  readonly connection: S3Connection;
  readonly checksums: boolean;
  readonly archiveClass: StorageClass | null;
}

/**
 * Null where objects are not kept in S3, which is without `S3_MEDIA_BUCKET`. Throws `ConfigError`. Credentials are found
 * by the SDK: a role, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
 */
export const readS3Settings = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): S3Settings | null => {
  if (!env['S3_MEDIA_BUCKET']) return null;
  const e = parseEnvironment(s3Environment, env);
  // Stores that are not AWS want some region to sign for, and most take any.
  const region = e.S3_REGION ?? env['AWS_REGION'] ?? (e.S3_ENDPOINT === undefined ? undefined : 'us-east-1');
  return {
    mediaBucket: e.S3_MEDIA_BUCKET,
    sourcesBucket: e.S3_SOURCES_BUCKET ?? e.S3_MEDIA_BUCKET,
    connection: {
      ...(region === undefined ? {} : { region }),
      ...(e.S3_ENDPOINT === undefined ? {} : { endpoint: e.S3_ENDPOINT }),
      forcePathStyle: e.S3_FORCE_PATH_STYLE,
    },
    checksums: e.S3_CHECKSUMS,
    archiveClass: e.S3_ARCHIVE_CLASS ?? null,
  };
};

export interface S3Stores {
  readonly objects: ObjectStore;
  readonly cold: ColdStore;
  /** To which browsers send parts and from which they download: pages must be allowed to connect there. */
  readonly origins: () => Promise<string[]>;
  readonly stop: () => void;
}

/** Folders of the bucket of originals, whose rules differ from those of the media. */
const sourcesFolders = ['sources/', 'archive/'];
/** Written to see that the media can be: below `work/`, where nothing tells of new objects. */
const probeKey = 'work/ready';

/**
 * Object store and archive over one client; with `downloads`, originals are downloaded by way of CloudFront. Nothing is
 * sent before the first call.
 */
export const createS3Stores = (settings: S3Settings, downloads?: CloudFrontDownloads): S3Stores => {
  const { mediaBucket, sourcesBucket, checksums } = settings;
  const client = createS3Client(settings.connection);
  const media = new S3ObjectStore({ client, bucket: mediaBucket, checksums, probeKey });
  const sources =
    sourcesBucket === mediaBucket
      ? media
      : new S3ObjectStore({
          ...{ client, bucket: sourcesBucket, checksums },
          ...(downloads && { downloads }),
        });
  const objects =
    sources === media
      ? media
      : new RoutedObjectStore({
          routes: sourcesFolders.map((prefix) => ({ prefix, store: sources })),
          otherwise: media,
        });
  const bucketOf = (key: string): string =>
    sourcesFolders.some((prefix) => key.startsWith(prefix)) ? sourcesBucket : mediaBucket;
  const cold = new S3ColdStore({
    client,
    objects,
    bucketOf,
    ...(settings.archiveClass === null ? {} : { storageClass: settings.archiveClass }),
  });
  const origins = async (): Promise<string[]> => {
    const some = await Promise.all(
      ['sources/origin', 'v/origin'].map((key) =>
        objects.signPart({ key, uploadId: 'origin' }, { number: 1, size: 1 }, 60),
      ),
    );
    return [...new Set(some.map((signed) => new URL(signed.url).origin))];
  };
  return { objects, cold, origins, stop: () => client.destroy() };
};
