import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AppError } from '../../http/app-error.ts';
import { parseChecksum } from './upload-checksum.ts';

const check = (header: string, ...chunks: string[]): void => {
  const checksum = parseChecksum(header);
  for (const chunk of chunks) checksum?.add(Buffer.from(chunk));
  checksum?.verify();
};

describe('parseChecksum', () => {
  it('accepts what arrived whole, in every algorithm', () => {
    assert.equal(parseChecksum(undefined), null);
    check('sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', 'a', 'bc');
    check('sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=', 'ab', 'c');
    check('md5 kAFQmDzST7DWlj99KOF/cg==', 'abc');
    check('crc32 NSRBwg==', 'a', 'b', 'c');
  });

  it('refuses what did not', () => {
    for (const header of ['sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', 'crc32 NSRBwg==', 'sha1 AAAA', 'md5 =='])
      assert.throws(
        () => check(header, 'abd'),
        (error) =>
          error instanceof AppError &&
          error.code === (header === 'md5 ==' ? 'invalid_request' : 'upload_checksum_mismatch'),
      );
  });

  it('refuses algorithms that it does not know', () => {
    for (const header of ['', 'sha1', 'SHA1 AAAA', 'sha3 AAAA', 'sha1  AAAA', 'sha1 A*', 'constructor AAAA'])
      assert.throws(
        () => parseChecksum(header),
        (error) => error instanceof AppError && error.code === 'invalid_request',
      );
  });
});
