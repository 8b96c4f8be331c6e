import { randomUUID } from 'node:crypto';

import type { StoredObject } from './world.ts';

/** As EventBridge delivers them. */
export interface S3Event {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'Object Created' | 'Object Restore Completed';
  readonly source: 'aws.s3';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>> & {
    readonly bucket: { readonly name: string };
    readonly object: {
      readonly key: string;
      readonly size: number;
      readonly etag: string;
      /** Of two events of one key the later one has the larger, padded to one length. */
      readonly sequencer: string;
    };
  };
}

interface Happening {
  readonly bucketName: string;
  readonly key: string;
  readonly object: StoredObject;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly time: Date;
  readonly sequence: number;
}

export const createEvent = (detailType: S3Event['detail-type'], happening: Happening): S3Event => ({
  version: '0',
  id: randomUUID(),
  'detail-type': detailType,
  source: 'aws.s3',
  account: '111122223333',
  time: happening.time.toISOString().replace(/\.\d+/, ''),
  region: happening.region,
  resources: [`arn:aws:s3:::${happening.bucketName}`],
  detail: {
    version: '0',
    bucket: { name: happening.bucketName },
    object: {
      key: happening.key,
      size: happening.object.size,
      etag: happening.object.etag.replace(/"/g, ''),
      sequencer: happening.sequence.toString(16).toUpperCase().padStart(18, '0'),
    },
    'request-id': randomUUID(),
    requester: detailType === 'Object Created' ? '111122223333' : 's3.amazonaws.com',
    ...happening.detail,
  },
});
