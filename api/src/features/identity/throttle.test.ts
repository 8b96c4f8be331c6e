import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { MemoryRateLimiter } from '@vidkit/platform/local/memory-rate-limiter';

import { networkOf, Throttle } from './throttle.ts';

describe('networkOf', () => {
  it('counts a home or an office as one', () => {
    assert.equal(networkOf('203.0.113.9'), networkOf('203.0.113.200'));
    assert.equal(networkOf('::ffff:203.0.113.9'), networkOf('203.0.113.9'));
    assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:db8:1:2ff::1'.replace('2ff', '3')));
    assert.equal(networkOf('2001:db8::1'), networkOf('2001:0DB8:0:0:ffff::'));
    assert.equal(networkOf('fe80::1%eth0'), networkOf('fe80::2'));
  });

  it('keeps strangers apart', () => {
    assert.notEqual(networkOf('203.0.113.9'), networkOf('203.0.114.9'));
    assert.notEqual(networkOf('2001:db8:1::1'), networkOf('2001:db8:2::1'));
    assert.notEqual(networkOf('2001:db8:1:100::1'), networkOf('2001:db8:1:200::1'));
  });
});

describe('Throttle', () => {
  it('counts an address whatever its case, and forgets after a success', async () => {
    const throttle = new Throttle(new MemoryRateLimiter());
    for (let n = 0; n < 10; n++)
      assert.equal(await throttle.take('sign-in', 'Ada@example.com', `10.0.${n}.1`), 0);
    assert.ok((await throttle.take('sign-in', 'ada@EXAMPLE.com', '10.1.0.1')) > 0);
    assert.equal(await throttle.take('sign-in', 'grace@example.com', '10.1.0.1'), 0);
    await throttle.forgive('sign-in', 'ADA@example.com');
    assert.equal(await throttle.take('sign-in', 'ada@example.com', '10.1.0.1'), 0);
  });

  it('counts a network over many addresses', async () => {
    const throttle = new Throttle(new MemoryRateLimiter());
    let refused = 0;
    for (let n = 0; n < 70; n++)
      if ((await throttle.take('sign-up', `${n}@example.com`, '10.0.0.1')) > 0) refused++;
    assert.equal(refused, 10);
  });
});
