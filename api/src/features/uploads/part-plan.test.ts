import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { planParts, sizeOfPart } from './part-plan.ts';

const MiB = 1024 ** 2;

describe('planParts', () => {
  it('sends a small file as one part', () => {
    assert.deepEqual(planParts(1), { partSize: 8 * MiB, partCount: 1 });
    assert.deepEqual(planParts(8 * MiB), { partSize: 8 * MiB, partCount: 1 });
  });

  it('cuts 1 GiB into at most 128 parts', () => {
    assert.deepEqual(planParts(1024 * MiB), { partSize: 8 * MiB, partCount: 128 });
  });

  it('never needs more than 10,000 parts, up to the largest object of S3', () => {
    for (const size of [79 * 1024 * MiB, 1024 ** 4, 5 * 1024 ** 4]) {
      const plan = planParts(size);
      assert.ok(plan.partCount <= 10_000, `${size}`);
      assert.ok(plan.partSize * plan.partCount >= size);
      assert.equal(plan.partSize % MiB, 0);
    }
  });

  it('gives a client the part size that it wishes for, within limits', () => {
    const sizeFor = (wished: number, size = 1024 * MiB) => planParts(size, wished).partSize / MiB;
    assert.deepEqual(
      [16, 32, 64].map((wished) => sizeFor(wished * MiB)),
      [16, 32, 64],
    );
    assert.equal(sizeFor(1), 8);
    assert.equal(sizeFor(20.5 * MiB), 20);
    assert.equal(sizeFor(Number.MAX_SAFE_INTEGER), 64);
    assert.equal(sizeFor(8 * MiB, 1024 ** 4), Math.ceil(1024 ** 2 / 10_000));
  });

  it('has parts that sum up to the file', () => {
    for (const size of [1, 8 * MiB - 1, 8 * MiB + 1, 100 * MiB + 7]) {
      const plan = { ...planParts(size), size };
      const sizes = Array.from({ length: plan.partCount }, (_, index) => sizeOfPart(plan, index + 1));
      assert.equal(
        sizes.reduce((a, b) => a + b, 0),
        size,
      );
      assert.ok(sizes.every((part) => part > 0));
    }
  });
});
