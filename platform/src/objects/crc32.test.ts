import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';

import { combineCrc32, crc32ToBase64 } from './crc32.ts';

describe('combineCrc32', () => {
  it('gives the checksum of both stretches, however long they are', () => {
    for (const [a, b] of [
      [0, 0],
      [5, 0],
      [0, 5],
      [1, 1],
      [1000, 77_777],
      [3, 1_048_576],
    ] as const) {
      const [first, second] = [randomBytes(a), randomBytes(b)];
      const whole = crc32(Buffer.concat([first, second]));
      assert.equal(combineCrc32(crc32(first), crc32(second), b), whole);
    }
  });

  it('does so beyond 4 GiB, where one by one and at once agree', () => {
    const [first, second, third] = [0x12345678, 0x9abcdef0, 0x0f1e2d3c];
    const [long, longer] = [5 * 1024 ** 3, 7 * 1024 ** 3 + 1];
    assert.equal(
      combineCrc32(combineCrc32(first, second, long), third, longer),
      combineCrc32(first, combineCrc32(second, third, longer), long + longer),
    );
  });
});

describe('crc32ToBase64', () => {
  it('writes the highest byte first', () => {
    assert.equal(crc32ToBase64(crc32('123456789')), Buffer.from('cbf43926', 'hex').toString('base64'));
  });
});
