import { createHash } from 'node:crypto';

import { z } from 'zod';

/** What travels as the body: the message, and by what it is known. */
export interface Envelope {
  /** Of the send: a message that SQS has twice is one. */
  readonly id: string;
  /** By which work excludes work. */
  readonly key?: string | undefined;
  readonly message: unknown;
}

const envelope = z.object({ id: z.string().min(1), key: z.string().optional(), message: z.unknown() });

/** SQS refuses these two characters, which JSON leaves as they are. */
const unsendable = /[\ufffe\uffff]/g;

export const writeEnvelope = ({ id, key, message }: Envelope): string =>
  JSON.stringify({ id, ...(key !== undefined && { key }), message: message ?? null }).replace(
    unsendable,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );

/** Null for a body that none of us has written. */
export const readEnvelope = (body: string): Envelope | null => {
  try {
    const { data } = envelope.safeParse(JSON.parse(body));
    return data === undefined ? null : { id: data.id, key: data.key, message: data.message };
  } catch {
    return null;
  }
};

/** SQS takes 128 printable ASCII characters as the name of a group. */
export const groupOf = (key: string): string =>
  /^[!-~]{1,128}$/.test(key) ? key : createHash('sha256').update(key).digest('base64url');
