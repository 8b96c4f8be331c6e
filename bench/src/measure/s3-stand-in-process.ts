import { S3StandIn } from '../../../platform/src/testing/aws/s3-stand-in.ts';

// S3's stand-in in a process of its own, so that it does not take turns with what is measured. Ends with its parent.
const s3 = new S3StandIn({ buckets: ['bench'] });
await s3.start();
process.once('disconnect', () => void s3.stop());
process.send?.(s3.client);
