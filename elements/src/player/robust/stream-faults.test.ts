import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, until, within } from '../testing/player-fixture.ts';
import { listen } from '../testing/silence.ts';
import type { VidPlayer } from '../vid-player.ts';

let made = 0;

/** Address of the stream whose `part` goes wrong the first `times` times, or always. */
const faulty = (part: string, fault: string, times = 0, file = 'master.m3u8'): string =>
  `/faulty/n${Date.now()}x${(made += 1)}.${part}.${fault}.${times}/${file}`;

const started = async (src: string): Promise<VidPlayer> => {
  // Several stand on one page here, and each has to show what it does.
  const player = await createPlayer({ src, 'without-auto-pause': true });
  void player.play().catch(() => undefined);
  return player;
};

const plays = (player: VidPlayer, beyond = 0.3): Promise<unknown> =>
  until(() => {
    if (player.error) throw new Error(`it failed: ${player.error.message}`);
    return player.currentTime > beyond;
  }, 'it plays');

/** Fails in a way that a person can read, and as `reason`. */
const fails = async (player: VidPlayer, ...reasons: string[]): Promise<void> => {
  await until(() => player.error, 'the failure');
  await player.updateComplete;
  expect(reasons).to.include(player.error?.reason);
  expect(within(player, '[part="error"] p').textContent).to.match(/\w+ \w+/);
  expect(within(player, '[part="error"] code').textContent).not.to.equal('');
  expect(player.paused).to.equal(true);
  await expect(player).to.be.accessible();
};

describe('VidPlayer and a stream that goes wrong', () => {
  let silence: ReturnType<typeof listen>;

  beforeEach(() => {
    silence = listen();
  });
  afterEach(() => {
    clearPage();
    silence.end();
  });

  for (const part of ['master', 'playlist', 'init', 'segment']) {
    it(`says so when the ${part} is not there`, async () => {
      await fails(await started(faulty(part, '404')), 'not_found');
    });

    it(`heals when the ${part} is there after two failures of the server`, async () => {
      await plays(await started(faulty(part, '503', 2)));
    });
  }

  it('heals when an answer does not come: of the playlists, and of a segment', async () => {
    const players = await Promise.all(
      ['master', 'playlist', 'segment'].map((part) => started(faulty(part, 'silence', 1))),
    );
    await Promise.all(players.map((player) => plays(player)));
  });

  it('plays on over a segment that was cut short once', async () => {
    await plays(await started(faulty('segment', 'cut', 1)), 2.5);
  });

  it('plays what is served with a wrong type', async () => {
    const players = await Promise.all(
      ['master', 'playlist', 'init', 'segment'].map((part) => started(faulty(part, 'typeless'))),
    );
    await Promise.all(players.map((player) => plays(player)));
  });

  for (const part of ['master', 'playlist']) {
    it(`says so when a page comes in place of the ${part}`, async () => {
      await fails(await started(faulty(part, 'page')), 'unsupported', 'network');
    });
  }

  for (const part of ['init', 'segment']) {
    it(`says so when the ${part} is noise`, async () => {
      await fails(await started(faulty(part, 'noise')), 'decode', 'unsupported');
    });
  }

  it('says so when a file is no video', async () => {
    for (const src of [
      '/media/captions.vtt',
      '/media/poster.jpg',
      faulty('poster', 'noise', 0, 'poster.jpg'),
    ]) {
      await fails(await started(src), 'unsupported');
    }
  });

  it('tries again where it was when asked', async () => {
    const player = await createPlayer({ src: faulty('master', '404', 1), 'start-time': '4' });
    void player.play().catch(() => undefined);
    await fails(player, 'not_found');
    within(player, '.retry').click();
    await plays(player, 4.3);
  });
});
