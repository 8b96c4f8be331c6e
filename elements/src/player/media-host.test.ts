import { expect, oneEvent } from '@open-wc/testing';

import { clearPage, createPlayer, until } from './testing/player-fixture.ts';
import type { VidPlayer } from './vid-player.ts';

/** Members that every `<video>` has; Chromium's experiments beyond the standard are left out. */
const members = [HTMLMediaElement.prototype, HTMLVideoElement.prototype]
  .flatMap((prototype) => Object.getOwnPropertyNames(prototype))
  .filter((name) => name !== 'constructor');

const loaded = async (attributes: Record<string, string | boolean> = {}): Promise<VidPlayer> => {
  const player = await createPlayer({ src: '/media/clip.mp4', preload: 'auto', ...attributes });
  await until(() => player.readyState >= 3, 'media to work with');
  return player;
};

describe('VidPlayer as a media element', () => {
  afterEach(clearPage);

  it('has every member of the native element, with its type', async () => {
    const player = await createPlayer();
    const native = document.createElement('video');
    const read = (element: object, name: string): string => typeof Reflect.get(element, name);
    const other = members.filter((name) => read(player, name) !== read(native, name));
    expect(other).to.deep.equal([]);
  });

  it('takes properties that were set before it was defined', async () => {
    const element: HTMLElement & { volume?: number; media?: HTMLVideoElement } =
      document.createElement('vid-player-later');
    Object.assign(element, { volume: 0.25, playbackRate: 1.5 });
    document.body.append(element);
    const { VidPlayer } = await import('./vid-player.ts');
    customElements.define('vid-player-later', class extends VidPlayer {});
    expect(element.volume).to.equal(0.25);
    expect(element.media?.playbackRate).to.equal(1.5);
  });

  it('refuses what the native element refuses', async () => {
    const player = await createPlayer();
    expect(() => (player.volume = 2))
      .to.throw(DOMException)
      .with.property('name', 'IndexSizeError');
    expect(() => (player.currentTime = NaN)).to.throw(TypeError);
  });

  it('reflects as the native element does', async () => {
    const player = await createPlayer({ muted: false });
    player.loop = true;
    player.autoplay = false;
    await player.updateComplete;
    expect(player.hasAttribute('loop')).to.equal(true);
    player.loop = false;
    player.muted = true;
    await player.updateComplete;
    expect(player.hasAttribute('loop')).to.equal(false);
    expect(player.hasAttribute('muted')).to.equal(false);
  });

  it('seeks with the events in their order', async () => {
    const player = await loaded();
    const seen: string[] = [];
    for (const type of ['seeking', 'seeked']) player.addEventListener(type, () => seen.push(type));
    player.currentTime = 2;
    await oneEvent(player, 'seeked');
    expect(seen).to.deep.equal(['seeking', 'seeked']);
    expect(player.currentTime).to.equal(2);
    expect(player.seekable.length).to.equal(1);
    expect(player.buffered).to.be.instanceOf(TimeRanges);
  });

  it('loops without an end', async () => {
    const player = await loaded({ loop: true });
    let ended = false;
    player.addEventListener('ended', () => (ended = true));
    await player.play();
    player.currentTime = player.duration - 0.3;
    await until(() => player.currentTime < 1 && !player.seeking, 'the beginning again');
    expect(ended).to.equal(false);
  });

  it('keeps the volume over another source, as the native element does', async () => {
    const player = await loaded();
    player.volume = 0.4;
    player.src = '/media/silent.mp4';
    await player.updateComplete;
    await until(() => player.readyState >= 1 && player.currentSrc.endsWith('silent.mp4'), 'the other source');
    expect(player.volume).to.equal(0.4);
  });

  it('takes text tracks from script', async () => {
    const player = await createPlayer();
    const track = player.addTextTrack('subtitles', 'Mine', 'en');
    track.addCue(new VTTCue(0, 1, 'hello'));
    expect(player.textTracks.length).to.equal(1);
    expect(track.cues?.length).to.equal(1);
  });

  it('plays on when it is moved within the page', async () => {
    const player = await loaded();
    await player.play();
    const other = document.createElement('div');
    document.body.append(other);
    other.append(player);
    await player.updateComplete;
    await player.play();
    expect(player.error).to.equal(null);
    expect(player.readyState).to.be.greaterThan(0);
  });
});
