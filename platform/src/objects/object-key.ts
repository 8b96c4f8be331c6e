import { ObjectStoreError } from '../ports/object-store.ts';

const segment = '[a-z0-9_-][a-z0-9._-]{0,199}';
const keyPattern = new RegExp(`^${segment}(?:/${segment})*$`);
const prefixPattern = new RegExp(`^(?:${segment}/)*(?:${segment})?$`);
const maxKeyLength = 512;

/** Whether this is a key of ours: safe as a path, in an address and in an event without any encoding. */
export const isKey = (key: string): boolean => key.length <= maxKeyLength && keyPattern.test(key);

/** Throws `invalid_key`. */
export const requireKey = (key: string): void => {
  if (!isKey(key)) throw invalid(key);
};

/** Throws `invalid_key`. */
export const requirePrefix = (prefix: string): void => {
  if (prefix.length > maxKeyLength || !prefixPattern.test(prefix)) throw invalid(prefix);
};

const invalid = (key: string): ObjectStoreError =>
  new ObjectStoreError('invalid_key', `Not an object key: ${JSON.stringify(key.slice(0, maxKeyLength))}`);
