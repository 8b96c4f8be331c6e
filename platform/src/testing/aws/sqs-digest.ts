import { createHash } from 'node:crypto';

import type { MessageAttribute } from './sqs-queue-state.ts';

export const md5 = (what: string | Buffer): string => createHash('md5').update(what).digest('hex');

/**
 * The digest of attributes as the developer guide of SQS describes it: sorted by name, each as length and name, length
 * and type, one byte for the kind of the value, length and value.
 */
export const digestOfAttributes = (attributes: Readonly<Record<string, MessageAttribute>>): string => {
  const parts: Buffer[] = [];
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    const binary = DataType.startsWith('Binary');
    parts.push(
      withLength(Buffer.from(name)),
      withLength(Buffer.from(DataType)),
      Buffer.from([binary ? 2 : 1]),
      withLength(binary ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue ?? '')),
    );
  }
  return md5(Buffer.concat(parts));
};

const withLength = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
