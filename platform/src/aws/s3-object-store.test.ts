import { S3StandIn } from '../testing/aws/s3-stand-in.ts';
import { describeObjectStore } from '../testing/object-store-suite.ts';
import { S3ObjectStore } from './s3-object-store.ts';
import { createS3Client } from './s3-object-store/s3-client.ts';

// The SDK's own client to a stand-in of S3 over loopback, which says what it does not prove.
describeObjectStore('S3ObjectStore', async () => {
  const s3 = new S3StandIn({ buckets: ['media'] });
  await s3.start();
  const client = createS3Client(s3.client);
  const stop = async (): Promise<void> => {
    client.destroy();
    await s3.stop();
  };
  return { store: new S3ObjectStore({ client, bucket: 'media', probeKey: 'work/ready' }), stop };
});
