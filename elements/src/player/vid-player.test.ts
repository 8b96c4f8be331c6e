import { expect, oneEvent } from '@open-wc/testing';

import {
  clearPage,
  createPlayer,
  fetched,
  master,
  playing,
  until,
  within,
} from './testing/player-fixture.ts';

describe('VidPlayer', () => {
  afterEach(clearPage);
  beforeEach(() => performance.clearResourceTimings());

  it('shows a poster and a button, and loads neither engine nor media before interest', async () => {
    const player = await createPlayer({ src: master, poster: '/media/poster.jpg' });
    await until(
      () => within<HTMLImageElement>(player, '.poster img, img.poster').naturalWidth > 0,
      'the poster',
    );
    expect(fetched('hls')).to.deep.equal([]);
    expect(fetched('.m3u8')).to.deep.equal([]);
    expect(fetched('controls.ts')).to.deep.equal([]);
    await expect(player).to.be.accessible();
  });

  it('keeps its place and size from the first moment', async () => {
    const player = await createPlayer({ src: master, 'aspect-ratio': '9/16' }, { width: 180 });
    expect(player.getBoundingClientRect().height).to.equal(320);
  });

  it('plays picture and sound of a demuxed ladder', async () => {
    const player = await playing(await createPlayer({ src: master }));
    const media = player.media as HTMLVideoElement & { webkitAudioDecodedByteCount: number };
    await until(() => player.getVideoPlaybackQuality().totalVideoFrames > 10, 'frames are decoded');
    await until(() => media.webkitAudioDecodedByteCount > 0, 'sound is decoded');
    await expect(player).to.be.accessible();
  });

  it('plays a plain file', async () => {
    const player = await createPlayer({ src: '/media/clip.mp4' });
    await player.play();
    await until(() => player.currentTime > 0.2, 'the picture moves');
  });

  it('keeps its poster over sound that has no picture', async () => {
    const player = await playing(
      await createPlayer({ src: '/media/audio.m3u8', poster: '/media/poster.jpg' }),
    );
    const poster = within<HTMLImageElement>(player, 'img.poster');
    await until(() => player.currentTime > 1, 'it goes on');
    expect(poster.classList.contains('gone')).to.equal(false);
    expect(getComputedStyle(poster).opacity).to.equal('1');
  });

  it('takes the first source child that can be played', async () => {
    const children = `<source src="/media/none.ogv" type="video/x-nothing"><source src="${master}" type="application/vnd.apple.mpegurl">`;
    await playing(await createPlayer({}, { children }));
  });

  it('starts where the page asked, before there was anything to seek in', async () => {
    const player = await createPlayer({ src: master });
    player.currentTime = 6;
    expect(player.currentTime).to.equal(6);
    await player.play();
    await until(() => !player.paused && player.currentTime > 6.1, 'it plays from there');
    expect(player.currentTime).to.be.lessThan(9);
  });

  it('starts where a comment pointed although the pointer had been there before', async () => {
    const player = await createPlayer({ src: master });
    within(player, '.base').dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => player.engine?.qualities.length, 'the engine knows the video');
    player.currentTime = 6;
    await player.play();
    await until(() => player.currentTime > 6.1, 'it plays from there');
    expect(player.currentTime).to.be.lessThan(9);
  });

  it('fires the native events on itself, and they do not bubble', async () => {
    const player = await createPlayer({ src: master });
    const seen: string[] = [];
    let bubbled = false;
    document.body.addEventListener('playing', () => (bubbled = true), { once: true });
    for (const type of ['play', 'loadedmetadata', 'playing', 'timeupdate']) {
      player.addEventListener(type, () => seen.includes(type) || seen.push(type));
    }
    await player.play();
    await until(() => seen.length === 4, 'all events');
    expect(bubbled).to.equal(false);
  });

  it('rejects play() that pause() interrupts', async () => {
    const player = await createPlayer({ src: master });
    const played = player.play().then(
      () => 'played',
      (error: DOMException) => error.name,
    );
    expect(player.paused).to.equal(false);
    player.pause();
    expect(await played).to.equal('AbortError');
    expect(player.paused).to.equal(true);
  });

  it('says what failed, with a way to try again, and goes on where it was', async () => {
    const player = await createPlayer({ src: '/media/missing.m3u8' });
    const failed = oneEvent(player, 'error');
    player.play().catch(() => undefined);
    await failed;
    await player.updateComplete;
    expect(player.error?.reason).to.equal('not_found');
    expect(player.error?.code).to.equal(4);
    await expect(player).to.be.accessible();
    player.src = master;
    await player.updateComplete;
    await playing(player);
    expect(player.error).to.equal(null);
  });

  it('stays away from the controls when the page brings its own', async () => {
    const player = await createPlayer({ src: master, 'without-controls': true });
    expect(player.shadowRoot?.querySelector('button')).to.equal(null);
    await player.play();
    expect(player.shadowRoot?.querySelector('.controls')).to.equal(null);
  });

  it('has its end and plays again from the beginning', async () => {
    const player = await playing(await createPlayer({ src: master }));
    player.currentTime = 11.7;
    await oneEvent(player, 'ended');
    await until(() => player.shadowRoot?.querySelector('.replay'), 'the replay button');
    await expect(player).to.be.accessible();
    await player.play();
    await until(() => player.currentTime < 2 && !player.ended, 'it begins again');
  });
});
