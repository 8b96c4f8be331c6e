import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, playing, until, within } from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const button = (player: VidPlayer): HTMLElement => within(player, '.live');

describe('VidPlayer with a live stream', () => {
  let player: VidPlayer;

  beforeEach(async () => {
    const stream = `live-${Math.random().toString(36).slice(2)}`;
    // What there is of it: ten seconds in which one can move about, and no end.
    await fetch(`/growing/${stream}?segments=5`, { method: 'POST' });
    const children = `<source src="/growing/${stream}/master" type="application/vnd.apple.mpegurl">`;
    player = await playing(await createPlayer({}, { children }));
  });
  afterEach(clearPage);

  it('has no end, and says that it is live in place of a length', async () => {
    expect(player.duration).to.equal(Infinity);
    expect(player.seekable.length).to.equal(1);
    expect(button(player).textContent?.trim()).to.equal('Live');
    expect(player.shadowRoot?.querySelector('.time-total')).to.equal(null);
    await expect(player).to.be.accessible();
  });

  it('asks nothing of a viewer who is where everybody is', () => {
    expect(button(player).getAttribute('aria-disabled')).to.equal('true');
    expect(within<HTMLInputElement>(player, '.seek-input').getAttribute('aria-valuetext')).to.equal('Live');
  });
});

describe('VidPlayer with a live stream that can be wound back', () => {
  afterEach(clearPage);

  it('says how far behind one is, and leads back', async () => {
    const player = await playing(await createPlayer({ src: '/live/master.m3u8' }));
    player.currentTime = player.seekable.start(0) + 1;
    await until(
      () => !player.seeking && within(player, '.time').textContent?.startsWith('−'),
      'the distance',
    );
    const input = within<HTMLInputElement>(player, '.seek-input');
    expect(input.disabled).to.equal(false);
    expect(input.getAttribute('aria-valuetext')).to.match(/^0:\d\d behind live$/);
    expect(button(player).getAttribute('aria-label')).to.equal('Go to live');
    button(player).click();
    await until(() => button(player).getAttribute('aria-disabled') === 'true', 'the edge');
    expect(player.seekable.end(0) - player.currentTime).to.be.lessThan(15);
  }).timeout(60_000);
});
