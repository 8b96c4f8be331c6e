import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AppError } from '../../http/app-error.ts';
import { requireParts, requireStored, requireWhole } from './part-check.ts';

const plan = { partSize: 10, partCount: 3, size: 25 };
const claimed = [1, 2, 3].map((number) => ({ number, etag: `"e${number}"`, checksum: `c${number}` }));
const stored = [
  { number: 1, size: 10, etag: 'e1', crc32: 'c1' },
  { number: 2, size: 10, etag: 'e2', crc32: 'c2' },
  { number: 3, size: 5, etag: 'e3', crc32: 'c3' },
];

const refusal = (work: () => void): AppError => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof AppError);
    return error;
  }
  throw new Error('nothing was refused');
};

describe('requireWhole', () => {
  it('wants every part once, in any order', () => {
    requireWhole(plan, claimed.toReversed());
    assert.equal(refusal(() => requireWhole(plan, claimed.slice(1))).code, 'parts_missing');
    const twice = [...claimed.slice(1), { number: 2, etag: 'x' }];
    assert.equal(refusal(() => requireWhole(plan, twice)).code, 'part_number_invalid');
    for (const number of [0, -1, 4, 10_001, NaN]) {
      const wrong = [...claimed.slice(1), { number, etag: 'x' }];
      assert.equal(refusal(() => requireWhole(plan, wrong)).code, 'part_number_invalid', String(number));
    }
  });
});

describe('requireParts', () => {
  it('takes numbers of the plan alone', () => {
    requireParts(plan, [1, 3]);
    for (const number of [0, 4, 10_001]) {
      assert.equal(refusal(() => requireParts(plan, [1, number])).code, 'part_number_invalid');
    }
  });
});

describe('requireStored', () => {
  it('takes what is stored as planned and as claimed', () => {
    requireStored(plan, claimed, stored);
    requireStored(
      plan,
      claimed.map(({ number, etag }) => ({ number, etag })),
      stored,
    );
    // A store that knows no checksums says null.
    requireStored(
      plan,
      claimed,
      stored.map((part) => ({ ...part, crc32: null })),
    );
  });

  const change = (number: number, fault: object) =>
    stored.map((part) => (part.number === number ? { ...part, ...fault } : part));

  it('names the parts to send again', () => {
    const missing = refusal(() => requireStored(plan, claimed, stored.slice(2)));
    assert.equal(missing.code, 'parts_missing');
    assert.deepEqual(
      missing.fields?.map(({ pointer }) => pointer),
      ['/parts/0', '/parts/1'],
    );
    for (const fault of [{ size: 9 }, { etag: 'other' }]) {
      const mismatch = refusal(() => requireStored(plan, claimed, change(2, fault)));
      assert.deepEqual([mismatch.code, mismatch.fields?.[0]?.pointer], ['part_mismatch', '/parts/1']);
    }
    // Whole parts of the last one's size would be a shorter file.
    assert.equal(refusal(() => requireStored(plan, claimed, change(3, { size: 10 }))).code, 'part_mismatch');
    const damaged = refusal(() => requireStored(plan, claimed, change(3, { crc32: 'x' })));
    assert.deepEqual([damaged.code, damaged.fields?.[0]?.pointer], ['checksum_mismatch', '/parts/2']);
  });
});
