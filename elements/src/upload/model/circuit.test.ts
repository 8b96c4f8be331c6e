import { expect } from '@open-wc/testing';

import { Circuit } from './circuit.ts';

const outage = new Error('outage');
const outageOf = (error: unknown) => (error === outage ? { retryAfter: null } : null);

describe('Circuit', () => {
  const createCircuit = () => {
    const clock = { now: 0 };
    const sleepers: { until: number; wake: () => void }[] = [];
    const circuit = new Circuit({
      limit: 3,
      base: 1_000,
      cap: 8_000,
      random: () => 0,
      now: () => clock.now,
      wait: (ms, signal) =>
        new Promise((resolve) => {
          sleepers.push({ until: clock.now + ms, wake: resolve });
          signal.addEventListener('abort', () => resolve());
        }),
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    const pass = async (ms: number): Promise<void> => {
      clock.now += ms;
      for (const { until, wake } of sleepers) if (until <= clock.now) wake();
      await settled();
    };
    return { circuit, pass, settled, wakeAll: () => sleepers.forEach(({ wake }) => wake()) };
  };

  const signal = new AbortController().signal;
  const fail = (circuit: Circuit) =>
    circuit.run(() => Promise.reject(outage), outageOf, signal).catch(() => undefined);

  it('lets everything pass while it is answered', async () => {
    const { circuit } = createCircuit();
    for (let n = 0; n < 9; n++)
      await circuit.run(() => Promise.reject(new Error('refused')), outageOf, signal).catch(() => undefined);
    expect(circuit.isOpen).to.equal(false);
    expect(await circuit.run(() => Promise.resolve(7), outageOf, signal)).to.equal(7);
  });

  it('holds all back after failures in a row, and sends one first', async () => {
    const { circuit, pass, settled } = createCircuit();
    for (let n = 0; n < 3; n++) await fail(circuit);
    expect(circuit.isOpen).to.equal(true);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    for (let n = 0; n < 4; n++) {
      void circuit.run(
        () => {
          begun.push(n);
          return new Promise<void>((resolve) => ends.push(resolve));
        },
        outageOf,
        signal,
      );
    }
    await settled();
    expect(begun).to.deep.equal([]);
    await pass(1_000);
    expect(begun, 'the probe').to.have.length(1);
    ends[0]?.();
    await settled();
    expect(begun, 'all others').to.have.length(4);
  });

  it('waits longer after a probe that failed', async () => {
    const { circuit, pass } = createCircuit();
    for (let n = 0; n < 3; n++) await fail(circuit);
    const probe = fail(circuit);
    await pass(1_000);
    await probe;
    let begun = false;
    void circuit.run(() => Promise.resolve((begun = true)), outageOf, signal);
    await pass(900);
    expect(begun).to.equal(false);
    await pass(200);
    expect(begun).to.equal(true);
  });

  it('tries at once when there is news of the line', async () => {
    const { circuit, settled, wakeAll } = createCircuit();
    for (let n = 0; n < 3; n++) await fail(circuit);
    let begun = false;
    void circuit.run(() => Promise.resolve((begun = true)), outageOf, signal);
    await settled();
    wakeAll();
    await settled();
    expect(begun).to.equal(true);
  });

  it('does not hold who has given up, and a probe that was given up makes room for another', async () => {
    const { circuit, pass, settled } = createCircuit();
    for (let n = 0; n < 3; n++) await fail(circuit);
    const gone = new AbortController();
    const probe = circuit.run(
      () =>
        new Promise((_, reject) => gone.signal.addEventListener('abort', () => reject(new Error('gone')))),
      outageOf,
      gone.signal,
    );
    await pass(1_000);
    let begun = false;
    void circuit.run(() => Promise.resolve((begun = true)), outageOf, signal);
    await settled();
    expect(begun).to.equal(false);
    gone.abort();
    await probe.catch(() => undefined);
    await settled();
    expect(begun).to.equal(true);
  });
});
