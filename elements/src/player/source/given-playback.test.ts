import { expect } from '@open-wc/testing';

import {
  clearPage,
  createPlayback,
  createPlayer,
  playing,
  serveApi,
  until,
  within,
} from '../testing/player-fixture.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('an answer that the page has already', () => {
  let api: ReturnType<typeof serveApi>;
  beforeEach(() => {
    api = serveApi({ '/playback': [{ body: createPlayback({ title: 'Asked for' }) }] });
  });
  afterEach(() => {
    clearPage();
    api.restore();
  });

  const given = (overrides = {}) => JSON.stringify(createPlayback({ title: 'Given', ...overrides }));

  it('is played without a question', async () => {
    const player = await createPlayer({ 'video-id': videoId, playback: given() });
    expect(within(player, '.base').getAttribute('aria-label')).to.contain('Given');
    expect(player.duration).to.equal(12);
    await playing(player);
    expect(api.asked).to.deep.equal([]);
  });

  it('is asked for once more when its addresses are about to run out', async () => {
    const expiresAt = new Date(Date.now() + 5_000).toISOString();
    const player = await createPlayer({ 'video-id': videoId, playback: given({ expiresAt }) });
    await playing(player);
    expect(api.asked.length).to.be.at.least(1);
  });

  it('is asked for when the page loads the source anew', async () => {
    const player = await createPlayer({ 'video-id': videoId, playback: given() });
    player.setAttribute('video-id', '01890a5d-ac96-774b-bcce-b302099a8059');
    await until(() => api.asked.length === 1, 'the question about another video');
  });

  for (const wrong of ['', '{', 'null', '7', '[]', '{"videoId":1}', `{"videoId":"${'x'.repeat(9)}"}`]) {
    it(`is left aside where it is none: ${wrong || 'empty'}`, async () => {
      const player = await createPlayer({ 'video-id': videoId, playback: wrong });
      await until(
        () => within(player, '.base').getAttribute('aria-label')?.includes('Asked for'),
        'the title',
      );
      expect(api.asked.length).to.equal(1);
    });
  }
});
