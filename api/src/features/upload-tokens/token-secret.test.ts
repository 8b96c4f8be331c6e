import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';

import { uploadTokenSecret } from '@vidkit/contracts/schemas/upload-token';

import { hashOf, idIn, isSecretOf, isUploadToken, makeSecret } from './token-secret.ts';

describe('makeSecret', () => {
  it('names its row and is never the same', () => {
    const id = randomUUID();
    const secret = makeSecret(id);
    assert.ok(isUploadToken(secret));
    assert.equal(idIn(secret), id);
    assert.equal(uploadTokenSecret.parse(secret), secret);
    assert.notEqual(makeSecret(id), secret);
  });
});

describe('idIn', () => {
  it('finds none in what has another form', () => {
    const secret = makeSecret(randomUUID());
    for (const other of [
      '',
      'vut_',
      secret.slice(1),
      secret.slice(0, -1),
      `${secret}x`,
      `${secret}\n`,
      secret.replace('.', '_'),
      secret.replace(/-/g, ''),
      secret.toUpperCase(),
    ]) {
      assert.equal(idIn(other), null, other);
    }
  });
});

describe('isSecretOf', () => {
  it('knows the secret by its hash alone', () => {
    const id = randomUUID();
    const secret = makeSecret(id);
    assert.ok(isSecretOf(hashOf(secret), secret));
    assert.ok(!isSecretOf(hashOf(secret), makeSecret(id)));
    assert.ok(!isSecretOf(Buffer.alloc(0), secret));
  });
});
