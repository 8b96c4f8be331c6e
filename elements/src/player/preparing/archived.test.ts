import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { VidPlayer } from '../vid-player.ts';
import {
  clearPage,
  createPlayback,
  createPlayer,
  createStream,
  problem,
  serveApi,
  until,
  within,
} from '../testing/player-fixture.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';
const archived = {
  status: 'archived',
  playable: false,
  progress: null,
  failure: null,
  readyAt: null,
  posterUrl: `${location.origin}/media/poster.jpg`,
};
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000 - 5_000).toISOString();

describe('VidPlayer with a video that rests', () => {
  let api: ReturnType<typeof serveApi> | undefined;
  let stream: ReturnType<typeof createStream>;
  let playback: { status?: number; body?: unknown }[];

  afterEach(() => {
    clearPage();
    document.documentElement.lang = 'en';
    api?.restore();
  });

  const serve = (routes: Parameters<typeof serveApi>[0] = {}): void => {
    stream = createStream();
    playback = [problem('video_archived', 409)];
    api = serveApi({
      '/playback': playback,
      '/events': [{ body: stream.body }],
      [`/videos/${videoId}`]: [{ body: archived }],
      ...routes,
    });
  };
  const tell = (news: object): void =>
    stream.send({ type: 'video', videoId, ...archived, posterUrl: undefined, version: 2, ...news });
  const comesBack = (): void => {
    playback[0] = { body: createPlayback() };
    tell({ status: 'ready', playable: true });
  };
  const resting = async (attributes: Record<string, string> = {}): Promise<VidPlayer> => {
    const player = await createPlayer({ 'video-id': videoId, ...attributes });
    await until(() => player.shadowRoot?.querySelector('[part="archived"] button'), 'the button');
    return player;
  };
  const says = (player: VidPlayer, text: string | RegExp): Promise<unknown> =>
    until(() => within(player, '.base').textContent?.match(text), String(text));

  it('shows the poster and asks once, by key, and plays when it is back', async () => {
    serve({
      '/restore': [{ status: 202, body: { ...archived, status: 'restoring', readyAt: inMinutes(5) } }],
    });
    const player = await resting();
    await until(() => within<HTMLImageElement>(player, 'img.poster').naturalWidth > 0, 'the poster');
    await says(player, 'This video has not been watched for a while.');
    await expect(player).to.be.accessible();
    within(player, '[part="archived"] button').focus();
    await sendKeys({ press: 'Enter' });
    await says(player, 'Back in about 5 minutes');
    expect(player.shadowRoot?.activeElement).to.equal(
      within(player, '.base'),
      'the focus stays in the player',
    );
    await expect(player).to.be.accessible();
    comesBack();
    await until(() => player.currentTime > 0.2, 'it plays');
    expect(api?.asked.filter((path) => path.endsWith('/restore'))).to.have.length(1);
  });

  it('follows what others asked for, and waits for a wish to play', async () => {
    serve();
    const player = await resting();
    tell({ status: 'restoring', readyAt: inMinutes(150) });
    await says(player, /Back in about [23] hours/);
    expect(within<HTMLImageElement>(player, 'img.poster').src).to.equal(archived.posterUrl);
    tell({ status: 'restoring', readyAt: inMinutes(0) });
    await says(player, 'Back in a moment');
    comesBack();
    await until(() => player.shadowRoot?.querySelector('[part="play-button"]'), 'the play button');
    expect(player.paused).to.equal(true);
  });

  it('says so when it could not be asked for, and asks again', async () => {
    serve({
      '/restore': [
        problem('rate_limited', 429),
        { status: 202, body: { ...archived, status: 'restoring', readyAt: null } },
      ],
    });
    const player = await resting();
    within(player, '[part="archived"] button').click();
    await says(player, 'That did not work.');
    await expect(player).to.be.accessible();
    within(player, '[part="archived"] button').click();
    await says(player, 'Back in a moment');
  });

  it('speaks the language of the page', async () => {
    serve();
    document.documentElement.lang = 'de';
    const player = await resting();
    await says(player, 'Dieses Video hat lange niemand angesehen.');
    document.documentElement.lang = 'ar';
    await says(player, 'لم يُشاهَد هذا الفيديو منذ مدة.');
    await until(() => within(player, '[part="archived"]').matches(':dir(rtl)'), 'right to left');
    tell({ status: 'restoring', readyAt: inMinutes(2) });
    await says(player, 'سيعود بعد دقيقتين');
  });

  it('keeps a poster of the page, and fits into a narrow player', async () => {
    serve();
    const own = `${location.origin}/media/poster.jpg?own`;
    const player = await resting({ poster: own });
    expect(within<HTMLImageElement>(player, 'img.poster').src).to.equal(own);
    (player.parentElement as HTMLElement).style.inlineSize = '280px';
    const notice = within(player, '[part="archived"]');
    await until(() => notice.clientWidth <= 280, 'the narrow box');
    expect(notice.scrollHeight).to.be.at.most(notice.clientHeight);
    expect(notice.scrollWidth).to.be.at.most(notice.clientWidth);
  });
});
