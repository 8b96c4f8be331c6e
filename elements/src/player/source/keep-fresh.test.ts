import { expect } from '@open-wc/testing';

import {
  clearPage,
  createPlayback,
  createPlayer,
  playing,
  serveApi,
  until,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';
import { renewalWait } from './keep-fresh.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';

/** A playback whose right ends in `life` ms and says that it ends in `said` ms. */
const shortPlayback = (name: string, life: number, said = life) =>
  createPlayback({
    hlsUrl: `${location.origin}/p/${Date.now() + life}.${name}/v/x/1/master.m3u8`,
    expiresAt: new Date(Date.now() + said).toISOString(),
    storyboardUrl: null,
  });

const rights = async (name: string): Promise<{ served: number; refused: number }> =>
  (await (await fetch(`/test-rights/${name}`)).json()) as { served: number; refused: number };

/** What a viewer would notice between the first frame and the end. */
const interruptions = (player: VidPlayer): string[] => {
  const seen: string[] = [];
  for (const type of ['error', 'emptied', 'pause', 'seeking', 'abort']) {
    player.addEventListener(
      type,
      () => !player.ended && seen.push(`${type} at ${player.currentTime.toFixed(1)}`),
    );
  }
  return seen;
};

describe('renewalWait', () => {
  it('renews a minute before the end, and a short right in the middle of its life', () => {
    expect(renewalWait(3_600_000, true)).to.equal(3_540_000);
    expect(renewalWait(4_000, true)).to.equal(2_000);
    expect(renewalWait(100, true)).to.equal(500);
  });

  it('tries again soon after no answer, and seldom by a clock that is wrong', () => {
    expect(renewalWait(-1, false)).to.equal(5_000);
    expect(renewalWait(-1, true)).to.equal(300_000);
  });
});

describe('VidPlayer whose right to read ends while it plays', () => {
  // Real time passes here, and on a busy machine more of it.
  const patience = 60_000;
  let api: ReturnType<typeof serveApi> | undefined;

  afterEach(() => {
    clearPage();
    api?.restore();
  });

  it('renews it in time and plays to the end, without a refusal and without a pause', async () => {
    api = serveApi({ '/playback': [{ body: () => shortPlayback('early', 5_000) }] });
    const player = await createPlayer({ 'video-id': videoId });
    await playing(player);
    const seen = interruptions(player);
    await until(() => player.ended, 'the end', 50_000);
    expect(seen).to.deep.equal([]);
    expect(api.asked.length).to.be.greaterThan(3);
    const { served, refused } = await rights('early');
    expect(served).to.be.greaterThan(8);
    expect(refused).to.equal(0);
  }).timeout(patience);

  it('answers a refusal in mid-play with a new right and plays to the end', async () => {
    api = serveApi({ '/playback': [{ body: () => shortPlayback('late', 5_000, 3_600_000) }] });
    const player = await createPlayer({ 'video-id': videoId });
    await playing(player);
    const seen = interruptions(player);
    await until(() => player.ended, 'the end', 50_000);
    expect(seen).to.deep.equal([]);
    expect(player.error).to.equal(null);
    const { refused } = await rights('late');
    expect(refused).to.be.greaterThan(0);
    expect(api.asked.length).to.be.greaterThan(1);
  }).timeout(patience);

  it('gives up when a new right is refused as well', async () => {
    api = serveApi({ '/playback': [{ body: () => shortPlayback('never', -1, 3_600_000) }] });
    const player = await createPlayer({ 'video-id': videoId });
    void player.play().catch(() => undefined);
    await until(() => player.error?.reason === 'forbidden', 'the failure');
    expect(api.asked).to.have.length(2);
  }).timeout(patience);
});
