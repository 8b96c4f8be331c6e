import { aTimeout, expect } from '@open-wc/testing';

import {
  clearPage,
  createPlayback,
  createPlayer,
  fetched,
  master,
  playing,
  serveApi,
  until,
  within,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const deviceButton = (player: VidPlayer): HTMLElement | null | undefined =>
  player.shadowRoot?.querySelector('.control.device');

/** Google's library as far as it is used, with a device that does what it is told. */
const createLibrary = ({ request = () => Promise.resolve(), load = () => Promise.resolve() } = {}) => {
  const listeners = new Map<string, () => void>();
  const told: string[] = [];
  const loads: { currentTime: number; autoplay: boolean; media: { url: string; type: string } }[] = [];
  let player: RemotePlayer | null = null;
  class RemotePlayer {
    isConnected = true;
    isPaused = false;
    currentTime = 0;
    constructor() {
      // eslint-disable-next-line @typescript-eslint/no-this-alias -- the test moves it
      player = this;
    }
  }
  const session = {
    getCastDevice: () => ({ friendlyName: 'Living room <b>' }),
    loadMedia: (given: object) => {
      loads.push(given as (typeof loads)[number]);
      return load();
    },
    endSession: () => told.push('end'),
  };
  const framework = {
    CastContext: {
      getInstance: () => ({
        setOptions: ({ receiverApplicationId }: { receiverApplicationId: string }) =>
          told.push(receiverApplicationId),
        requestSession: request,
        getCurrentSession: () => session,
      }),
    },
    RemotePlayer,
    RemotePlayerController: class {
      addEventListener(type: string, listener: () => void): void {
        listeners.set(type, listener);
      }
      playOrPause(): void {
        told.push('playOrPause');
        if (player) player.isPaused = !player.isPaused;
        listeners.get('isPausedChanged')?.();
      }
      seek(): void {
        told.push(`seek ${Math.round(player?.currentTime ?? -1)}`);
      }
    },
  };
  const media = {
    MediaInfo: class {
      url: string;
      type: string;
      constructor(url: string, type: string) {
        this.url = url;
        this.type = type;
      }
    },
    GenericMediaMetadata: class {
      title = '';
    },
    LoadRequest: class {
      media: object;
      constructor(info: object) {
        this.media = info;
      }
    },
  };
  const page = window as unknown as { cast?: object; chrome?: Record<string, unknown> };
  page.cast = { framework };
  page.chrome ??= {};
  page.chrome['cast'] = { media };
  const move = (change: Partial<RemotePlayer>, event: string): void => {
    Object.assign(player ?? {}, change);
    listeners.get(event)?.();
  };
  return { told, loads, move };
};

/** The library rejects with words. */
const cancelled = 'cancel' as unknown as Error;

describe('Remote', () => {
  let api: ReturnType<typeof serveApi> | null = null;
  afterEach(() => {
    api?.restore();
    api = null;
    clearPage();
  });

  it('has a button only while the browser knows of a device, and opens its list', async () => {
    const player = await createPlayer({ src: '/media/clip.mp4', loop: true });
    let tell: (available: boolean) => void = () => undefined;
    let asked = 0;
    const remote = Object.assign(new EventTarget(), {
      watchAvailability: (callback: (available: boolean) => void) => {
        tell = callback;
        return Promise.resolve(1);
      },
      prompt: () => {
        asked++;
        return Promise.reject(new DOMException('dismissed', 'NotAllowedError'));
      },
    });
    Object.defineProperty(player.media, 'remote', { value: remote });
    await playing(player);
    await until(() => tell.length === 1, 'it watches');
    expect(deviceButton(player)).to.equal(null);
    tell(true);
    await until(() => deviceButton(player), 'the button');
    expect(deviceButton(player)?.getAttribute('aria-label')).to.equal('Play on another device');
    deviceButton(player)?.click();
    expect(asked).to.equal(1);
    player.setAttribute('disableremoteplayback', '');
    tell(true);
    await until(() => !deviceButton(player), 'the page forbids it');
  });

  it('opens the list of AirPlay where that is', async () => {
    const player = await createPlayer({ src: '/media/clip.mp4', loop: true });
    let asked = 0;
    Object.assign(player.media, { webkitShowPlaybackTargetPicker: () => asked++ });
    await playing(player);
    const available = Object.assign(new Event('webkitplaybacktargetavailabilitychanged'), {
      availability: 'available',
    });
    await until(() => {
      player.media.dispatchEvent(available);
      return deviceButton(player);
    }, 'the button');
    deviceButton(player)?.click();
    expect(asked).to.equal(1);
  });

  it('is offered for Cast only with the id of a receiver, and asks nobody before a click', async () => {
    (window as { chrome?: object }).chrome ??= {};
    for (const wrong of ['', 'CC1AD84', 'javascript:alert(1)', '<img src=x>']) {
      const player = await playing(await createPlayer({ src: master, 'cast-app-id': wrong }));
      player.pause();
      expect(deviceButton(player), wrong).to.equal(null);
      clearPage();
    }
    const player = await playing(await createPlayer({ src: master, 'cast-app-id': 'CC1AD845' }));
    await until(() => deviceButton(player), 'the button');
    expect(fetched('gstatic')).to.deep.equal([]);
    expect(document.querySelector('script[src*=gstatic]')).to.equal(null);
    await expect(player).to.be.accessible();
  });

  it('goes to a Cast device where it is, is led from here, and comes back', async () => {
    api = serveApi({ '/playback': [{ body: createPlayback() }] });
    const { told, loads, move } = createLibrary();
    const player = await playing(
      await createPlayer({ 'video-id': createPlayback().videoId, 'cast-app-id': 'CC1AD845' }),
    );
    (await until(() => deviceButton(player), 'the button')).click();
    const cover = await until(() => player.shadowRoot?.querySelector('.on-device'), 'it is there');
    expect(cover.textContent).to.include('Playing on Living room <b>');
    expect(cover.querySelector('b')).to.equal(null);
    expect(player.paused).to.equal(true);
    expect(told).to.deep.equal(['CC1AD845']);
    expect(loads[0]?.autoplay).to.equal(true);
    expect(loads[0]?.media).to.include({ type: 'application/x-mpegURL', hlsSegmentFormat: 'fmp4' });
    await expect(player).to.be.accessible();

    within(player, '.on-device button').click();
    await until(() => within(player, '.on-device button').textContent?.includes('Play'), 'it pauses there');
    await player.play().catch(() => undefined);
    await until(() => told.filter((word) => word === 'playOrPause').length === 2, 'it plays there');
    expect(player.paused).to.equal(true);
    player.currentTime = 4;
    await until(() => told.includes('seek 4'), 'it seeks there');

    move({ currentTime: 6 }, 'currentTimeChanged');
    move({ isConnected: false, currentTime: 0 }, 'isConnectedChanged');
    await until(() => !player.shadowRoot?.querySelector('.on-device'), 'it is back');
    await until(() => player.currentTime > 6.1 && !player.paused, 'it plays on here');
  });

  it('stays here when the viewer or the device is against it', async () => {
    createLibrary({ request: () => Promise.reject(cancelled) });
    const player = await playing(await createPlayer({ src: master, loop: true, 'cast-app-id': 'CC1AD845' }));
    (await until(() => deviceButton(player), 'the button')).click();
    await aTimeout(50);
    expect(player.paused).to.equal(false);
    expect(player.shadowRoot?.querySelector('.on-device, .feedback')).to.equal(null);
    const { told } = createLibrary({ load: () => Promise.reject(new Error('no')) });
    deviceButton(player)?.click();
    await until(
      () => player.shadowRoot?.querySelector('.feedback')?.textContent.includes('cannot be reached'),
      'it says so',
    );
    expect(told).to.include('end');
    await until(() => !player.paused, 'it plays on here');
  });
});
