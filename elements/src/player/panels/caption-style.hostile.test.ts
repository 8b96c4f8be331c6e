import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, inside, master, playing, within } from '../testing/player-fixture.ts';

describe('captions with hostile storage', () => {
  // Before the first use, which reads it for as long as the page lives.
  before(() =>
    localStorage.setItem(
      'vidkit.preferences',
      JSON.stringify({
        captionStyle: {
          font: 'x;}*{display:none',
          size: 9999,
          color: 'url(//evil.example)',
          more: '</style>',
        },
      }),
    ),
  );
  after(() => {
    clearPage();
    localStorage.clear();
  });

  it('look as usual', async () => {
    const children = '<track kind="captions" srclang="en" label="English" src="/media/captions.vtt" default>';
    const player = await playing(await createPlayer({ src: master }, { children }));
    const caption = await inside(player, '.captions .caption > span');
    expect(getComputedStyle(caption).color).to.equal('rgb(255, 255, 255)');
    expect(within(player, '.base').style.getPropertyValue('--caption-font')).to.equal('');
  });
});
