import { aTimeout, expect } from '@open-wc/testing';

import { openFrame } from '../testing/frame-fixture.ts';
import {
  clearPage,
  createPlayer,
  fetched,
  master,
  playing,
  until,
  within,
} from '../testing/player-fixture.ts';
import { listen } from '../testing/silence.ts';
import type { VidPlayer } from '../vid-player.ts';

const clip = '/media/clip.mp4';
const nameOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    ({ name }: Error) => name,
  );

describe('VidPlayer and a page that does not keep still', () => {
  let silence: ReturnType<typeof listen>;
  const undo: (() => void)[] = [];

  beforeEach(() => {
    silence = listen();
  });
  afterEach(() => {
    for (const step of undo.splice(0)) step();
    clearPage();
    silence.end();
  });

  /** Gives an object another property until the test is over. */
  const put = (target: object, name: string, descriptor: PropertyDescriptor): void => {
    const real = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, { configurable: true, ...descriptor });
    undo.push(() => {
      if (real) Object.defineProperty(target, name, real);
      else Reflect.deleteProperty(target, name);
    });
  };

  it('says so in a browser that can neither extend media nor play HLS', async () => {
    for (const name of ['MediaSource', 'ManagedMediaSource']) {
      if (!(name in window)) continue;
      const real = Object.getOwnPropertyDescriptor(window, name) ?? {};
      Reflect.deleteProperty(window, name);
      undo.push(() => Object.defineProperty(window, name, real));
    }
    put(HTMLMediaElement.prototype, 'canPlayType', { value: () => '' });
    const player = await createPlayer({ src: master });
    expect(await nameOf(player.play())).to.equal('NotSupportedError');
    expect(player.error?.reason).to.equal('unsupported');
    await player.updateComplete;
    expect(within(player, '[part="error"] p').textContent).to.match(/browser cannot play/);
    expect(player.shadowRoot?.querySelector('.retry')).to.equal(null);
    await expect(player).to.be.accessible();
  });

  it('stands there with its button when the browser refuses autoplay altogether', async () => {
    put(HTMLMediaElement.prototype, 'play', {
      value: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
    });
    const player = await createPlayer({ src: clip, autoplay: true, muted: false });
    const button = await until(() => player.shadowRoot?.querySelector('[part="play-button"]'), 'the button');
    expect(player.paused).to.equal(true);
    expect(player.error).to.equal(null);
    expect(button.getAttribute('aria-label')).to.equal('Play');
    expect(await nameOf(player.play())).to.equal('NotAllowedError');
  });

  it('plays where storage is refused', async () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      put(window, name, {
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      });
    }
    const player = await playing(await createPlayer({ src: master }));
    within(player, '.base').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'm', code: 'KeyM', bubbles: true }),
    );
    player.volume = 0.5;
    player.playbackRate = 1.5;
    const { currentTime } = player;
    await until(() => player.currentTime > currentTime + 0.3, 'it plays on');
    expect(player.error).to.equal(null);
  });

  for (const [what, wait] of [
    ['at once', () => Promise.resolve()],
    ['a moment later', () => aTimeout(15)],
    ['while media come', () => aTimeout(120)],
  ] as const) {
    it(`lets go of everything when it is taken out ${what} after play()`, async () => {
      const player = await createPlayer({ src: master });
      const outcome = nameOf(player.play());
      await wait();
      player.remove();
      expect(['AbortError', 'resolved']).to.include(await outcome);
      await until(() => player.networkState === player.NETWORK_EMPTY, 'it lets go');
      performance.clearResourceTimings();
      await aTimeout(300);
      expect(fetched('/media/')).to.deep.equal([]);
      expect(player.error).to.equal(null);
    });
  }

  it('goes on loading when it is moved meanwhile', async () => {
    const player = await createPlayer({ src: master });
    const outcome = nameOf(player.play());
    const other = document.createElement('div');
    document.body.append(other);
    for (const pause of [0, 20, 60]) {
      await aTimeout(pause);
      other.append(player);
      document.body.append(player);
    }
    expect(await outcome).to.equal('resolved');
    await until(() => player.currentTime > 0.3, 'it plays');
  });

  it('takes other attributes in mid-play: those of the page at once, those of the source from its start', async () => {
    const player = await playing(await createPlayer({ src: master }));
    player.setAttribute('aspect-ratio', '1/1');
    player.setAttribute('poster', '/media/poster.jpg');
    player.setAttribute('loop', '');
    player.setAttribute('without-controls', '');
    player.setAttribute('without-hotkeys', '');
    player.setAttribute('start-time', 'soon');
    player.setAttribute('preload', 'bogus');
    player.setAttribute('crossorigin', 'bogus');
    player.setAttribute('aspect-ratio', 'javascript:alert(1)');
    await player.updateComplete;
    expect(player.shadowRoot?.querySelector('.controls')).to.equal(null);
    player.removeAttribute('without-controls');
    const { currentTime } = player;
    await until(() => player.currentTime > currentTime + 0.3, 'it plays on');
    await until(() => player.shadowRoot?.querySelector('.controls'), 'the controls again');
    for (const src of [clip, '/media/silent.mp4', master]) player.src = src;
    await player.play();
    await until(
      () => player.currentTime > 0.3 && player.currentSrc.endsWith(master),
      'the last source plays',
    );
    player.removeAttribute('src');
    await player.updateComplete;
    expect([player.paused, player.currentSrc, player.error]).to.deep.equal([true, '', null]);
  });

  it('bears wrong values in every attribute', async () => {
    const hostile = '"><img src=x onerror=alert(1)>'.repeat(500);
    const names = (customElements.get('vid-player') as unknown as { observedAttributes: string[] })
      .observedAttributes;
    const skipped = ['src', 'video-id', 'api', 'poster'];
    for (const value of ['', '-1', 'NaN', 'null', hostile]) {
      const wrong = names.filter((name) => !skipped.includes(name)).map((name) => [name, value]);
      const player = await createPlayer({
        src: clip,
        ...(Object.fromEntries(wrong) as object),
        autoplay: false,
      });
      await player.play();
      await until(() => player.currentTime > 0.2, 'it plays');
      expect(player.shadowRoot?.querySelector('[onerror]')).to.equal(null);
      clearPage();
    }
  });

  it('is defined once by two copies of the script', async () => {
    const { document, complaints } = await openFrame(
      `<vid-player src="${clip}"></vid-player>
      <script type="module" src="/elements/src/define/vid-player.ts"></script>
      <script type="module" src="/without/nothing/elements/src/define/vid-player.ts"></script>`,
    );
    const player = await until(
      () => document.querySelector<VidPlayer>('vid-player:defined'),
      'the definition',
    );
    await player.play();
    await aTimeout(100);
    // Lit itself notes in its development build that it is there twice.
    expect(complaints.filter((text) => !text.includes('Multiple versions of Lit'))).to.deep.equal([]);
  });

  const withoutModule = (module: string): Promise<VidPlayer> =>
    openFrame(
      `<vid-player src="${master}" muted></vid-player>
      <script type="module" src="/without/${module}/elements/src/define/vid-player.ts"></script>`,
    ).then(({ document }) =>
      until(() => document.querySelector<VidPlayer>('vid-player:defined'), 'the definition'),
    );

  for (const module of ['create-engine', 'hls-engine']) {
    it(`says so when the code of the engine (${module}) cannot be had`, async () => {
      const player = await withoutModule(module);
      expect(await nameOf(player.play())).to.equal('NotSupportedError');
      expect(player.error?.reason).to.equal('network');
      await player.updateComplete;
      expect(within(player, '[part="error"] p').textContent).to.match(/could not be loaded/);
      expect(player.shadowRoot?.querySelector('.retry')).not.to.equal(null);
    });
  }

  it('plays without its controls when their code cannot be had', async () => {
    const player = await withoutModule('controls');
    await player.play();
    await until(() => player.currentTime > 0.3, 'it plays');
    expect(player.error).to.equal(null);
    expect(player.shadowRoot?.querySelector('.controls')).to.equal(null);
  });
});
