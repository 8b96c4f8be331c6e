import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import { clearPage, createPlayer, master, playing, until, within } from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const captions =
  '<track kind="captions" srclang="en" label="English" src="/media/captions.vtt"><track kind="captions" srclang="de" label="Deutsch" src="/media/captions.de.vtt">';

const press = (key: string): Promise<unknown> => sendKeys({ press: key });

const focused = (player: VidPlayer): Element | null | undefined => player.shadowRoot?.activeElement;

const clickAt = async (element: Element): Promise<void> => {
  const box = element.getBoundingClientRect();
  await sendMouse({
    type: 'click',
    position: [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)],
  });
};

describe('Controls', () => {
  before(() => setViewport({ width: 900, height: 700 }));
  afterEach(clearPage);

  it('starts by a click on the picture and pauses by the next', async () => {
    const player = await createPlayer({ src: master });
    await clickAt(player);
    await until(() => player.currentTime > 0.2 && player.shadowRoot?.querySelector('.controls'), 'it plays');
    await clickAt(player);
    expect(player.paused).to.equal(true);
  });

  it('starts by the keyboard alone and keeps the focus in the player', async () => {
    const player = await createPlayer({ src: master });
    await press('Tab');
    expect(focused(player)?.getAttribute('aria-label')).to.equal('Play');
    await press('Enter');
    await until(() => player.currentTime > 0.2 && player.shadowRoot?.querySelector('.controls'), 'it plays');
    await press('k');
    expect(player.paused).to.equal(true);
  });

  it('obeys its keys: seek, volume, mute, speed, share of the length', async () => {
    const player = await playing(await createPlayer({ src: master }));
    player.pause();
    within(player, '.base').focus();
    player.currentTime = 1;
    await press('ArrowRight');
    expect(player.currentTime).to.be.closeTo(6, 0.1);
    await press('j');
    expect(player.currentTime).to.equal(0);
    await press('5');
    expect(player.currentTime).to.be.closeTo(player.duration / 2, 0.1);
    await press('m');
    expect(player.muted).to.equal(false);
    player.volume = 0.5;
    await press('ArrowUp');
    expect(player.volume).to.be.closeTo(0.55, 0.001);
    await sendKeys({ down: 'Shift' });
    await press('>');
    await sendKeys({ up: 'Shift' });
    expect(player.playbackRate).to.equal(1.25);
    await until(() => within(player, '[role="status"]').textContent?.includes('1.25'), 'it is spoken');
  });

  it('leaves keys alone when the page turned them off', async () => {
    const player = await playing(await createPlayer({ src: master, 'without-hotkeys': true }));
    within(player, '.base').focus();
    await press('k');
    expect(player.paused).to.equal(false);
  });

  it('tells the position of the timeline in words', async () => {
    const player = await playing(await createPlayer({ src: master }));
    player.pause();
    player.currentTime = 5;
    await until(
      () => within(player, '.seek-input').getAttribute('aria-valuetext') === '0:05 of 0:12',
      'the value text',
    );
  });

  it('shows the picture of the place under the pointer', async () => {
    const player = await playing(
      await createPlayer({ src: master, 'storyboard-src': '/media/storyboard.vtt' }),
    );
    player.pause();
    const box = within(player, '.seek').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(box.x + box.width / 2), Math.round(box.y + 10)] });
    const picture = within(player, '.seek-picture');
    await until(() => picture.style.backgroundImage.includes('/media/storyboard.jpg'), 'the sheet');
    expect(picture.style.backgroundPosition).to.equal('0px -90px');
    expect(within(player, '.seek-time').textContent).to.equal('0:06');
  });

  it('shows a keyframe of the place where a stream lists them and has no storyboard', async () => {
    const player = await playing(await createPlayer({ src: '/keyframes.m3u8' }));
    player.pause();
    const { x, y, width } = within(player, '.seek').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x + width * 0.75), Math.round(y + 10)] });
    const picture = await until(
      () => player.shadowRoot?.querySelector<HTMLVideoElement>('.seek-picture video'),
      'the picture',
    );
    await until(() => !within(player, '.seek-picture').hidden && picture.currentTime > 8, 'the frame');
    expect(picture.getBoundingClientRect().width).to.equal(160);
    expect([picture.paused, picture.muted]).to.deep.equal([true, true]);
    await sendMouse({ type: 'move', position: [Math.round(x + width * 0.25), Math.round(y + 10)] });
    await until(() => picture.currentTime < 4 && picture.readyState >= 2, 'another frame');
    expect(player.currentTime).to.be.lessThan(3);
    expect(player.shadowRoot?.querySelectorAll('.seek-picture video')).to.have.length(1);

    player.src = master;
    await until(
      () => !player.shadowRoot?.querySelector('.seek-picture video'),
      'no picture of another stream',
    );
  });

  it('draws captions in the chosen language and keeps clear of the bar', async () => {
    const player = await playing(await createPlayer({ src: master }, { children: captions }));
    player.pause();
    player.currentTime = 1;
    within(player, '.base').focus();
    await press('c');
    await until(
      () => player.shadowRoot?.querySelector('.caption')?.textContent === 'Caption one',
      'the caption',
    );
    const caption = within(player, '.caption').getBoundingClientRect();
    expect(caption.bottom).to.be.lessThan(within(player, '.seek').getBoundingClientRect().top + 1);
    await expect(player).to.be.accessible();
    await press('c');
    await until(() => !player.shadowRoot?.querySelector('.caption'), 'no caption');
  });

  it('walks the menu by keys and changes captions, speed and quality', async () => {
    const player = await playing(await createPlayer({ src: master }, { children: captions }));
    player.pause();
    const settings = within(player, '.settings-button');
    settings.focus();
    await press('Enter');
    await until(() => focused(player)?.textContent?.includes('Captions'), 'the first item has the focus');
    await expect(player).to.be.accessible();
    await press('Enter');
    await until(
      () => focused(player)?.getAttribute('aria-checked') === 'true',
      'the present choice has the focus',
    );
    await press('End');
    expect(focused(player)?.textContent).to.include('Caption style');
    await press('ArrowUp');
    await press('Enter');
    await until(() => focused(player)?.textContent?.includes('Deutsch'), 'back, with the new value');
    await press('ArrowDown');
    await press('ArrowRight');
    await until(() => focused(player)?.textContent?.includes('Auto'), 'the quality page');
    expect(
      [...(player.shadowRoot?.querySelectorAll('.menu [role="menuitemradio"] .menu-label') ?? [])]
        .slice(1)
        .map((label) => label.textContent),
    ).to.deep.equal(['360p', '180p']);
    await press('Escape');
    await until(() => focused(player)?.textContent?.includes('Quality'), 'back to the root');
    await press('Escape');
    await until(() => focused(player) === settings, 'the focus is where it came from');
    expect(settings.getAttribute('aria-expanded')).to.equal('false');
  });

  it('switches to the quality that was chosen', async () => {
    const player = await playing(await createPlayer({ src: master }));
    const engine = player.engine;
    const small = engine?.qualities.find(({ height }) => height === 180);
    const large = engine?.qualities.find(({ height }) => height === 360);
    if (!engine || !small || !large) throw new Error('no qualities');
    for (const quality of [small, large]) {
      engine.quality = quality.id;
      await until(() => player.videoHeight === quality.height, `${quality.height}p is on the screen`);
    }
  });

  it('goes away at rest while playing, and comes back when the pointer moves', async () => {
    const player = await playing(await createPlayer({ src: master }));
    const box = player.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(box.x + 100), Math.round(box.y + 60)] });
    const away = () => within(player, '.controls').classList.contains('away');
    expect(away()).to.equal(false);
    await until(away, 'they leave');
    await sendMouse({ type: 'move', position: [Math.round(box.x + 120), Math.round(box.y + 70)] });
    await until(() => !away(), 'they come back');
  });

  it('folds what matters least as it gets narrow', async () => {
    const shown = (player: VidPlayer) =>
      [...(player.shadowRoot?.querySelectorAll('.row button') ?? [])]
        .filter((button) => button.checkVisibility())
        .map((button) => button.getAttribute('aria-label'));
    const wide = shown(await playing(await createPlayer({ src: master }, { width: 640 })));
    clearPage();
    const narrow = shown(await playing(await createPlayer({ src: master }, { width: 320 })));
    clearPage();
    const tiny = await playing(await createPlayer({ src: master }, { width: 220 }));
    expect(wide).to.include.members(['Back 10 seconds', 'Picture-in-picture', 'Full screen']);
    expect(narrow).to.deep.equal(['Pause', 'Unmute', 'Settings', 'Full screen']);
    expect(shown(tiny)).to.deep.equal(['Pause']);
    expect(within(tiny, '.row').scrollWidth).to.be.at.most(within(tiny, '.row').clientWidth);
  });

  it('speaks the language of the page and turns its menu, not its timeline', async () => {
    document.documentElement.lang = 'ar';
    document.documentElement.dir = 'rtl';
    try {
      const player = await playing(await createPlayer({ src: master }));
      await until(
        () => within(player, '.settings-button').getAttribute('aria-label') === 'الإعدادات',
        'Arabic',
      );
      await clickAt(within(player, '.settings-button'));
      await until(() => player.shadowRoot?.querySelector('.menu'), 'the menu');
      expect(getComputedStyle(within(player, '.menu')).direction).to.equal('rtl');
      expect(getComputedStyle(within(player, '.seek')).direction).to.equal('ltr');
      await expect(player).to.be.accessible();
    } finally {
      document.documentElement.lang = 'en';
      document.documentElement.removeAttribute('dir');
    }
  });
});
