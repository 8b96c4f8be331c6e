import { aTimeout, expect } from '@open-wc/testing';

import { clearPage, until } from '../player/testing/player-fixture.ts';
import type { EmbedEventName } from './embed-protocol.ts';
import { VidEmbed } from './vid-embed.ts';

/** Another origin than that of the test, as for every page that embeds a video. */
const elsewhere = location.origin.replace('localhost', '127.0.0.1');
const page = `${elsewhere}/elements/src/embed/testing/frame.html`;

const framed = (search = '', embed = (frame: HTMLIFrameElement) => new VidEmbed(frame)): VidEmbed => {
  const frame = document.createElement('iframe');
  frame.allow = 'autoplay; fullscreen';
  frame.width = '640';
  frame.height = '360';
  frame.src = page + search;
  document.body.append(frame);
  return embed(frame);
};

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.fail('it was not refused'),
    (error: unknown) => error as Error,
  );
const nameOf = async (promise: Promise<unknown>): Promise<string> => (await failure(promise)).name;

describe('VidEmbed', () => {
  let embed: VidEmbed;
  afterEach(() => {
    embed.destroy();
    clearPage();
  });

  const happens = (name: EmbedEventName): Promise<unknown> =>
    new Promise((resolve) => embed.on(name, (data) => resolve(data)));

  it('plays, seeks, and tells what holds', async () => {
    embed = framed();
    await embed.ready();
    expect(await embed.getPaused()).to.equal(true);
    expect(await embed.getDuration()).to.equal(12);
    expect(await embed.getVideoTitle()).to.equal('A walk by the sea');
    await embed.play();
    const [moved] = (await Promise.all([happens('timeupdate'), embed.getPaused()])) as [
      Record<string, number>,
      boolean,
    ];
    expect(moved['duration']).to.be.closeTo(12, 0.2);
    expect(moved['percent']).to.be.closeTo((moved['seconds'] ?? NaN) / (moved['duration'] ?? NaN), 0.001);
    expect(await embed.setCurrentTime(7)).to.equal(7);
    expect(await embed.getCurrentChapter()).to.deep.equal({ startTime: 6, title: 'Later', index: 2 });
    await embed.pause();
    expect(await embed.getPaused()).to.equal(true);
    expect(await embed.getEnded()).to.equal(false);
    expect((await embed.getPlayed()).length).to.be.at.least(1);
    expect((await embed.getBuffered())[0]?.length).to.equal(2);
    expect(await embed.getVideoHeight()).to.be.oneOf([180, 360]);
  });

  it('sets and reads volume, sound, loop and speed', async () => {
    embed = framed();
    expect(await embed.setVolume(0.25)).to.equal(0.25);
    expect(await embed.getVolume()).to.equal(0.25);
    expect(await embed.setMuted(false)).to.equal(false);
    expect(await embed.getMuted()).to.equal(false);
    expect(await embed.setLoop(true)).to.equal(true);
    expect(await embed.getLoop()).to.equal(true);
    expect(await embed.setPlaybackRate(1.5)).to.equal(1.5);
    expect(await embed.getPlaybackRate()).to.equal(1.5);
  });

  it('answers each call by its own id, in whatever order they end', async () => {
    embed = framed();
    const asked = [embed.getVolume(), embed.play(), embed.getLoop(), embed.getVolume(), embed.getDuration()];
    expect(await Promise.all(asked)).to.deep.equal([1, undefined, false, 1, 12]);
  });

  it('refuses what cannot be, by a name', async () => {
    embed = framed();
    const any = embed as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    expect(await nameOf(embed.setVolume(2))).to.equal('RangeError');
    expect(await nameOf(any['setVolume']!('loud'))).to.equal('TypeError');
    expect(await nameOf(any['setMuted']!(1))).to.equal('TypeError');
    expect(await nameOf(embed.setCurrentTime(-1))).to.equal('RangeError');
    expect(await nameOf(embed.setCurrentTime(NaN))).to.equal('TypeError');
    expect(await nameOf(embed.setCurrentTime(13))).to.equal('RangeError');
    expect(await nameOf(embed.setPlaybackRate(0))).to.equal('RangeError');
    expect(await nameOf(embed.enableTextTrack('fr'))).to.equal('InvalidTrackLanguageError');
    expect(await nameOf(embed.enableTextTrack('de', 'subtitles'))).to.equal('InvalidTrackError');
    expect(await nameOf(any['enableTextTrack']!({}))).to.equal('TypeError');
    expect(await nameOf(embed.requestPictureInPicture())).to.be.oneOf([
      'NotAllowedError',
      'InvalidStateError',
      'NotSupportedError',
    ]);
    for (const method of ['constructor', '__proto__', 'toString', 'nope']) {
      expect(await nameOf(embed.call(method)), method).to.equal('TypeError');
    }
  });

  it('chooses text tracks, before and while it plays', async () => {
    embed = framed();
    expect((await embed.getTextTracks()).map(({ language, mode }) => [language, mode])).to.deep.equal([
      ['en', 'disabled'],
      ['de', 'disabled'],
    ]);
    expect(await embed.enableTextTrack('DE')).to.deep.equal({
      language: 'de',
      kind: 'captions',
      label: 'Deutsch',
    });
    await embed.play();
    await aTimeout(700);
    const modes = async () => (await embed.getTextTracks()).map(({ mode }) => mode);
    expect(await modes(), 'the default does not win over what was asked for').to.deep.equal([
      'disabled',
      'showing',
    ]);
    const told = happens('texttrackchange');
    await embed.disableTextTrack();
    expect(await told).to.equal(null);
    expect(await modes()).to.deep.equal(['disabled', 'disabled']);
  });

  it('chooses qualities by the names of the menu', async () => {
    embed = framed();
    expect(await embed.getQualities()).to.deep.equal([{ id: 'auto', label: 'auto', active: true }]);
    await embed.play();
    const ids = (await embed.getQualities()).map(({ id }) => id);
    expect(ids).to.deep.equal(['auto', '360p', '180p']);
    const told: string[] = [];
    embed.on('qualitychange', ({ quality }) => told.push(quality));
    expect(await embed.setQuality('180p')).to.equal('180p');
    await until(() => told.includes('180p'), 'the change is told');
    expect(await embed.getQuality()).to.equal('180p');
    expect(await nameOf(embed.setQuality('2160p'))).to.equal('RangeError');
    expect(await embed.setQuality('auto')).to.equal('auto');
  });

  it('lists chapters, and tells when another one begins', async () => {
    embed = framed();
    expect((await embed.getChapters()).map(({ title, index }) => [title, index])).to.deep.equal([
      ['Start', 1],
      ['Later', 2],
    ]);
    await embed.play();
    const told = happens('chapterchange');
    await embed.setCurrentTime(5.7);
    expect(await told).to.deep.equal({ startTime: 6, title: 'Later', index: 2 });
  });

  it('tells each event to those who listen, and to nobody else', async () => {
    embed = framed();
    const heard: string[] = [];
    const names = [
      'play',
      'playing',
      'pause',
      'seeking',
      'seeked',
      'volumechange',
      'playbackratechange',
      'progress',
      'ended',
    ] as const;
    for (const name of names) embed.on(name, () => heard.push(name));
    const stopped = () => heard.push('off');
    embed.on('timeupdate', stopped);
    embed.off('timeupdate', stopped);
    await embed.play();
    await embed.setVolume(0.5);
    await embed.setPlaybackRate(2);
    await embed.setCurrentTime(11);
    await until(() => heard.includes('ended'), 'the end');
    for (const name of names) expect(heard).to.include(name);
    expect(heard).not.to.include('off');
    embed.off('volumechange');
    const before = heard.filter((name) => name === 'volumechange').length;
    await embed.setVolume(0.7);
    await embed.getVolume();
    expect(heard.filter((name) => name === 'volumechange').length).to.equal(before);
  });

  it('hears a listener that fails to the end', async () => {
    embed = framed();
    const heard: string[] = [];
    const complaints: unknown[] = [];
    const real = Object.getOwnPropertyDescriptor(window, 'reportError')!;
    Object.defineProperty(window, 'reportError', {
      ...real,
      value: (error: unknown) => complaints.push(error),
    });
    embed.on('volumechange', () => {
      throw new Error('a fault of the page');
    });
    embed.on('volumechange', () => heard.push('second'));
    await embed.setVolume(0.4);
    await until(() => heard.length > 0, 'the second one');
    Object.defineProperty(window, 'reportError', real);
    expect(complaints.map(String)).to.deep.equal(['Error: a fault of the page']);
    expect(heard).to.deep.equal(['second']);
  });

  it('takes a frame that is there already, an element around one, and an address', async () => {
    const first = framed();
    await first.ready();
    embed = new VidEmbed(first.element);
    await embed.ready();
    expect(await embed.getDuration()).to.equal(12);

    const box = document.createElement('div');
    document.body.append(box);
    const inBox = new VidEmbed(box, { url: page, title: 'A walk', params: { muted: true, start: 3 } });
    expect([inBox.element.title, new URL(inBox.element.src).search]).to.deep.equal([
      'A walk',
      '?muted=1&start=3',
    ]);
    expect(inBox.element.allow).to.contain('autoplay');
    await inBox.ready();
    expect(new VidEmbed(box).element).to.equal(inBox.element);
    inBox.destroy();
    expect(box.childElementCount).to.equal(0);

    const alone = new VidEmbed('https://video.example/watch/1?t=3');
    expect(alone.element.src).to.equal('https://video.example/embed/1?t=3');
    expect(alone.element.isConnected).to.equal(false);
    for (const nothing of ['', 'http://[']) expect(() => new VidEmbed(nothing)).to.throw(TypeError);
    expect(() => new VidEmbed(document.createElement('div'))).to.throw(TypeError);
  });

  it('says why there is no player', async () => {
    embed = framed('?refused');
    expect(await nameOf(embed.play())).to.equal('NotFoundError');
  });

  it('loads another video by its page, without a step in the history, and goes on listening', async () => {
    embed = framed();
    await embed.ready();
    const heard: unknown[] = [];
    embed.on('volumechange', (data) => heard.push(data));
    await embed.setVolume(0.9);
    const pending = nameOf(embed.call('play'));
    const steps = history.length;
    // The test server has no such page; what counts is where the frame is sent.
    const there = embed.loadVideo('018f0000-0000-7000-8000-00000000000a/../x');
    expect(await pending).to.equal('AbortError');
    expect(history.length).to.equal(steps);
    embed.element.contentWindow?.location.replace(page);
    await there;
    await embed.setVolume(0.3);
    await until(() => heard.length === 2, 'the listener is heard again');
    expect(heard[1]).to.deep.equal({ volume: 0.3, muted: true });
  });

  it('ends with destroy', async () => {
    embed = framed();
    await embed.ready();
    const pending = nameOf(embed.call('play'));
    await Promise.resolve();
    embed.destroy();
    expect(await pending).to.equal('AbortError');
    expect(await nameOf(embed.getVolume())).to.equal('AbortError');
    expect(embed.element.isConnected).to.equal(false);
  });

  it('takes nothing from other windows and origins', async () => {
    embed = framed();
    await embed.ready();
    const heard: unknown[] = [];
    embed.on('ended', (data) => heard.push(data));
    await embed.getVolume();
    const forged = { vidkit: 1, event: 'ended', data: 'forged' };
    const from = (origin: string, source: Window | null) =>
      window.dispatchEvent(new MessageEvent('message', { data: forged, origin, source }));
    from(location.origin, window);
    from('https://evil.example', embed.element.contentWindow);
    from(elsewhere, window);
    from(elsewhere, null);
    for (const data of [
      null,
      undefined,
      1,
      'x',
      '{',
      [],
      { vidkit: 1 },
      { vidkit: 1, id: 99, value: 1 },
      { vidkit: 2, event: 'ended' },
    ]) {
      window.dispatchEvent(
        new MessageEvent('message', { data, origin: elsewhere, source: embed.element.contentWindow }),
      );
    }
    expect(heard).to.deep.equal([]);
    from(elsewhere, embed.element.contentWindow);
    expect(heard).to.deep.equal(['forged']);
    expect(await embed.getVolume()).to.equal(1);
  });
});
