import { randomUUID } from 'node:crypto';

/** By which messages of work exclude each other; those without a key must not. */
export const workKey = (_message: unknown, key?: string): string => key ?? randomUUID();

/** By which reports are delivered one after another. */
export const orderingKey = (message: unknown, key?: string): string => key ?? videoIdOf(message) ?? 'all';

const videoIdOf = (message: unknown): string | null =>
  typeof message === 'object' &&
  message !== null &&
  'videoId' in message &&
  typeof message.videoId === 'string'
    ? message.videoId
    : null;
