import { aTimeout, expect } from '@open-wc/testing';

import { clearPage, createPlayer, fetched, master, playing, until } from '../testing/player-fixture.ts';

describe('VidPlayer that is told when to load', () => {
  afterEach(clearPage);

  it('readies its engine at once, and fetches no media', async () => {
    performance.clearResourceTimings();
    const player = await createPlayer({ src: master, load: 'eager' });
    await until(() => player.engine, 'the engine');
    await aTimeout(300);
    expect(fetched('.m4s')).to.deep.equal([]);
  });

  it('readies its engine when it comes into sight', async () => {
    const above = document.createElement('div');
    above.style.blockSize = '5000px';
    document.body.append(above);
    const player = await createPlayer({ src: master, load: 'visible' });
    await aTimeout(300);
    expect(player.engine).to.equal(null);
    player.scrollIntoView();
    await until(() => player.engine, 'the engine');
  });

  it('waits for interest when the attribute says nothing that it knows', async () => {
    const player = await createPlayer({ src: master, load: 'sometime' });
    await aTimeout(300);
    expect(player.engine).to.equal(null);
  });

  it('tells servers how playback goes where the page wants it, in the address of each request', async () => {
    performance.clearResourceTimings();
    await playing(await createPlayer({ src: master, cmcd: true }));
    expect(fetched('CMCD=').length).to.be.greaterThan(2);
  });

  it('tells servers nothing else', async () => {
    const begunAt = performance.now();
    await playing(await createPlayer({ src: master }));
    // What players before this one had on its way may end meanwhile.
    const since = performance.getEntriesByType('resource').filter(({ startTime }) => startTime > begunAt);
    expect(since.filter(({ name }) => name.includes('CMCD='))).to.deep.equal([]);
  });
});
