import { awsEnvironment } from '@vidkit/platform/aws/aws-config';
import { createS3Stores, readS3Settings } from '@vidkit/platform/aws/s3-stores';
import { ConfigError, parseEnvironment } from '@vidkit/platform/config';

import { MediaConvert } from '../../transcoders/mediaconvert/media-convert.ts';
import { functionLog } from '../function-log.ts';
import { reconcile } from '../reconcile.ts';
import { sendingQueue } from '../sending-queue.ts';

const log = functionLog('reconcile');
const s3 = readS3Settings();
if (!s3) throw new ConfigError('S3_MEDIA_BUCKET must be the bucket of the published media');
const wanted = awsEnvironment.pick({ MEDIACONVERT_ROLE: true, MEDIACONVERT_QUEUE: true }).required({
  MEDIACONVERT_ROLE: true,
});
const { MEDIACONVERT_ROLE: role, MEDIACONVERT_QUEUE: mediaConvertQueue } = parseEnvironment(
  wanted,
  process.env,
);
const options = {
  store: createS3Stores(s3).objects,
  queue: sendingQueue(log),
  converter: new MediaConvert({
    sourcesBucket: s3.sourcesBucket,
    mediaBucket: s3.mediaBucket,
    role,
    queue: mediaConvertQueue,
  }),
  log,
};

export const handler = () => reconcile(options);
