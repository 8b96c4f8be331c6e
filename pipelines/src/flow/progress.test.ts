import type { ProcessingProgress } from '@vidkit/contracts/schemas/video';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Progress } from './progress.ts';

const createProgress = () => {
  const sent: ProcessingProgress[] = [];
  const clock = { ms: 0 };
  const progress = new Progress({
    parts: [
      { stage: 'probing', cost: 10 },
      { stage: 'first_rendition', cost: 40 },
      { stage: 'renditions', cost: 50 },
    ],
    emit: (one) => sent.push(one),
    now: () => clock.ms,
  });
  return { progress, sent, clock };
};

describe('Progress', () => {
  it('adds the stages up to one figure that never falls', () => {
    const { progress, sent, clock } = createProgress();
    progress.update('first_rendition', 0.5);
    clock.ms = 2000;
    progress.update('first_rendition', 0.25);
    clock.ms = 4000;
    progress.update('renditions', 1);
    assert.deepEqual(
      sent.map(({ percent }) => percent),
      [30, 30, 100],
    );
  });

  it('reports at most once a second, and every new stage', () => {
    const { progress, sent, clock } = createProgress();
    for (clock.ms = 0; clock.ms < 3000; clock.ms += 100) progress.update('first_rendition', clock.ms / 3000);
    progress.update('renditions', 0);
    assert.deepEqual(
      sent.map(({ stage }) => stage),
      ['first_rendition', 'first_rendition', 'first_rendition', 'renditions'],
    );
  });

  it('estimates by the speed of the present stage', () => {
    const { progress, sent, clock } = createProgress();
    clock.ms = 1000;
    progress.update('first_rendition', 1);
    clock.ms = 2000;
    progress.update('renditions', 0);
    // 25 of 100 in 10 s: another 25 will take as long.
    clock.ms = 12_000;
    progress.update('renditions', 0.5);
    assert.deepEqual(sent.at(-1), { stage: 'renditions', percent: 75, secondsLeft: 10 });
  });

  it('estimates from the work of this attempt alone', () => {
    const { progress, sent, clock } = createProgress();
    progress.skip('first_rendition');
    progress.update('renditions', 0);
    assert.equal(sent.at(-1)?.secondsLeft, null);
    clock.ms = 10_000;
    progress.update('renditions', 0.5);
    assert.deepEqual(sent.at(-1), { stage: 'renditions', percent: 75, secondsLeft: 10 });
  });
});
