import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { clearPage, createPlayer, master, playing, until, within } from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const captions = (preferred = '') =>
  `<track kind="captions" srclang="en" label="English" src="/media/captions.vtt" ${preferred}>` +
  '<track kind="captions" srclang="de-AT" label="Deutsch" src="/media/captions.de.vtt">';

const createCaptioned = async (more: Record<string, string | boolean> = {}, preferred = '') =>
  playing(await createPlayer({ src: master, ...more }, { children: captions(preferred) }));

const press = async (player: VidPlayer, key: string): Promise<void> => {
  within(player, '.base').focus();
  await sendKeys({ press: key });
};

const shown = (player: VidPlayer): string | undefined =>
  [...player.textTracks].find(({ mode }) => mode !== 'disabled')?.label;

const choose = async (player: VidPlayer, page: string, label: string): Promise<void> => {
  within(player, '.settings-button').click();
  const find = (selector: string, text = '') =>
    [...(player.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].find(
      (item) => !text || item.querySelector('.menu-label')?.textContent === text,
    );
  (await until(() => find(`[data-page=${page}]`), 'the page')).click();
  (await until(() => find('.menu [role=menuitemradio]', label), 'the choice')).click();
};

const menuValue = (player: VidPlayer, page: string): string | null | undefined =>
  player.shadowRoot?.querySelector(`[data-page=${page}] .menu-value`)?.textContent;

describe('what a viewer chooses', () => {
  afterEach(clearPage);

  it('is found again at the next video: volume, silence, speed', async () => {
    const first = await playing(await createPlayer({ src: master, muted: false }));
    await press(first, 'ArrowDown');
    await press(first, 'ArrowDown');
    await press(first, '>');
    await press(first, 'm');
    document.body.replaceChildren();
    const next = await playing(await createPlayer({ src: master, muted: false }));
    expect(next.volume).to.be.closeTo(0.9, 0.001);
    expect(next.muted).to.equal(true);
    expect(next.playbackRate).to.equal(1.25);
    expect(within(next, '.mute').getAttribute('aria-label')).to.equal('Unmute');
    within(next, '.settings-button').click();
    await until(() => menuValue(next, 'speed') === '1.25×', 'the menu says so');
  });

  it('is found again: the language of captions, and that there shall be none', async () => {
    const first = await createCaptioned();
    await choose(first, 'captions', 'Deutsch');
    expect(shown(first)).to.equal('Deutsch');
    document.body.replaceChildren();
    const next = await createCaptioned({}, 'default');
    await until(() => shown(next) === 'Deutsch', 'the language');
    await press(next, 'c');
    await until(() => shown(next) === undefined, 'off');
    document.body.replaceChildren();
    const last = await createCaptioned({}, 'default');
    expect(shown(last)).to.equal(undefined);
    await press(last, 'c');
    expect(shown(last)).to.equal('English');
  });

  it('is found again: the quality, shown in the menu', async () => {
    const first = await playing(await createPlayer({ src: master }));
    await choose(first, 'quality', '180p');
    document.body.replaceChildren();
    const next = await playing(await createPlayer({ src: master }));
    await until(() => next.engine?.quality !== null, 'the quality');
    within(next, '.settings-button').click();
    await until(() => menuValue(next, 'quality') === '180p', 'the menu says so');
  });

  it('stays in the player that keeps nothing', async () => {
    const first = await playing(await createPlayer({ src: master, 'without-preferences': true }));
    await press(first, 'ArrowDown');
    expect(first.volume).to.be.closeTo(0.95, 0.001);
    document.body.replaceChildren();
    const next = await playing(await createPlayer({ src: master }));
    expect(next.volume).to.equal(1);
  });
});
