import { expect } from '@open-wc/testing';
import type { SignedPart } from '@vidkit/contracts/schemas/upload';

import { until } from '../testing/world.ts';
import { Checksums } from './checksums.ts';
import { PartSupply } from './part-supply.ts';

const MiB = 1_048_576;

/** Checksums that take so long each, of a file that is not there. */
class Reader extends Checksums {
  read: number[] = [];
  readonly #milliseconds: number;

  constructor(milliseconds = 0) {
    super();
    this.#milliseconds = milliseconds;
  }

  override async of(_file: File, { start }: { start: number }): Promise<string> {
    if (this.#milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, this.#milliseconds));
    this.read.push(start);
    return `sum of ${start}`;
  }
}

const createSupply = (checksums: Reader, { partCount = 128, partSize = 8 * MiB } = {}) => {
  const pending = Array.from({ length: partCount }, (_, index) => index + 1);
  const calls: number[][] = [];
  const supply = new PartSupply({
    file: new File([], 'film.mp4'),
    plan: { fileSize: partCount * partSize, partSize, partCount },
    checksums,
    known: new Map(),
    signed: [],
    sign: (parts) => {
      calls.push(parts.map(({ number }) => number));
      return Promise.resolve(
        parts.map(({ number }) => ({ number, size: partSize, url: '', headers: {} }) as SignedPart),
      );
    },
    streams: () => 6,
    pending: () => pending,
    onReady: () => undefined,
    onFileError: (cause) => expect.fail(String(cause)),
    onError: (error) => expect.fail(String(error)),
    signal: new AbortController().signal,
  });
  /** Waits for the first part that is left, and sends it. */
  const send = async (): Promise<number> => {
    const number = pending[0] ?? 0;
    await until(`part ${number}`, () => supply.get(number));
    pending.shift();
    supply.drop(number);
    return number;
  };
  return { supply, calls, pending, send };
};

describe('a supply of parts', () => {
  it('signs a GiB with three calls, each part once', async () => {
    const { calls, pending, send } = createSupply(new Reader());
    while (pending.length > 0) await send();
    expect(calls.length).to.be.at.most(3);
    expect(calls.flat()).to.deep.equal(Array.from({ length: 128 }, (_, index) => index + 1));
  });

  it('hands out what a slow disk gives, before there is a batch', async () => {
    const { calls, send } = createSupply(new Reader(400));
    expect(await send()).to.equal(1);
    expect(calls[0]?.length).to.be.lessThan(12);
  });

  it('asks again for the part whose turn it is while later ones have their addresses', async () => {
    const { supply, calls, pending, send } = createSupply(new Reader());
    await send();
    await until('a second call', () => {
      supply.provide();
      return calls.length > 1;
    });
    const [first = []] = calls;
    supply.expire(0);
    const before = calls.length;
    supply.expire(1);
    expect(first).to.include(pending[0]);
    expect(await send()).to.equal(2);
    expect(calls[before]).to.include(2);
  });
});
