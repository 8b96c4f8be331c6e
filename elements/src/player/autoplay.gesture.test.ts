import { expect, oneEvent } from '@open-wc/testing';

import { clearPage, createPlayer, master, until, within } from './testing/player-fixture.ts';

describe('VidPlayer with autoplay', () => {
  afterEach(clearPage);

  it('plays without sound where the browser wants a gesture, says so and offers the sound', async () => {
    const player = await createPlayer({ muted: false });
    const muted = oneEvent(player, 'vid-autoplay-muted');
    player.autoplay = true;
    player.src = master;
    await muted;
    await until(() => player.currentTime > 0.2, 'it plays');
    expect(player.muted).to.equal(true);
    await expect(player).to.be.accessible();
    within(player, '.unmute').click();
    await player.updateComplete;
    expect(player.muted).to.equal(false);
    expect(player.shadowRoot?.querySelector('.unmute')).to.equal(null);
  });

  it('plays at once when it is muted from the start', async () => {
    const player = await createPlayer({ src: master, autoplay: true });
    await until(() => player.currentTime > 0.2, 'it plays');
    expect(player.shadowRoot?.querySelector('.unmute')).to.equal(null);
  });
});
