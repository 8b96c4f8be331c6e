import { aTimeout, expect, oneEvent } from '@open-wc/testing';

import { countWakeLocks } from '../../testing/wake-lock.ts';
import {
  clearPage,
  createPlayback,
  createPlayer,
  master,
  playing,
  serveApi,
  until,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';
import { airPlay } from './airplay.ts';

const ids = [
  '01890a5d-ac96-774b-bcce-b302099a8057',
  '01890a5d-ac96-774b-bcce-b302099a8058',
  'third',
] as const;

describe('during playback', () => {
  let api: ReturnType<typeof serveApi>;
  const title = (index: number): string => `Video ${index}`;

  beforeEach(() => {
    localStorage.clear();
    api = serveApi(
      Object.fromEntries(
        ids.map((videoId, index) => [
          `/${videoId}/playback`,
          [{ body: createPlayback({ videoId, title: title(index) }) }],
        ]),
      ),
    );
  });
  afterEach(() => {
    api.restore();
    clearPage();
  });

  describe('end-time', () => {
    it('stops there, and begins at the start when it is played again', async () => {
      const player = await createPlayer({ src: master, 'start-time': '2', 'end-time': '3' });
      await player.play();
      await until(() => player.paused, 'it stops');
      expect(player.currentTime).to.be.closeTo(3, 0.15);
      await player.play();
      await until(() => player.currentTime < 2.9, 'it begins again');
    });

    it('lets whoever seeks past it watch on', async () => {
      const player = await playing(await createPlayer({ src: master, 'end-time': '3' }));
      player.currentTime = 6;
      await until(() => player.currentTime > 6.6, 'it plays on');
    });

    it('loops between the two', async () => {
      const player = await createPlayer({ src: master, 'start-time': '2', 'end-time': '2.8', loop: true });
      await player.play();
      const seen: number[] = [];
      player.addEventListener('seeking', () => seen.push(player.currentTime));
      await until(() => seen.length >= 2, 'two rounds');
      for (const second of seen) expect(second).to.be.closeTo(2, 0.3);
      expect(player.paused).to.equal(false);
    });

    it('ignores what is no time, or before the start', async () => {
      for (const wrong of ['soon', '-4', '', '1', '1e99', '<img>']) {
        const player = await createPlayer({ src: master, 'start-time': '2', 'end-time': wrong });
        await player.play();
        await until(() => player.currentTime > 2.3, `it plays with ${wrong}`);
        clearPage();
      }
    });
  });

  describe('playlist', () => {
    const createList = (more: Record<string, string | boolean> = {}): Promise<VidPlayer> =>
      createPlayer({ playlist: `  ${ids.join('\n ')} `, ...more });

    it('begins with its first and steps both ways, playing on', async () => {
      const player = await createList();
      expect(player.videoId).to.equal(ids[0]);
      await playing(player);
      const changed = oneEvent(player, 'vid-playlist-change');
      player.next();
      expect((await changed).detail).to.deep.equal({ videoId: ids[1], index: 1 });
      await until(() => !player.paused && player.currentTime > 0.2 && player.started, 'the second plays');
      expect(player.name).to.equal(title(1));
      player.previous();
      await until(() => player.videoId === ids[0], 'back');
      await until(() => player.currentTime > 0.2, 'the first plays');
      player.currentTime = 5;
      await until(() => player.currentTime > 5.2, 'further');
      player.previous();
      await until(() => player.currentTime < 3, 'its own start');
      expect(player.videoId).to.equal(ids[0]);
    });

    it('steps without playing before somebody wanted to play', async () => {
      const player = await createList();
      player.next();
      await until(() => player.videoId === ids[1], 'the second');
      await aTimeout(50);
      expect(player.paused).to.equal(true);
      expect(player.started).to.equal(false);
    });

    it('stays at its ends, and where there is no list', async () => {
      const player = await createList({ 'video-id': ids[2] });
      expect(player.videoId).to.equal(ids[2]);
      player.next();
      await aTimeout(100);
      expect(player.videoId).to.equal(ids[2]);
      const single = await createPlayer({ src: master });
      single.next();
      single.previous();
      await aTimeout(100);
      expect(single.src).to.include(master);
    });

    it('can be set and emptied by the page', async () => {
      const player = await createPlayer({});
      player.playlist = [ids[1], ids[2]];
      await player.updateComplete;
      expect(player.videoId).to.equal(ids[1]);
      player.playlist = [];
      await player.updateComplete;
      expect(player.videoId).to.equal(ids[1]);
      for (const wrong of [null, 'text', 7, {}]) {
        player.playlist = wrong as never;
        await player.updateComplete;
        expect(player.playlist).to.deep.equal([]);
      }
      player.setAttribute('playlist', '<img src=x> "');
      await player.updateComplete;
      expect(player.videoId).to.equal('<img');
    });

    it('goes on by itself where the page has its own controls', async () => {
      const player = await createList({ 'without-controls': true });
      await player.play();
      player.currentTime = 11.7;
      await until(() => player.videoId === ids[1], 'the next one');
      player.setAttribute('without-autoplay-next', '');
      await until(() => player.currentTime > 0.2 && player.duration > 0, 'it plays');
      player.currentTime = 11.7;
      await until(() => player.ended, 'its end');
      await aTimeout(200);
      expect(player.videoId).to.equal(ids[1]);
    });
  });

  describe('media session', () => {
    const { mediaSession } = navigator;
    let handlers: Record<string, MediaSessionActionHandler | null>;
    const real = mediaSession.setActionHandler.bind(mediaSession);

    beforeEach(() => {
      handlers = {};
      mediaSession.setActionHandler = (action, handler) => {
        handlers[action] = handler;
        real(action, handler);
      };
    });
    afterEach(() => Reflect.deleteProperty(mediaSession, 'setActionHandler'));

    it('tells what plays, obeys, and falls silent when the player is gone', async () => {
      const player = await playing(await createPlayer({ 'video-id': ids[0] }));
      await until(() => mediaSession.metadata?.title === title(0), 'the title');
      expect(mediaSession.metadata?.artist).to.equal('Ada');
      expect(mediaSession.metadata?.artwork[0]?.src).to.include('/media/poster.jpg');
      expect(mediaSession.playbackState).to.equal('playing');
      handlers['seekto']?.({ action: 'seekto', seekTime: 6 });
      await until(() => player.currentTime >= 6, 'it seeks');
      handlers['seekbackward']?.({ action: 'seekbackward', seekOffset: 4 });
      expect(player.currentTime).to.be.lessThan(4);
      handlers['seekto']?.({ action: 'seekto' });
      handlers['seekto']?.({ action: 'seekto', seekTime: NaN });
      handlers['pause']?.({ action: 'pause' });
      await until(() => mediaSession.playbackState === 'paused', 'it pauses');
      expect(handlers['nexttrack']).to.equal(null);
      player.parentElement?.remove();
      await until(() => mediaSession.metadata === null, 'silence');
      expect(handlers['play']).to.equal(null);
    });

    it('goes through a playlist', async () => {
      const player = await playing(await createPlayer({ playlist: ids.join(' ') }));
      await until(() => handlers['nexttrack'], 'the key');
      handlers['nexttrack']?.({ action: 'nexttrack' });
      await until(() => mediaSession.metadata?.title === title(1), 'the second');
      expect(player.videoId).to.equal(ids[1]);
    });
  });

  describe('wake lock', () => {
    let locks: ReturnType<typeof countWakeLocks>;

    beforeEach(() => {
      locks = countWakeLocks();
    });
    afterEach(() => locks.restore());

    it('holds while a picture moves, and not while it rests or is gone', async () => {
      const player = await playing(await createPlayer({ src: master }));
      await until(() => locks.held === 1, 'held');
      player.pause();
      await until(() => locks.held === 0, 'released');
      await player.play();
      await until(() => locks.held === 1, 'held again');
      player.parentElement?.remove();
      await until(() => locks.held === 0, 'released at the end');
    });

    it('is not asked for by decoration, sound alone, or a refusal', async () => {
      await playing(await createPlayer({ src: master, loop: true }));
      await playing(await createPlayer({ src: '/media/audio.m3u8' }));
      await aTimeout(300);
      expect(locks.held).to.equal(0);
      navigator.wakeLock.request = () => Promise.reject(new DOMException('low battery', 'NotAllowedError'));
      await playing(await createPlayer({ src: master }));
      await aTimeout(100);
    });
  });

  describe('out of view', () => {
    it('rests only where the page asked for it, and goes on when it is back', async () => {
      const player = await playing(await createPlayer({ src: master }));
      const far = document.createElement('div');
      far.style.blockSize = '5000px';
      document.body.append(far);
      window.scrollTo(0, 4000);
      await aTimeout(300);
      expect(player.paused).to.equal(false);
      window.scrollTo(0, 0);
      await aTimeout(100);
      player.setAttribute('pause-out-of-view', '');
      window.scrollTo(0, 4000);
      await until(() => player.paused, 'it rests');
      window.scrollTo(0, 0);
      await until(() => !player.paused, 'it goes on');
    });
  });

  describe('AirPlay', () => {
    it('offers the playlist beside the managed media source, unless the page forbids it', async () => {
      const player = await createPlayer({ src: '/media/clip.mp4' });
      await player.play();
      const { media } = player;
      const wireless = { value: false };
      Object.defineProperty(media, 'webkitCurrentPlaybackTargetIsWireless', { get: () => wireless.value });
      const managed = document.createElement('source');
      managed.src = URL.createObjectURL(new Blob([]));
      media.append(managed);
      media.disableRemotePlayback = true;
      player.toggleAttribute('disableremoteplayback', true);
      airPlay(player);
      expect(media.querySelector('[data-airplay]')).to.equal(null);
      player.toggleAttribute('disableremoteplayback', false);
      media.dispatchEvent(new Event('loadedmetadata'));
      const other = media.querySelector<HTMLSourceElement>('[data-airplay]');
      expect(other?.src).to.equal(new URL('/media/clip.mp4', location.href).href);
      expect(media.disableRemotePlayback).to.equal(false);

      player.pause();
      player.currentTime = 1;
      const change = (to: boolean): void => {
        wireless.value = to;
        media.dispatchEvent(new Event('webkitcurrentplaybacktargetiswirelesschanged'));
      };
      change(true);
      // Safari's short "no" while it takes over.
      change(false);
      change(true);
      await aTimeout(1100);
      expect(media.querySelector('[data-airplay]')).to.equal(other);
      managed.remove();
      change(false);
      await until(() => !media.querySelector('[data-airplay]'), 'it comes back');
      expect(player.paused).to.equal(true);
      await player.play();
      await until(() => player.currentTime > 1.2, 'it goes on here, where it was');
    });
  });
});
