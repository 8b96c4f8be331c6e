import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, playing, until } from './testing/player-fixture.ts';

describe('MediaHost', () => {
  afterEach(clearPage);

  it('loops without an end', async () => {
    const player = await playing(await createPlayer({ src: '/media/clip.mp4', loop: true }));
    let ended = false;
    player.addEventListener('ended', () => (ended = true));
    player.currentTime = player.duration - 0.3;
    await until(() => player.currentTime < 1 && !player.seeking, 'the beginning again');
    expect(ended).to.equal(false);
  });

  it('plays on while it is moved within the page, from where it is', async () => {
    const player = await playing(await createPlayer({ src: '/media/clip.mp4' }));
    const seen: string[] = [];
    for (const type of ['emptied', 'pause', 'seeking']) player.addEventListener(type, () => seen.push(type));
    const { currentTime } = player;
    const other = document.createElement('div');
    document.body.append(other);
    other.append(player);
    await until(() => player.currentTime > currentTime + 0.3, 'it goes on');
    expect(seen).to.deep.equal([]);
  });

  it('stops when it is taken out, and begins again where it was', async () => {
    const player = await playing(await createPlayer({ src: '/media/clip.mp4' }));
    player.currentTime = 1.5;
    const box = player.parentElement;
    player.remove();
    await until(() => player.paused && player.networkState === player.NETWORK_EMPTY, 'it lets go');
    box?.append(player);
    await player.play();
    await until(() => player.currentTime > 1.5, 'it goes on');
    expect(player.currentTime).to.be.lessThan(3);
  });

  it('plays what a script gives as an object, and then its source again', async () => {
    const player = await playing(await createPlayer({ src: '/media/clip.mp4' }));
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 18 });
    canvas.getContext('2d')?.fillRect(0, 0, 32, 18);
    player.srcObject = canvas.captureStream(10);
    await player.play();
    expect([player.videoWidth, player.error]).to.deep.equal([32, null]);
    player.srcObject = null;
    await player.play();
    expect(player.videoWidth).to.equal(640);
  });
});
