import { aTimeout, expect } from '@open-wc/testing';

import { countWakeLocks } from '../../testing/wake-lock.ts';
import { until } from '../testing/world.ts';
import { StayAwake } from './stay-awake.ts';

/** Whether the page would be asked for before it is left. */
const asks = (): boolean => !globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('staying awake', () => {
  let locks: ReturnType<typeof countWakeLocks>;
  const awake = new StayAwake();

  beforeEach(() => {
    locks = countWakeLocks();
  });
  afterEach(() => {
    awake.active = false;
    locks.restore();
  });

  it('holds the screen and asks before the page is left, only while bytes move', async () => {
    expect(asks()).to.equal(false);
    awake.active = true;
    await until('held', () => locks.held === 1);
    expect(asks()).to.equal(true);
    awake.active = false;
    await until('released', () => locks.held === 0);
    expect(asks()).to.equal(false);
  });

  it('holds one lock again when the page is seen again', async () => {
    awake.active = true;
    await until('held', () => locks.held === 1);
    document.dispatchEvent(new Event('visibilitychange'));
    await aTimeout(50);
    expect(locks.held).to.equal(1);
    awake.active = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await aTimeout(50);
    expect(locks.held).to.equal(0);
  });

  it('lets go of a lock that comes when everything has ended', async () => {
    awake.active = true;
    awake.active = false;
    await aTimeout(50);
    expect(locks.held).to.equal(0);
  });

  it('still asks where the browser gives no lock', async () => {
    navigator.wakeLock.request = () => Promise.reject(new DOMException('low battery', 'NotAllowedError'));
    awake.active = true;
    await aTimeout(20);
    expect(asks()).to.equal(true);
  });
});
