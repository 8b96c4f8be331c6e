import { aTimeout, expect } from '@open-wc/testing';

import { positions } from '../model/positions.ts';
import { preferences } from '../model/preferences.ts';
import {
  clearPage,
  createPlayback,
  createPlayer,
  master,
  playing,
  problem,
  serveApi,
  until,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const { videoId } = createPlayback();
const asId = { 'video-id': videoId };

/** Watches at four times the speed from where it is until `seconds`. */
const watchUntil = async (player: VidPlayer, seconds: number): Promise<void> => {
  player.playbackRate = 4;
  await until(() => player.currentTime >= seconds, `${seconds} s are watched`);
};

describe('companions', () => {
  let api: ReturnType<typeof serveApi>;

  beforeEach(() => {
    localStorage.clear();
    api = serveApi({ '/playback': [{ body: createPlayback() }] });
  });
  afterEach(() => {
    api.restore();
    clearPage();
  });

  describe('of choices', () => {
    it('gives a player the volume, the speed and the quality of an earlier one', async () => {
      preferences.set('volume', 0.4);
      preferences.set('rate', 1.5);
      preferences.set('quality', 180);
      const player = await playing(await createPlayer({ src: master }));
      expect(player.volume).to.equal(0.4);
      expect(player.playbackRate).to.equal(1.5);
      await until(() => player.engine?.quality !== null && player.videoHeight === 180, 'the small picture');
    });

    it('restores silence, and never takes away the one that the page asked for', async () => {
      preferences.set('muted', true);
      const silenced = await playing(await createPlayer({ src: master, muted: false }));
      expect(silenced.muted).to.equal(true);
      preferences.set('muted', false);
      const silent = await playing(await createPlayer({ src: master, muted: true }));
      expect(silent.muted).to.equal(true);
    });

    it('leaves what the page set, and a player without preferences, alone', async () => {
      preferences.set('volume', 0.4);
      preferences.set('rate', 1.5);
      const own = await createPlayer({ src: master });
      own.volume = 0.8;
      await playing(own);
      expect(own.volume).to.equal(0.8);
      const without = await playing(await createPlayer({ src: master, 'without-preferences': true }));
      expect(without.volume).to.equal(1);
      expect(without.playbackRate).to.equal(1);
    });

    it('touches no storage before somebody shows interest', async () => {
      const read = Object.getOwnPropertyDescriptor(Storage.prototype, 'getItem');
      const asked: string[] = [];
      Storage.prototype.getItem = function (name) {
        asked.push(name);
        return null;
      };
      try {
        await createPlayer(asId);
        await aTimeout(100);
        expect(asked.filter((name) => name.startsWith('vidkit'))).to.deep.equal([]);
      } finally {
        if (read) Object.defineProperty(Storage.prototype, 'getItem', read);
      }
      expect(localStorage.length).to.equal(0);
    });

    it('plays where storage is refused', async () => {
      const own = Object.getOwnPropertyDescriptors(Storage.prototype);
      const refuse = (): never => {
        throw new DOMException('refused', 'SecurityError');
      };
      Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse });
      try {
        const player = await playing(await createPlayer(asId));
        player.pause();
      } finally {
        Object.defineProperties(Storage.prototype, own);
      }
    });
  });

  describe('of resuming', () => {
    it('goes on where the viewer stopped', async () => {
      positions.keep(videoId, 10.5);
      const player = await createPlayer(asId);
      await player.play();
      await until(() => player.currentTime > 10.4, 'it goes on');
    });

    it('begins where the page says, or at the start without resuming', async () => {
      positions.keep(videoId, 10.5);
      const asked = await createPlayer({ ...asId, 'start-time': '3' });
      await asked.play();
      await until(() => asked.currentTime > 3, 'it plays');
      expect(asked.currentTime).to.be.lessThan(6);
      document.body.replaceChildren();
      const without = await playing(await createPlayer({ ...asId, 'without-resume': true }));
      expect(without.currentTime).to.be.lessThan(3);
    });

    it('keeps a position after ten seconds, and forgets it at the end', async () => {
      const player = await playing(await createPlayer(asId));
      player.currentTime = 4;
      await until(() => player.currentTime > 4.2, 'it plays on');
      player.pause();
      await aTimeout(50);
      expect(positions.get(videoId)).to.equal(undefined);
      player.currentTime = 0;
      await player.play();
      await watchUntil(player, 10.4);
      player.pause();
      await until(() => positions.get(videoId), 'it is kept');
      expect(positions.get(videoId)).to.be.closeTo(10.8, 0.6);
      await player.play();
      await until(() => player.ended, 'the end');
      await until(() => positions.get(videoId) === undefined, 'it is forgotten');
    });

    it('takes no position of one video to another', async () => {
      positions.keep(videoId, 10.5);
      const player = await createPlayer(asId);
      await player.play();
      await until(() => player.currentTime > 10.4, 'it goes on');
      player.videoId = '01890a5d-ac96-774b-bcce-b302099a8099';
      await player.updateComplete;
      await player.play();
      await until(() => !player.paused && player.currentTime > 0.2, 'it plays');
      expect(player.currentTime).to.be.lessThan(3);
    });

    it('neither looks nor keeps in a loop', async () => {
      positions.keep(videoId, 10.5);
      const player = await playing(await createPlayer({ ...asId, loop: true }));
      expect(player.currentTime).to.be.lessThan(3);
    });
  });

  describe('of signed-in viewers', () => {
    const token = (scope: string): string => `x.${btoa(JSON.stringify({ scope }))}.x`;
    const history = `/v1/me/history/${videoId}`;
    let sent: { method: string; body: unknown; keepalive: boolean | undefined }[];
    let restore: () => void;

    /** Answers the history on this page's `fetch`; `answer` of null never comes. */
    const serveHistory = (answer: object | null, status = 200): void => {
      const real = window.fetch.bind(window);
      sent = [];
      window.fetch = (input, init) => {
        const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
        if (pathname !== history) return real(input, init);
        const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
        sent.push({ method: init?.method ?? 'GET', body, keepalive: init?.keepalive });
        if (!answer) return new Promise(() => undefined);
        return Promise.resolve(new Response(JSON.stringify(answer), { status }));
      };
      restore = () => (window.fetch = real);
    };
    const createViewer = async (scope: string): Promise<VidPlayer> => {
      const player = await createPlayer(asId);
      player.getToken = () => Promise.resolve(token(scope));
      return player;
    };

    afterEach(() => restore());

    it('goes on where the server says, and tells it', async () => {
      serveHistory({ videoId, positionMs: 10_200, watchedAt: null });
      positions.keep(videoId, 10.9);
      const player = await createViewer('videos:read history:write');
      await player.play();
      await until(() => player.currentTime > 10.1, 'it goes on');
      player.pause();
      const put = await until(() => sent.find(({ method }) => method === 'PUT'), 'the server is told');
      expect(put.keepalive).to.equal(true);
      expect((put.body as { positionMs: number }).positionMs).to.be.within(10_200, 11_400);
    });

    it('does not wait long for a server that is silent', async () => {
      serveHistory(null);
      positions.keep(videoId, 10.5);
      const player = await createViewer('history:write');
      await player.play();
      await until(() => player.currentTime > 10.4, 'what this browser knows');
    });

    it('asks no server with a token that may not, for a visitor, or without resuming', async () => {
      serveHistory({ videoId, positionMs: 10_200, watchedAt: null });
      await playing(await createViewer('comments:write'));
      const visitor = await createPlayer(asId);
      visitor.getToken = () => Promise.resolve(null);
      await playing(visitor);
      const failing = await createPlayer(asId);
      failing.getToken = () => Promise.reject(new Error('no'));
      const without = await createViewer('history:write');
      without.setAttribute('without-resume', '');
      await playing(without);
      expect(sent).to.deep.equal([]);
    });

    it('plays on when the server refuses or talks nonsense', async () => {
      for (const [answer, status] of [
        [problem('insufficient_scope', 403).body as object, 403],
        [{ positionMs: 'far' }, 200],
        [{}, 200],
      ] as const) {
        serveHistory(answer, status);
        const player = await playing(await createViewer('history:write'));
        expect(player.currentTime).to.be.lessThan(3);
        restore();
        clearPage();
      }
    });
  });

  describe('of players beside each other', () => {
    const two = (attributes: Record<string, string | boolean> = {}) =>
      Promise.all([
        createPlayer({ src: master }),
        createPlayer({ src: master, 'start-time': '1', ...attributes }),
      ]);

    it('lets one play at a time', async () => {
      const [first, second] = await two();
      await playing(first);
      await playing(second);
      await until(() => first.paused, 'the first one pauses');
      expect(second.paused).to.equal(false);
      await first.play();
      await until(() => second.paused, 'the second one pauses');
    });

    it('leaves those alone that the page lets play together, and decoration', async () => {
      for (const apart of [{ 'without-auto-pause': true }, { loop: true, muted: true }]) {
        const [first, second] = await two(apart);
        await playing(first);
        await playing(second);
        await aTimeout(100);
        expect(first.paused).to.equal(false);
        await playing(first);
        expect(second.paused).to.equal(false);
        clearPage();
      }
    });

    it('hears players of another copy of this script, and no nonsense', async () => {
      const player = await playing(await createPlayer({ src: master }));
      document.dispatchEvent(new Event('vid-player-plays'));
      expect(player.paused).to.equal(false);
      document.dispatchEvent(new CustomEvent('vid-player-plays', { detail: document.body }));
      expect(player.paused).to.equal(true);
    });
  });

  describe('of several sources', () => {
    const source = (src: string) => `<source src="${src}" type="application/vnd.apple.mpegurl">`;

    it('tries the next when one fails, and tells only the child', async () => {
      const children = source('/media/none.m3u8') + source('/media/master.m3u8?fail=404') + source(master);
      const player = await createPlayer({}, { children });
      const told: string[] = [];
      player.addEventListener('error', ({ target }) => told.push((target as Element).localName));
      for (const child of player.querySelectorAll('source')) {
        child.addEventListener('error', () => told.push(child.getAttribute('src') ?? ''));
      }
      player.play().catch(() => undefined);
      await until(() => player.currentTime > 0.2, 'the third one plays');
      expect(told).to.deep.equal(['/media/none.m3u8', '/media/master.m3u8?fail=404']);
      expect(player.error).to.equal(null);
    });

    it('says what failed when none is left, and begins with the first again', async () => {
      const children = source('/media/none.m3u8') + source('/media/nothing.m3u8');
      const player = await createPlayer({}, { children });
      player.play().catch(() => undefined);
      await until(() => player.error, 'it says so');
      expect(player.error?.reason).to.equal('not_found');
      const [first] = player.querySelectorAll('source');
      first?.setAttribute('src', master);
      await aTimeout(0);
      await player.play();
      await until(() => player.currentTime > 0.2, 'the first one plays');
    });
  });
});
