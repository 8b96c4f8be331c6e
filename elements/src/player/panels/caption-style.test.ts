import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { defaultCaptionStyle } from '../model/caption-style.ts';
import { preferences } from '../model/preferences.ts';
import {
  clearPage,
  createPlayer,
  inside,
  master,
  playing,
  press,
  until,
  within,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const captions = '<track kind="captions" srclang="en" label="English" src="/media/captions.vtt" default>';

const open = async (attributes: Record<string, string | boolean> = {}): Promise<VidPlayer> => {
  const player = await playing(await createPlayer({ src: master, ...attributes }, { children: captions }));
  player.pause();
  player.currentTime = 1;
  await inside(player, '.caption');
  return player;
};

const openDialog = async (player: VidPlayer): Promise<HTMLDialogElement> => {
  within(player, '.settings-button').click();
  (await inside(player, '[data-page=captions]')).click();
  const items = await until(
    () => player.shadowRoot?.querySelectorAll<HTMLElement>('.menu-item.apart'),
    'the captions page',
  );
  await until(() => player.shadowRoot?.querySelector('.menu-item.apart'), 'the entry');
  (items[0] ?? within(player, '.menu-item.apart')).click();
  const dialog = await inside<HTMLDialogElement>(player, 'dialog.caption-style');
  await until(() => player.shadowRoot?.activeElement?.localName === 'select', 'the focus is in it');
  return dialog;
};

const choose = (dialog: HTMLElement, index: number, value: number): void => {
  const select = dialog.querySelectorAll('select')[index];
  if (!select) throw new Error(`no select ${index}`);
  select.selectedIndex = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

const drawn = (player: VidPlayer) => getComputedStyle(within(player, '.captions .caption > span'));

describe('the caption style dialog', () => {
  before(() => setViewport({ width: 900, height: 700 }));
  beforeEach(() => preferences.set('captionStyle', { ...defaultCaptionStyle }));
  afterEach(clearPage);
  after(() => localStorage.clear());

  it('is reached from the captions page, passes axe, and gives the focus back', async () => {
    const player = await open();
    const dialog = await openDialog(player);
    expect(dialog.matches(':modal')).to.equal(true);
    expect([...dialog.querySelectorAll('select')].map(({ length }) => length)).to.deep.equal([
      ...[8, 7, 4, 5, 5, 5],
    ]);
    expect(dialog.querySelectorAll('input[type=radio][name=color]')).to.have.length(8);
    await expect(player).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    await until(() => !player.shadowRoot?.querySelector('dialog'), 'it closes');
    expect(player.shadowRoot?.activeElement).to.equal(within(player, '.settings-button'));
  });

  it('changes the sample and the captions at once, keeps it, and can take it back', async () => {
    const player = await open();
    const dialog = await openDialog(player);
    choose(dialog, 0, 7);
    choose(dialog, 1, 5);
    choose(dialog, 2, 1);
    choose(dialog, 5, 1);
    dialog.querySelector<HTMLInputElement>('.style-color.yellow input')?.click();
    await until(() => drawn(player).fontVariantCaps === 'small-caps', 'the caption changes');
    const sample = getComputedStyle(within(player, '.caption-preview .caption > span'));
    for (const style of [drawn(player), sample]) {
      expect(style.color).to.match(/^rgba\(255, 255, 0, 0\.5/);
      expect(style.textShadow).to.include('3px');
    }
    // The page goes, and what was kept stays.
    document.body.replaceChildren();

    const next = await open();
    await until(() => drawn(next).fontVariantCaps === 'small-caps', 'the next video has it');
    const again = await openDialog(next);
    expect(again.querySelectorAll('select')[1]?.selectedIndex).to.equal(5);
    again.querySelector<HTMLElement>('.action')?.click();
    await until(() => drawn(next).fontVariantCaps === 'normal', 'it is taken back');
    expect(next.shadowRoot?.activeElement?.localName).to.equal('select');
  });

  it('tells every player of the page', async () => {
    const [one, other] = [await open(), await open()];
    press(one, '+');
    press(other, 'o');
    await until(
      () => Number(within(other, '.base').style.getPropertyValue('--caption-size')) === 1.25,
      'size',
    );
  });

  it('obeys its keys and says so', async () => {
    const player = await open();
    const size = Number.parseFloat(drawn(player).fontSize);
    within(player, '.base').focus();
    press(player, '+');
    await until(() => Number.parseFloat(drawn(player).fontSize) > size, 'larger');
    press(player, '-');
    press(player, '-');
    await until(() => Number.parseFloat(drawn(player).fontSize) < size, 'smaller');
    press(player, 'w');
    await until(
      () =>
        getComputedStyle(within(player, '.captions .caption-window')).backgroundColor ===
        'rgba(0, 0, 0, 0.25)',
      'a window',
    );
    press(player, 'o');
    await until(() => drawn(player).color.includes('0.25'), 'paler text');
    await until(
      () => within(player, '[role=status]').textContent?.includes('Caption text 25%'),
      'it is said',
    );
  });

  it('gives native captions the same look as far as they know it', async () => {
    const player = await open();
    press(player, '+');
    const rules = () =>
      [...(player.shadowRoot?.adoptedStyleSheets ?? [])].flatMap((sheet) => [...sheet.cssRules]);
    await until(
      () => rules().some(({ cssText }) => /video::cue.*font-size: 125%/s.test(cssText)),
      'the rule',
    );
  });
});
