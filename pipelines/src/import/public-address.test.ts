import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isPublicAddress } from './public-address.ts';

describe('isPublicAddress', () => {
  it('takes what anybody can reach', () => {
    for (const address of ['1.1.1.1', '93.184.216.34', '172.15.0.1', '2606:4700::1111', '2a00:1450::1'])
      assert.equal(isPublicAddress(address), true, address);
  });

  it('refuses own, local, reserved and disguised addresses', () => {
    for (const address of [
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.8',
      '192.168.1.1',
      '198.18.0.1',
      '203.0.113.9',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      '2001:db8::1',
      '2001::1',
      '2002:7f00:1::1',
      'localhost',
      '',
    ])
      assert.equal(isPublicAddress(address), false, address);
  });
});
