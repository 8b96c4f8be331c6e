import { S3ObjectStore, type S3ObjectStoreOptions } from '../../aws/s3-object-store.ts';
import { createS3Client, type S3Connection } from '../../aws/s3-object-store/s3-client.ts';
import { S3StandIn, type S3StandInOptions } from './s3-stand-in.ts';

/** The SDK's own client to a stand-in of S3 over loopback, which says what it does not prove. */
export const openS3Store = async ({
  standIn = {},
  connection = {},
  ...options
}: {
  standIn?: S3StandInOptions;
  connection?: Partial<S3Connection>;
} & Partial<S3ObjectStoreOptions> = {}) => {
  const s3 = new S3StandIn({ buckets: ['media'], ...standIn });
  await s3.start();
  const client = createS3Client({ ...s3.client, ...connection });
  const store = new S3ObjectStore({ client, bucket: 'media', ...options });
  const stop = async (): Promise<void> => {
    client.destroy();
    await s3.stop();
  };
  return { s3, store, stop, count: (name: string) => s3.requests.filter((r) => r.operation === name).length };
};
