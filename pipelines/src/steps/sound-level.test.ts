import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { chooseLevel, correctLevel } from './sound-level.ts';

describe('chooseLevel', () => {
  it('raises and lowers to -16 LUFS', () => {
    assert.deepEqual(chooseLevel({ integrated: -23, truePeak: -12 }), { gain: 7, limited: false });
    assert.deepEqual(chooseLevel({ integrated: -8.6, truePeak: 1.3 }), { gain: -7.4, limited: false });
  });

  it('holds down peaks that the gain would drive over the ceiling', () =>
    assert.deepEqual(chooseLevel({ integrated: -24, truePeak: -6 }), { gain: 8, limited: true }));

  it('limits peaks also where the loudness is right', () =>
    assert.deepEqual(chooseLevel({ integrated: -16, truePeak: 0.5 }), { gain: 0, limited: true }));

  it('does not make noise of what is hardly there', () =>
    assert.deepEqual(chooseLevel({ integrated: -50.9, truePeak: -40 }), { gain: 30, limited: false }));

  it('leaves alone what is right, silent, or too short to measure', () => {
    assert.equal(chooseLevel({ integrated: -16.05, truePeak: -3 }), null);
    assert.equal(chooseLevel({ integrated: -70, truePeak: -Infinity }), null);
    assert.equal(chooseLevel({ integrated: -70, truePeak: -3 }), null);
    assert.equal(chooseLevel(null), null);
  });
});

describe('correctLevel', () => {
  it('gives back what the limiter took', () => {
    const level = { gain: 12, limited: true };
    assert.deepEqual(correctLevel(level, { integrated: -17, truePeak: -1.5 }), { gain: 13, limited: true });
  });
});
