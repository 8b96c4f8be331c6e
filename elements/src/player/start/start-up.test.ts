import { aTimeout, expect } from '@open-wc/testing';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import { preferences } from '../model/preferences.ts';
import {
  clearPage,
  createPlayback,
  createPlayer,
  fetched,
  playing,
  serveApi,
  until,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';
import { StartUp } from './start-up.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';
const names = ['master.m3u8', 'v360.m3u8', 'v180.m3u8', 'audio.m3u8'];

const playlists = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await (await fetch(`/media/${name}`)).text()] as const),
    ),
  );

/** Bytes that were asked for, by file and range, whoever asked. */
const listen = (): { asked: string[]; restore: () => void } => {
  const asked: string[] = [];
  const realFetch = window.fetch.bind(window);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the request below
  const { open, setRequestHeader } = XMLHttpRequest.prototype;
  const addresses = new WeakMap<XMLHttpRequest, string>();
  const note = (url: string, range: string): unknown => asked.push(`${url.split('/').at(-1)} ${range}`);
  window.fetch = (input, init) => {
    const range = new Headers(init?.headers).get('range');
    if (range && typeof input === 'string') note(input, range);
    return realFetch(input, init);
  };
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...given: unknown[]): void {
    addresses.set(this, String(given[1]));
    Reflect.apply(open, this, given);
  };
  XMLHttpRequest.prototype.setRequestHeader = function (name: string, value: string): void {
    if (name.toLowerCase() === 'range') note(addresses.get(this) ?? '', value);
    setRequestHeader.call(this, name, value);
  };
  return {
    asked,
    restore: () => {
      window.fetch = realFetch;
      Object.assign(XMLHttpRequest.prototype, { open, setRequestHeader });
    },
  };
};

describe('VidPlayer that starts by itself', () => {
  let api: ReturnType<typeof serveApi> | undefined;
  let line: ReturnType<typeof listen>;

  beforeEach(() => {
    line = listen();
    performance.clearResourceTimings();
  });

  afterEach(() => {
    clearPage();
    line.restore();
    api?.restore();
  });

  const create = async (
    change: (playback: Playback) => Partial<Playback> = () => ({}),
    attributes: Record<string, string> = {},
  ): Promise<VidPlayer> => {
    const playback = createPlayback({ playlists: await playlists() });
    performance.clearResourceTimings();
    api = serveApi({ '/playback': [{ body: { ...playback, ...change(playback) } }] });
    return createPlayer({ 'video-id': videoId, ...attributes });
  };

  /** What a viewer would notice. */
  const interruptions = (player: VidPlayer): string[] => {
    const seen: string[] = [];
    for (const type of ['waiting', 'seeking', 'emptied', 'pause', 'error']) {
      player.addEventListener(
        type,
        () => !player.ended && seen.push(`${type} at ${player.currentTime.toFixed(2)}`),
      );
    }
    return seen;
  };

  const engineIsThere = (player: VidPlayer) =>
    until(() => (player.engine?.qualities.length ?? 0) > 0, 'the engine');

  it('asks for no playlist, and fetches hardly anything twice', async () => {
    const player = await playing(await create());
    await engineIsThere(player);
    await until(() => player.buffered.length === 1 && player.buffered.end(0) > 11.5, 'all of it');
    expect(fetched('.m3u8')).to.deep.equal([]);
    expect(line.asked.length).to.be.greaterThan(6);
    const twice = line.asked.filter((one, index) => line.asked.indexOf(one) !== index);
    // Where sound and picture are cut at other places, as here, the engine may fetch the entry of the handover again.
    expect(twice.length, twice.join()).to.be.lessThan(3);
  });

  it('hands over without a pause, a jump or a hole', async () => {
    const player = await create();
    await player.play();
    const seen = interruptions(player);
    await engineIsThere(player);
    await until(() => player.ended, 'the end');
    expect(seen).to.deep.equal([]);
    expect(player.played.length).to.equal(1);
    expect(player.duration).to.be.closeTo(12, 0.1);
  }).timeout(60_000);

  it('keeps to the quality that the viewer chose at an earlier video', async () => {
    preferences.set('quality', 180);
    const player = await playing(await create());
    await engineIsThere(player);
    const chosen = () => player.engine?.qualities.find(({ height }) => height === 180)?.id;
    await until(() => player.engine?.quality === chosen(), 'the choice');
    await until(() => player.engine?.activeQuality?.height === 180, 'its picture');
    expect(player.engine?.quality).to.equal(chosen());
    expect(player.error).to.equal(null);
  });

  it('starts where it is asked to', async () => {
    const player = await create(undefined, { 'start-time': '7' });
    await player.play();
    await until(() => player.currentTime > 7.2, 'the picture moves');
    await engineIsThere(player);
    expect(player.played.start(0)).to.be.closeTo(7, 0.1);
    expect(line.asked.some((one) => one.includes('bytes=0-'))).to.equal(true);
  });

  it('seeks while the engine is still on its way', async () => {
    const player = await create();
    await player.play();
    player.currentTime = 9;
    await until(() => player.currentTime > 9.2 && !player.seeking, 'the picture moves there');
    await engineIsThere(player);
    expect(player.error).to.equal(null);
  });

  it('plays from the beginning of a playlist, too, and fetches the whole for the rest', async () => {
    const beginning = (text: string) => text.split('\n').slice(0, 16).join('\n');
    const player = await create(({ playlists: { 'v360.m3u8': list = '', ...rest } }) => ({
      playlists: { ...rest, 'v360.m3u8': beginning(list), 'v180.m3u8': beginning(rest['v180.m3u8'] ?? '') },
    }));
    await player.play();
    await until(() => player.currentTime > 0.2, 'the picture moves');
    await until(() => player.buffered.length === 1 && player.buffered.end(0) > 11.5, 'all of it');
    expect(fetched('audio.m3u8')).to.deep.equal([]);
    expect(fetched('.m3u8').length).to.be.greaterThan(0);
  });

  it('takes the ordinary way when what it was told is wrong', async () => {
    const wrong = (text: string) => text.replace(/BYTERANGE:(\d+)@(\d+)/g, 'BYTERANGE:$1@9$2');
    const player = await create(({ playlists: given }) => ({
      playlists: {
        'master.m3u8': given['master.m3u8'] ?? '',
        'v360.m3u8': wrong(given['v360.m3u8'] ?? '').replace('#EXT-X-ENDLIST', ''),
        'v180.m3u8': wrong(given['v180.m3u8'] ?? '').replace('#EXT-X-ENDLIST', ''),
      },
    }));
    await player.play();
    await until(() => player.currentTime > 0.2, 'the picture moves');
    expect(player.error).to.equal(null);
  });

  it('takes the ordinary way for playlists that nobody can read', async () => {
    const player = await create(() => ({ playlists: { 'master.m3u8': '<html>' } }));
    await playing(player).catch(() => undefined);
    expect(player.error?.reason ?? '').to.not.equal('decode');
  });

  it('renews its right when the first bytes are refused', async () => {
    const given = await playlists();
    const refused = createPlayback({
      hlsUrl: `${location.origin}/p/1.refused/v/x/1/master.m3u8`,
      playlists: given,
    });
    const fresh = createPlayback({
      hlsUrl: `${location.origin}/p/${Date.now() + 3_600_000}.fresh/v/x/1/master.m3u8`,
      playlists: given,
    });
    api = serveApi({ '/playback': [{ body: refused }, { body: fresh }] });
    await playing(await createPlayer({ 'video-id': videoId }));
    expect(api.asked).to.have.length(2);
  });

  it('leaves nothing behind when it is taken out of the page in between', async () => {
    const player = await create();
    const begun = player.play().catch((error: unknown) => (error as Error).name);
    player.remove();
    expect(await begun).to.equal('AbortError');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(player.media.getAttribute('src')).to.equal(null);
  });

  it('goes on by itself while the engine is late, on a fast line no sooner than it has to', async () => {
    const media = document.createElement('video');
    media.muted = true;
    document.body.append(media);
    const playback = createPlayback({ playlists: await playlists() });
    const startUp = new StartUp({ media, playback, startTime: 0, bandwidth: 100_000_000 });
    await startUp.ready;
    await aTimeout(200);
    expect(media.buffered.end(0)).to.be.lessThan(2.5);
    await media.play();
    let dry = 0;
    media.addEventListener('waiting', () => dry++);
    await until(() => media.currentTime > 4.5, 'it plays on');
    expect(dry).to.equal(0);
    const over = await startUp.handOver();
    expect(over.until).to.be.within(6, 8);
    media.remove();
  });
});
