import type { EventPattern } from 'aws-cdk-lib/aws-events';

/**
 * What EventBridge lets through, a rule each. On `detail-type`, never on `detail` alone; the samples that they are
 * tested against are in `test/events`.
 */
export const objectEvents = (bucket: string): Record<string, EventPattern> => ({
  Created: {
    source: ['aws.s3'],
    detailType: ['Object Created'],
    detail: { bucket: { name: [bucket] }, object: { key: [{ prefix: 'sources/' }] } },
  },
  Restored: {
    source: ['aws.s3'],
    detailType: ['Object Restore Completed'],
    detail: { bucket: { name: [bucket] } },
  },
});

export const encodeEvents = (queueArn: string): Record<string, EventPattern> => ({
  Changed: {
    source: ['aws.mediaconvert'],
    detailType: ['MediaConvert Job State Change'],
    detail: {
      queue: [queueArn],
      status: ['INPUT_INFORMATION', 'PROGRESSING', 'STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED'],
    },
  },
});
