import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { base32, codeAt, stepAt, stepOf, uriOf } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

describe('codeAt', () => {
  it('makes the codes of RFC 4226, appendix D', () => {
    const codes = [
      '755224',
      '287082',
      '359152',
      '969429',
      '338314',
      '254676',
      '287922',
      '162583',
      '399871',
      '520489',
    ];
    assert.deepEqual(
      codes.map((_, step) => codeAt(secret, step)),
      codes,
    );
  });

  it('makes the codes of RFC 6238, appendix B, of which six digits are used', () => {
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_111_111_111, '050471'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
      [20_000_000_000, '353130'],
    ] as const) {
      assert.equal(codeAt(secret, stepAt(seconds * 1000)), code);
    }
  });
});

describe('stepOf', () => {
  const now = 1_700_000_000_000;
  const step = stepAt(now);

  it('knows the codes of this half minute and of those beside it', () => {
    for (const near of [step - 1, step, step + 1])
      assert.equal(stepOf(secret, codeAt(secret, near), now), near);
    for (const far of [step - 2, step + 2]) assert.equal(stepOf(secret, codeAt(secret, far), now), null);
  });

  it('takes nothing else for one', () => {
    for (const code of [
      '',
      '0',
      'abcdef',
      `${codeAt(secret, step)}0`,
      ` ${codeAt(secret, step)}`,
      '１２３４５６',
    ]) {
      assert.equal(stepOf(secret, code, now), null);
    }
  });
});

describe('uriOf', () => {
  it('is read by authenticators', () => {
    assert.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI');
    assert.equal(
      uriOf(secret, { issuer: 'My videos', email: 'ada+1@example.com' }),
      'otpauth://totp/My%20videos:ada%2B1%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=My%20videos',
    );
  });
});
