import { aTimeout, expect } from '@open-wc/testing';

import {
  clearPage,
  createPlayback,
  createPlayer,
  createStream,
  playing,
  problem,
  serveApi,
  until,
  within,
} from '../testing/player-fixture.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';
const video = { status: 'processing', playable: false, failure: null };

describe('VidPlayer with video-id', () => {
  let api: ReturnType<typeof serveApi> | undefined;

  afterEach(() => {
    clearPage();
    api?.restore();
  });

  it('asks the API exactly once before interest, and knows title, length and poster', async () => {
    api = serveApi({ '/playback': [{ body: createPlayback() }] });
    const player = await createPlayer({ 'video-id': videoId });
    await until(() => player.duration === 12, 'the length');
    await until(() => within<HTMLImageElement>(player, 'img.poster').naturalWidth > 0, 'the poster');
    expect(within(player, '.base').getAttribute('aria-label')).to.equal('Video player: A walk by the sea');
    await aTimeout(200);
    expect(api.asked).to.have.length(1);
  });

  it('plays what the API names', async () => {
    api = serveApi({ '/playback': [{ body: createPlayback() }] });
    await playing(await createPlayer({ 'video-id': videoId }));
    expect(api.asked).to.have.length(1);
  });

  it('asks again before it plays when the addresses have run out', async () => {
    const old = createPlayback({
      expiresAt: new Date(Date.now() - 1000).toISOString(),
      hlsUrl: `${location.origin}/media/gone.m3u8`,
    });
    api = serveApi({ '/playback': [{ body: old }, { body: createPlayback() }] });
    const player = await createPlayer({ 'video-id': videoId });
    await until(() => player.duration === 12, 'the first answer');
    await playing(player);
    expect(api.asked).to.have.length(2);
  });

  it('renews its right when a file is refused, and plays on', async () => {
    const refused = createPlayback({ hlsUrl: `${location.origin}/media/master.m3u8?fail=403` });
    api = serveApi({ '/playback': [{ body: refused }, { body: createPlayback() }] });
    await playing(await createPlayer({ 'video-id': videoId }));
    expect(api.asked).to.have.length(2);
  });

  it('says so when there is no access, and tries again when asked', async () => {
    api = serveApi({ '/playback': [problem('not_found', 404), { body: createPlayback() }] });
    const player = await createPlayer({ 'video-id': videoId });
    await until(() => player.shadowRoot?.querySelector('[part="error"]'), 'the error');
    expect(within(player, '[part="error"] p').textContent).to.equal('This video is not available.');
    await expect(player).to.be.accessible();
    within(player, '.retry').click();
    await until(() => player.duration === 12, 'the second answer');
    expect(player.error).to.equal(null);
  });

  it('follows a video that is being prepared and offers it when it can be played', async () => {
    const stream = createStream();
    const half = { stage: 'first_rendition', percent: 40, secondsLeft: 8 };
    api = serveApi({
      '/playback': [
        problem('not_playable', 409),
        { body: createPlayback({ status: 'processing', revision: 11 }) },
        { body: createPlayback({ revision: 12 }) },
      ],
      '/events': [{ body: stream.body }],
      [`/videos/${videoId}`]: [{ body: { ...video, progress: { ...half, percent: 12 } } }],
    });
    const player = await createPlayer({ 'video-id': videoId });
    await until(() => player.shadowRoot?.textContent?.includes('Being prepared: 12%'), 'how far it is');
    await expect(player).to.be.accessible();
    stream.send({ type: 'video', videoId, ...video, progress: half, version: 2 });
    await until(() => player.shadowRoot?.textContent?.includes('Being prepared: 40%'), 'live progress');
    stream.send({ type: 'video', videoId, ...video, playable: true, progress: half, version: 3 });
    await until(() => player.shadowRoot?.querySelector('[part="play-button"]'), 'the play button');
    let revision = 0;
    player.addEventListener(
      'vid-playback',
      (event) => (revision = (event as CustomEvent<{ revision: number }>).detail.revision),
    );
    stream.send({
      type: 'video',
      videoId,
      status: 'ready',
      playable: true,
      progress: null,
      failure: null,
      version: 4,
    });
    await until(() => revision === 12, 'the fuller revision');
  });

  it('says when a video could not be prepared', async () => {
    api = serveApi({
      '/playback': [problem('not_playable', 409)],
      '/events': [{ body: createStream().body }],
      [`/videos/${videoId}`]: [
        { body: { ...video, status: 'failed', progress: null, failure: { code: 'not_media', detail: '' } } },
      ],
    });
    const player = await createPlayer({ 'video-id': videoId });
    await until(() => player.error?.reason === 'processing_failed', 'the failure');
    await player.updateComplete;
    expect(within(player, '[part="error"] code').textContent).to.equal('not_media');
  });
});
