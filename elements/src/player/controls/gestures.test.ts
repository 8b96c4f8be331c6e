import { aTimeout, expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

import { clearPage, createPlayer, master, playing, until, within } from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

type Point = readonly [x: number, y: number];
interface Step {
  readonly type: 'touchStart' | 'touchMove' | 'touchEnd';
  readonly points: readonly Point[];
  readonly wait?: number;
}

const touch = (...steps: Step[]): Promise<unknown> => executeServerCommand('touch', steps as never);
const down = (wait: number, ...points: Point[]): Step => ({ type: 'touchStart', points, wait });
const move = (wait: number, ...points: Point[]): Step => ({ type: 'touchMove', points, wait });
const up = (wait = 0): Step => ({ type: 'touchEnd', points: [], wait });

/** A place on the picture, in shares of the player. */
const at = (player: VidPlayer, x: number, y = 0.4): Point => {
  const box = player.getBoundingClientRect();
  return [Math.round(box.x + box.width * x), Math.round(box.y + box.height * y)];
};

const tap = (point: Point, times = 1): Promise<unknown> =>
  touch(...Array.from({ length: times }, () => [down(20, point), up(120)]).flat());

const text = (player: VidPlayer): string =>
  player.shadowRoot?.querySelector('.feedback-text')?.textContent ?? '';

describe('Gestures', () => {
  before(() => setViewport({ width: 900, height: 700 }));
  afterEach(clearPage);

  it('shows and hides the controls by a tap, and plays by one in the middle of what is paused', async () => {
    const player = await playing(await createPlayer({ src: master, loop: true }));
    const away = () => within(player, '.controls').classList.contains('away');
    await until(away, 'they leave by themselves');
    await tap(at(player, 0.5));
    await until(() => !away(), 'they come');
    expect(player.paused).to.equal(false);
    await aTimeout(400);
    await tap(at(player, 0.5));
    await until(away, 'they go');
    player.pause();
    await aTimeout(400);
    await tap(at(player, 0.5));
    await until(() => !player.paused, 'it plays');
  });

  it('skips by two taps on a side, and more by each further one', async () => {
    const player = await playing(await createPlayer({ src: master, 'start-time': '1' }));
    player.pause();
    player.currentTime = 11;
    await tap(at(player, 0.1), 2);
    await until(() => text(player) === '−10 s', 'the first skip');
    expect(player.currentTime).to.be.closeTo(1, 0.2);
    await tap(at(player, 0.1));
    await until(() => text(player) === '−20 s', 'both together');
    expect(player.currentTime).to.equal(0);
    await aTimeout(900);
    await tap(at(player, 0.9), 2);
    await until(() => text(player) === '+10 s', 'a new row');
    expect(player.currentTime).to.be.closeTo(10, 0.2);
    expect(document.fullscreenElement).to.equal(null);
  });

  it('does not take taps on both sides for a double one', async () => {
    const player = await playing(await createPlayer({ src: master }));
    player.pause();
    player.currentTime = 5;
    await tap(at(player, 0.1));
    await tap(at(player, 0.9));
    await aTimeout(200);
    expect(player.currentTime).to.be.closeTo(5, 0.1);
  });

  it('runs at double speed while a finger or the mouse is held down', async () => {
    const player = await playing(await createPlayer({ src: master }));
    player.playbackRate = 1.25;
    await touch(down(700, at(player, 0.5)));
    expect(player.playbackRate).to.equal(2);
    expect(text(player)).to.equal('2×');
    await touch(up(100));
    expect(player.playbackRate).to.equal(1.25);
    expect(player.paused).to.equal(false);
    expect(text(player)).to.equal('');
    const [x, y] = at(player, 0.5);
    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    await until(() => player.playbackRate === 2, 'faster');
    await sendMouse({ type: 'up' });
    await until(() => player.playbackRate === 1.25, 'as before');
    await aTimeout(50);
    expect(player.paused).to.equal(false);
    expect(localStorage.getItem('vidkit.preferences') ?? '').not.to.include('rate');
  });

  it('is no hold on a button, while paused, or when the finger wanders', async () => {
    const player = await playing(await createPlayer({ src: master }));
    await touch(down(20, at(player, 0.5)), move(700, at(player, 0.7)), up());
    expect(player.playbackRate).to.equal(1);
    player.pause();
    await touch(down(700, at(player, 0.5)));
    expect(player.playbackRate).to.equal(1);
    await touch(up());
  });

  it('fills the player by two fingers in full screen only, and by the menu everywhere', async () => {
    const player = await playing(await createPlayer({ src: master }));
    const fitting = () => getComputedStyle(player.media).objectFit;
    const apart = async (from: number, to: number): Promise<unknown> =>
      touch(
        down(30, at(player, 0.5 - from), at(player, 0.5 + from)),
        move(30, at(player, 0.5 - (from + to) / 2), at(player, 0.5 + (from + to) / 2)),
        move(60, at(player, 0.5 - to), at(player, 0.5 + to)),
        up(100),
      );
    await apart(0.1, 0.3);
    expect(fitting()).to.equal('contain');
    within(player, '.base').focus();
    await sendKeys({ press: 'f' });
    await until(() => document.fullscreenElement === player, 'full screen');
    await aTimeout(200);
    await apart(0.1, 0.3);
    await until(() => fitting() === 'cover', 'filled');
    await apart(0.3, 0.1);
    await until(() => fitting() === 'contain', 'the whole picture');
    expect(player.paused).to.equal(false);
    await document.exitFullscreen();
    within(player, '.settings-button').click();
    const item = (name: string) =>
      until(
        () =>
          [...(player.shadowRoot?.querySelectorAll<HTMLElement>('.menu-item') ?? [])].find((entry) =>
            entry.textContent?.includes(name),
          ),
        name,
      );
    (await item('More')).click();
    (await item('Fill the player')).click();
    await until(() => fitting() === 'cover', 'filled by the menu');
  });

  it('changes the volume by a finger on the right half, only where the page wants it', async () => {
    const player = await playing(await createPlayer({ src: master, muted: false }));
    player.volume = 0.5;
    const swipe = (x: number, from: number, to: number): Promise<unknown> =>
      touch(
        down(20, at(player, x, from)),
        move(20, at(player, x, (from + to) / 2)),
        move(40, at(player, x, to)),
        up(80),
      );
    await swipe(0.8, 0.6, 0.3);
    expect(player.volume).to.equal(0.5);
    player.setAttribute('volume-swipe', '');
    await player.updateComplete;
    await swipe(0.2, 0.6, 0.3);
    expect(player.volume).to.equal(0.5);
    await swipe(0.8, 0.6, 0.3);
    expect(player.volume).to.be.closeTo(0.9, 0.05);
    await swipe(0.8, 0.1, 0.75);
    expect(player.volume).to.be.lessThan(0.2);
    expect(player.paused).to.equal(false);
  });
});
