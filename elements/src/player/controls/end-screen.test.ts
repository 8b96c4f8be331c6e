import { aTimeout, expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import {
  clearPage,
  createPlayback,
  createPlayer,
  playing,
  problem,
  serveApi,
  until,
  within,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const ids = ['01890a5d-ac96-774b-bcce-b302099a8057', '01890a5d-ac96-774b-bcce-b302099a8058'] as const;
const hostile = '<img src=x onerror="alert(1)"> '.repeat(20);

describe('EndScreen', () => {
  let api: ReturnType<typeof serveApi>;

  const serve = (second = [{ body: createPlayback({ videoId: ids[1], title: 'The second' }) } as object]) => {
    api = serveApi({
      [`/${ids[0]}/playback`]: [{ body: createPlayback({ videoId: ids[0] }) }],
      [`/${ids[1]}/playback`]: second,
    });
  };
  before(() => setViewport({ width: 900, height: 700 }));
  afterEach(() => {
    api.restore();
    clearPage();
  });

  const ended = async (attributes: Record<string, string | boolean>, width = 640): Promise<VidPlayer> => {
    const player = await playing(await createPlayer(attributes, { width }));
    player.currentTime = 11.7;
    await until(() => player.ended, 'the end');
    return player;
  };
  const inList = { playlist: ids.join(' ') };
  const text = (player: VidPlayer): string =>
    player.shadowRoot?.querySelector('.end-screen')?.textContent.replaceAll(/\s+/g, ' ') ?? '';
  const counts = (player: VidPlayer) => until(() => /Up next in \d/.test(text(player)), 'it counts');

  it('says what comes next, and goes there by itself', async () => {
    serve();
    const player = await ended(inList);
    await counts(player);
    expect(text(player)).to.include('The second');
    await until(
      () => /Up next: The second\. It starts in 8 seconds/.test(within(player, '[role=status]').textContent),
      'it is spoken',
    );
    await expect(player).to.be.accessible();
    await until(() => player.videoId === ids[1] && player.currentTime > 0.2, 'the second plays');
    expect(player.shadowRoot?.querySelector('.end-screen')).to.equal(null);
  });

  it('goes there at once when it is asked to, and keeps the focus', async () => {
    serve();
    const player = await ended(inList);
    await counts(player);
    within(player, '.play-next').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => player.videoId === ids[1] && player.currentTime > 0.2, 'the second plays');
    expect(player.shadowRoot?.activeElement).to.equal(within(player, '.base'));
  });

  it('stays when somebody objects, by key or button, or watches again', async () => {
    serve();
    const player = await ended(inList);
    await counts(player);
    within(player, '.base').focus();
    await sendKeys({ press: 'Escape' });
    await until(() => text(player).includes('Up next The second'), 'no countdown');
    expect(player.shadowRoot?.activeElement).to.equal(within(player, '.base'));
    within(player, '.again').click();
    await until(() => player.currentTime < 3 && !player.paused, 'it plays again');
    player.currentTime = 11.7;
    await counts(player);
    within(player, '.cancel-next').click();
    await until(() => !/Up next in/.test(text(player)), 'cancelled');
    await aTimeout(8500);
    expect(player.videoId).to.equal(ids[0]);
  });

  it('does not count where the page does not want it, nor towards what cannot be played', async () => {
    serve();
    const quiet = await ended({ ...inList, 'without-autoplay-next': true });
    await until(() => text(quiet).includes('The second'), 'what comes next');
    await aTimeout(300);
    expect(text(quiet)).not.to.include('Up next in');
    api.restore();
    clearPage();
    serve([problem('not_found', 404)]);
    const broken = await ended(inList);
    await until(() => text(broken).includes('Next video'), 'something comes next');
    await aTimeout(300);
    expect(text(broken)).not.to.include('Up next in');
  });

  it('offers to watch again and to share at the end of a list', async () => {
    serve();
    const player = await ended({ ...inList, 'video-id': ids[1] });
    await until(() => player.shadowRoot?.querySelector('.replay .share-end'), 'the way to share');
    await expect(player).to.be.accessible();
    within(player, '.share-end').click();
    await until(() => player.shadowRoot?.querySelector('dialog'), 'the panel');
  });

  it('shows hostile titles as text, and folds in a small player', async () => {
    serve([{ body: createPlayback({ videoId: ids[1], title: hostile }) }]);
    const player = await ended(inList, 280);
    await counts(player);
    expect(player.shadowRoot?.querySelector('.up-next-title img')).to.equal(null);
    const screen = within(player, '.end-screen');
    expect(screen.scrollWidth).to.be.at.most(screen.clientWidth);
    for (const button of screen.querySelectorAll('button')) {
      if (!button.checkVisibility()) continue;
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(24);
    }
  });

  it('comes at the end-time, too', async () => {
    serve();
    const player = await createPlayer({ ...inList, 'end-time': '0.8' });
    await player.play();
    await counts(player);
    expect(player.paused).to.equal(true);
    expect(player.ended).to.equal(false);
  });

  it('has a button in the bar for as long as there is a next one', async () => {
    serve();
    const player = await playing(await createPlayer(inList));
    const next = within(player, '.control.next');
    expect(next.getAttribute('aria-label')).to.equal('Next video');
    next.click();
    await until(() => player.videoId === ids[1] && player.currentTime > 0.2, 'the second plays');
    expect(player.shadowRoot?.querySelector('.control.next')).to.equal(null);
  });
});
