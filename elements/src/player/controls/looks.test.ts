import { aTimeout, expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

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

const looks = ['', 'minimal', 'audio'] as const;
const widths = [160, 240, 360, 640, 1280] as const;
const captions = '<track kind="captions" srclang="en" label="English" src="/media/captions.vtt">';
const own = `<b slot="top">A title</b><a slot="overlay" href="#more">More</a>
  <button slot="controls-start">Note</button><button slot="controls-end">Like</button>`;

/** Names of the buttons and sliders that a viewer can reach. */
const offered = (player: VidPlayer): (string | null)[] =>
  [...(player.shadowRoot?.querySelectorAll('.controls :is(button, input)') ?? [])]
    .filter((control) => control.checkVisibility())
    .map((control) => control.getAttribute('aria-label'));

const box = (element: Element): number[] => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
};

describe('Looks', () => {
  before(() => setViewport({ width: 1300, height: 900 }));
  afterEach(clearPage);

  for (const look of looks) {
    it(`passes its audit: ${look || 'default'}`, async () => {
      const player = await createPlayer(
        { src: master, look, poster: '/media/poster.jpg' },
        { children: captions + own },
      );
      await expect(player).to.be.accessible();
      await playing(player);
      player.pause();
      await expect(player).to.be.accessible();
    });

    it(`keeps everything inside, apart and large enough: ${look || 'default'}`, async () => {
      const player = await playing(await createPlayer({ src: master, look }, { children: captions + own }));
      player.pause();
      for (const width of widths) {
        (player.parentElement as HTMLElement).style.inlineSize = `${width}px`;
        await aTimeout(100);
        await player.updateComplete;
        const row = within(player, '.row');
        expect(row.scrollWidth, `${width}`).to.be.at.most(row.clientWidth);
        const edge = player.getBoundingClientRect();
        const shown = [...row.querySelectorAll('button'), ...row.querySelectorAll('.time')]
          .filter((control) => control.checkVisibility())
          .map((control) => control.getBoundingClientRect())
          .sort((a, b) => a.left - b.left);
        shown.forEach((one, index) => {
          const name = `${width}, ${index}`;
          expect(one.left, name).to.be.at.least(edge.left);
          expect(one.right, name).to.be.at.most(edge.right);
          expect(one.bottom, name).to.be.at.most(edge.bottom);
          expect(one.right, name).to.be.at.most((shown[index + 1]?.left ?? Infinity) + 0.5);
        });
        for (const button of row.querySelectorAll('button')) {
          const { width: wide, height } = button.getBoundingClientRect();
          if (button.checkVisibility()) expect(Math.min(wide, height)).to.be.at.least(24);
        }
      }
    });
  }

  it('offers little in the minimal look, and the settings by the context menu', async () => {
    const player = await playing(await createPlayer({ src: master, look: 'minimal' }));
    player.pause();
    await player.updateComplete;
    expect(offered(player)).to.deep.equal(['Play', 'Unmute', 'Full screen', 'Seek']);
    within(player, '.base').focus();
    press(player, 'ContextMenu');
    const first = await inside(player, '.context-menu .menu-item');
    expect(first.textContent?.trim()).to.equal('Settings');
    first.click();
    await inside(player, '.menu:not(.context-menu) [role="menu"]');
    await sendKeys({ press: 'Escape' });
    await until(() => player.shadowRoot?.activeElement?.matches('.base'), 'the focus is in the player');
  });

  it('reserves the bar of the audio look before anything is there, and keeps it', async () => {
    const page = document.createElement('p');
    page.textContent = 'What comes after';
    let moved = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved += (entry as PerformanceEntry & { value: number }).value;
    });
    observer.observe({ type: 'layout-shift' });
    const player = await createPlayer({ src: master, look: 'audio', 'aspect-ratio': '4/3' });
    player.parentElement?.after(page);
    const [before, after] = [box(player), box(page)];
    expect(before[3]).to.equal(64);
    const disc = box(within(player, '.disc'));
    player.poster = '/media/poster.jpg';
    await player.updateComplete;
    expect(box(within(player, '.disc'))).to.deep.equal(disc);
    expect(box(await inside(player, 'img.poster'))).to.deep.equal([before[0], before[1], 64, 64]);
    await playing(player);
    expect(box(within(player, '.play'))).to.deep.equal(disc);
    expect([box(player), box(page)]).to.deep.equal([before, after]);
    await aTimeout(100);
    observer.disconnect();
    expect(moved).to.equal(0);
  });

  it('has no use for what is seen in the audio look', async () => {
    const player = await playing(await createPlayer({ src: master, look: 'audio' }, { children: captions }));
    player.pause();
    within(player, '.base').focus();
    press(player, 'f');
    press(player, 'c');
    await aTimeout(100);
    expect(document.fullscreenElement).to.equal(null);
    expect([...player.media.textTracks].map(({ mode }) => mode)).not.to.include('hidden');
    expect(offered(player)).not.to.include('Full screen');
  });

  it('opens the settings of a low player beyond its edges, and closes them by a press elsewhere', async () => {
    const player = await playing(await createPlayer({ src: master, look: 'audio' }));
    player.pause();
    within(player, '.settings-button').click();
    const menu = await inside(player, '.menu');
    await until(() => menu.matches(':popover-open'), 'it is in the top layer');
    await player.updateComplete;
    const { top, height } = menu.getBoundingClientRect();
    expect(height).to.be.greaterThan(100);
    expect(top).to.be.at.least(player.getBoundingClientRect().bottom);
    await expect(player).to.be.accessible();
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await until(() => !player.shadowRoot?.querySelector('.menu'), 'it is closed');
  });

  it('shows what the page puts in, once the controls are there, and lets it work', async () => {
    const player = await createPlayer({ src: master }, { children: own });
    const [title, link, note, like] = [...player.children] as HTMLElement[];
    expect(title?.checkVisibility()).to.equal(false);
    await playing(player);
    for (const element of [title, link, note, like]) expect(element?.checkVisibility()).to.equal(true);
    let liked = 0;
    like?.addEventListener('click', () => liked++);
    like?.click();
    link?.click();
    expect([liked, player.paused]).to.deep.equal([1, false]);
    title?.remove();
    await until(() => within(player, '.top').hidden, 'no shade without a title');
  });

  it('takes another look while it plays, and a wrong word as none', async () => {
    const player = await playing(await createPlayer({ src: master, look: '"><img src=x>' }));
    expect(offered(player)).to.include('Settings');
    player.setAttribute('look', 'audio');
    await until(() => within(player, '.controls').matches('.audio'), 'the bar');
    expect(player.offsetHeight).to.equal(64);
    player.removeAttribute('look');
    await until(() => !within(player, '.controls').matches('.audio'), 'the picture');
    expect(player.offsetHeight).to.equal(360);
    expect(player.paused).to.equal(false);
  });
});
