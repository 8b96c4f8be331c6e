import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const form = /^vut_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}$/;

/** By what an upload token is told from an access token. */
export const isUploadToken = (token: string): boolean => token.startsWith('vut_');

/** A new secret, which names its row: `vut_<id>.<256 random bits>`. */
export const makeSecret = (id: string): string => `vut_${id}.${randomBytes(32).toString('base64url')}`;

/** The row that a secret names; null when it has not the form of one. */
export const idIn = (secret: string): string | null => form.exec(secret)?.[1] ?? null;

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** In a time that does not tell how much of it is right. */
export const isSecretOf = (hash: Buffer, secret: string): boolean => {
  const given = hashOf(secret);
  return given.length === hash.length && timingSafeEqual(given, hash);
};
