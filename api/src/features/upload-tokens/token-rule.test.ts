import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AppError } from '../../http/app-error.ts';
import { requireRoom, requireUsable } from './token-rule.ts';

const now = new Date('2026-05-01T12:00:00Z');

const createToken = (overrides: object = {}) => ({
  revokedAt: null,
  expiresAt: new Date('2026-05-01T12:00:01Z'),
  origins: [] as string[],
  maxFiles: null,
  maxFileBytes: null,
  maxTotalBytes: null,
  usedFiles: 0,
  usedBytes: 0,
  ...overrides,
});

const refuses = (work: () => void, code: string): void =>
  assert.throws(work, (error) => error instanceof AppError && error.code === code);

describe('requireUsable', () => {
  it('takes a token until its last moment', () => {
    requireUsable(createToken(), { origin: null, now });
    refuses(() => requireUsable(createToken({ expiresAt: now }), { origin: null, now }), 'token_expired');
    refuses(() => requireUsable(createToken({ revokedAt: now }), { origin: null, now }), 'token_revoked');
    const both = createToken({ revokedAt: now, expiresAt: now });
    refuses(() => requireUsable(both, { origin: null, now }), 'token_revoked');
  });

  it('asks where it is used, where that matters', () => {
    const token = createToken({ origins: ['https://shop.example', 'https://*.club.example'] });
    for (const origin of ['https://shop.example', 'https://a.club.example', 'https://a.b.club.example']) {
      requireUsable(token, { origin, now });
    }
    for (const origin of [
      null,
      'null',
      'http://shop.example',
      'https://shop.example:8443',
      'https://shop.example.evil.test',
      'https://club.example',
      'https://evilclub.example',
    ]) {
      refuses(() => requireUsable(token, { origin, now }), 'origin_not_allowed');
    }
  });
});

describe('requireRoom', () => {
  it('takes what fits exactly', () => {
    requireRoom(createToken({ maxFileBytes: 10 }), 10);
    refuses(() => requireRoom(createToken({ maxFileBytes: 10 }), 11), 'file_too_large');
    requireRoom(createToken({ maxTotalBytes: 30, usedBytes: 20 }), 10);
    refuses(() => requireRoom(createToken({ maxTotalBytes: 30, usedBytes: 20 }), 11), 'token_spent');
    requireRoom(createToken({ maxFiles: 2, usedFiles: 1 }), 10);
    refuses(() => requireRoom(createToken({ maxFiles: 2, usedFiles: 2 }), 10), 'token_spent');
  });
});
