import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import {
  clearPage,
  createPlayer,
  inside,
  master,
  playing,
  until,
  within,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

interface Pip {
  window: Window | null;
  requestWindow: () => Promise<Window>;
}
const pip = (): Pip | undefined => (window as { documentPictureInPicture?: Pip }).documentPictureInPicture;

describe('picture-in-picture with the whole player', () => {
  before(() => setViewport({ width: 900, height: 700 }));
  afterEach(() => {
    pip()?.window?.close();
    clearPage();
  });

  const open = async (): Promise<{ player: VidPlayer; base: HTMLElement; small: Window }> => {
    const children = '<track kind="captions" srclang="en" label="English" src="/media/captions.vtt" default>';
    const player = await playing(await createPlayer({ src: master }, { children }));
    const base = within(player, '.base');
    base.focus();
    await sendKeys({ press: 'i' });
    const small = await until(() => pip()?.window, 'the window');
    await until(() => base.ownerDocument === small.document, 'the player is in it');
    return { player, base, small };
  };

  it('moves everything into a small window, plays on, and comes back', async () => {
    const { player, base, small } = await open();
    const before = player.currentTime;
    await until(() => player.currentTime > before + 0.3, 'it plays on');
    expect(player.paused).to.equal(false);
    const control = base.querySelector<HTMLElement>('.control.play');
    expect(control && small.getComputedStyle(control).display).to.equal('grid');
    await until(
      () => base.querySelector('.caption')?.textContent === 'Caption one',
      'captions are drawn there',
    );
    await inside(player, '.own-window button');
    within(player, '.own-window button').click();
    await until(() => base.getRootNode() === player.shadowRoot, 'it is back');
    expect(player.shadowRoot?.querySelector('.own-window')).to.equal(null);
    expect(player.shadowRoot?.activeElement).to.equal(base);
    const again = player.currentTime;
    await until(() => player.currentTime > again + 0.3, 'it still plays');
  });

  it('opens its menu and panels there', async () => {
    const { base } = await open();
    base.querySelector<HTMLElement>('.settings-button')?.click();
    await until(() => base.querySelector('.menu [role=menuitem]'), 'the menu');
    base.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true, composed: true }));
    const dialog = await until(() => base.querySelector('dialog.help'), 'the dialog');
    expect(dialog.matches(':modal')).to.equal(true);
  });

  it('comes back when the window closes, and when the player leaves the page', async () => {
    const first = await open();
    first.small.close();
    await until(() => first.base.getRootNode() === first.player.shadowRoot, 'it is back');
    clearPage();
    const second = await open();
    second.player.remove();
    await until(() => second.base.getRootNode() === second.player.shadowRoot, 'it is back');
  });
});
