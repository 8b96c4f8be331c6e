import { expect } from '@open-wc/testing';

import { createPositions, worthResuming } from './positions.ts';
import type { ChoiceStore } from './preferences.ts';

const createStore = (text: string | null = null): ChoiceStore & { written: string | null } => ({
  written: text,
  getItem() {
    return this.written;
  },
  setItem(_name, value) {
    this.written = value;
  },
});

describe('createPositions', () => {
  it('keeps one position a video, and drops it', () => {
    const store = createStore();
    const positions = createPositions(() => store);
    positions.keep('a', 12.345);
    positions.keep('b', 20);
    positions.keep('a', 30);
    expect(positions.get('a')).to.equal(30);
    expect(store.written).to.equal('[["b",20],["a",30]]');
    positions.drop('a');
    positions.drop('never');
    expect(createPositions(() => store).get('a')).to.equal(undefined);
    expect(positions.get('b')).to.equal(20);
  });

  it('holds the newest hundred', () => {
    const positions = createPositions(() => store);
    const store = createStore();
    for (let index = 0; index < 103; index++) positions.keep(`v${index}`, index);
    expect(positions.get('v2')).to.equal(undefined);
    expect(positions.get('v3')).to.equal(3);
    expect(JSON.parse(store.written ?? '')).to.have.length(100);
  });

  it('holds in memory where storage is refused or full', () => {
    const refuse = (): never => {
      throw new DOMException('refused', 'SecurityError');
    };
    for (const open of [
      refuse,
      () => ({ getItem: refuse, setItem: refuse }),
      () => ({ ...createStore(), setItem: refuse }),
    ]) {
      const positions = createPositions(open);
      expect(positions.get('a')).to.equal(undefined);
      positions.keep('a', 11);
      positions.keep('b', 12);
      expect(positions.get('a')).to.equal(11);
      positions.drop('a');
      expect(positions.get('a')).to.equal(undefined);
    }
  });

  it('ignores what makes no sense, and takes none of it', () => {
    const hostile = [
      ['<script>', 5],
      ['a', '5'],
      ['b', -1],
      ['c', 1e12],
      ['d'],
      'e',
      null,
      { 0: 'f', 1: 1 },
      ['g', 7, 8],
      ['h', 9],
    ];
    const positions = createPositions(() => createStore(JSON.stringify(hostile)));
    for (const id of ['<script>', 'a', 'b', 'c', 'd', 'f', 'g'])
      expect(positions.get(id), id).to.equal(undefined);
    expect(positions.get('h')).to.equal(9);
    for (const text of ['{', '{}', 'null', `["${'x'.repeat(20_000)}"]`]) {
      expect(createPositions(() => createStore(text)).get('h')).to.equal(undefined);
    }
    const store = createStore();
    const own = createPositions(() => store);
    own.keep('x'.repeat(65), 5);
    own.keep('a b', 5);
    own.keep('a', NaN);
    own.keep('a', Infinity);
    expect(store.written).to.equal(null);
  });
});

describe('worthResuming', () => {
  it('is neither the beginning nor the end', () => {
    expect(worthResuming(9, 600)).to.equal(false);
    expect(worthResuming(10, 600)).to.equal(true);
    expect(worthResuming(584, 600)).to.equal(true);
    expect(worthResuming(586, 600)).to.equal(false);
    expect(worthResuming(18, 20)).to.equal(true);
    expect(worthResuming(19.5, 20)).to.equal(false);
    expect(worthResuming(10, NaN)).to.equal(false);
  });
});
