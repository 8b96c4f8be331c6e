import { aTimeout, expect } from '@open-wc/testing';

import {
  clearPage,
  createPlayback,
  createPlayer,
  playing,
  serveApi,
  until,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('VidPlayer with a video that is still being encoded', () => {
  let api: ReturnType<typeof serveApi> | undefined;

  afterEach(() => {
    clearPage();
    api?.restore();
  });

  const grow = (stream: string, segments: number) =>
    fetch(`/growing/${stream}?segments=${segments}`, { method: 'POST' });

  const createGrowing = async (stream: string, segments: number): Promise<VidPlayer> => {
    await grow(stream, segments);
    const hlsUrl = `${location.origin}/growing/${stream}/master`;
    api = serveApi({ '/playback': [{ body: createPlayback({ growing: true, hlsUrl }) }] });
    return createPlayer({ 'video-id': videoId });
  };

  it('begins at its start and has its whole length', async () => {
    const player = await createGrowing('start', 4);
    await player.play();
    await until(() => player.currentTime > 0.1, 'the picture moves');
    expect(player.currentTime).to.be.lessThan(2);
    expect(player.duration).to.equal(12);
    expect(player.seekable.end(0)).to.equal(12);
    await until(() => player.buffered.length > 0 && player.buffered.end(0) > 7, 'all there is is buffered');
    expect(player.buffered.end(0)).to.be.lessThan(8.2);
    expect(player.duration).to.equal(12);
  });

  it('waits where somebody seeks ahead, and plays on from there once it is encoded', async () => {
    const player = await playing(await createGrowing('ahead', 2));
    player.currentTime = 9;
    await until(() => player.shadowRoot?.querySelector('.spinner'), 'it shows that it waits');
    await aTimeout(2500);
    expect(player.currentTime).to.equal(9);
    expect(player.error).to.equal(null);
    await grow('ahead', 6);
    await until(() => player.currentTime > 9.2, 'it plays on', 15_000);
    expect(player.currentTime).to.be.lessThan(12);
  });

  it('waits at the edge, and plays to the end without a jump', async () => {
    const player = await playing(await createGrowing('edge', 1));
    const jumps: number[] = [];
    player.addEventListener('seeking', () => jumps.push(player.currentTime));
    await until(() => player.currentTime > 1.7, 'the edge');
    await aTimeout(1000);
    expect(player.error).to.equal(null);
    player.playbackRate = 4;
    await grow('edge', 4);
    await until(() => player.currentTime > 4, 'it plays on', 15_000);
    await grow('edge', 6);
    await until(() => player.ended, 'its end', 15_000);
    expect(jumps).to.deep.equal([]);
    expect(player.duration).to.be.closeTo(12, 0.1);
  });
});
