import { aTimeout, expect } from '@open-wc/testing';
import type { ViewEvent, ViewReport } from '@vidkit/contracts/schemas/view-event';

import {
  clearPage,
  createPlayback,
  createPlayer,
  problem,
  serveApi,
  until,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Reports as they were sent, and what `/v1/events` answers: a status, or nothing at all. */
const listen = () => {
  const reports: { body: ViewReport; init: RequestInit }[] = [];
  const real = window.fetch.bind(window);
  const server = { reports, status: 204 as number | null, restore: () => (window.fetch = real) };
  window.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (pathname !== '/v1/events') return real(input, init);
    reports.push({ body: JSON.parse(init?.body as string) as ViewReport, init: init ?? {} });
    if (server.status === null) throw new TypeError('no line');
    return new Response(null, { status: server.status });
  };
  return server;
};

describe('view events', () => {
  let api: ReturnType<typeof serveApi>;
  let server: ReturnType<typeof listen>;

  // What happens before its code is there is not told: here it comes at once.
  before(() => import('./beacon.ts'));
  beforeEach(() => {
    api = serveApi({ '/playback': [{ body: createPlayback() }] });
    server = listen();
  });
  afterEach(async () => {
    clearPage();
    // What the players say at their end belongs to the test that made them.
    await aTimeout(100);
    server.restore();
    api.restore();
    Reflect.deleteProperty(navigator, 'doNotTrack');
    Reflect.deleteProperty(navigator, 'globalPrivacyControl');
  });

  const watched = async (attributes: Record<string, string | boolean> = {}): Promise<VidPlayer> => {
    const player = await createPlayer({ 'video-id': videoId, ...attributes });
    return player;
  };
  const begun = async (player: VidPlayer): Promise<VidPlayer> => {
    await player.play();
    await until(() => player.currentTime > 0.6, 'the picture moves');
    return player;
  };
  const hide = (): void => void window.dispatchEvent(new PageTransitionEvent('pagehide'));
  const told = (): ViewEvent[] => server.reports.flatMap(({ body }) => body.events as ViewEvent[]);
  const only = <T extends ViewEvent['type']>(type: T) =>
    told().filter((event): event is Extract<ViewEvent, { type: T }> => event.type === type);
  const arrived = (type: ViewEvent['type']) => until(() => only(type).length > 0, `a report of "${type}"`);

  it('tells of start, rendition, quartiles, what was watched, and the end', async () => {
    const player = await watched();
    expect(server.reports.length, 'nothing before somebody plays').to.equal(0);
    const asked = performance.now();
    await begun(player);
    const moving = performance.now() - asked;
    player.currentTime = 8.5;
    await until(() => player.ended, 'the end');
    await arrived('end');

    const [start] = only('start');
    expect(start?.startupMs).to.be.within(1, moving);
    expect([start?.autoplay, start?.muted, start?.seq]).to.deep.equal([false, true, 0]);
    expect(only('rendition')[0]?.height).to.be.oneOf([180, 360]);
    expect(
      only('quartile').map(({ percent }) => percent),
      'what a seek jumped over was not watched',
    ).to.deep.equal([75, 100]);
    const [seek] = only('seek');
    expect(seek?.from).to.be.within(250, 4_000);
    expect(seek?.position).to.be.closeTo(8_500, 100);

    const [end] = only('end');
    const [first, second] = end?.ranges ?? [];
    expect(first?.[0]).to.be.below(400);
    expect(first?.[1]).to.equal(seek?.from);
    expect(second?.[0]).to.be.closeTo(8_500, 400);
    expect(second?.[1]).to.be.closeTo(12_000, 300);
    expect(end?.playedMs).to.be.within(2_500, 9_000);
    expect(told().map(({ seq }) => seq)).to.deep.equal(told().map((_, at) => at));
  });

  it('sends what a browser lets pass without a question, and nothing about the viewer', async () => {
    await begun(await watched());
    hide();
    const [{ init, body }] = server.reports as [(typeof server.reports)[0]];
    expect(init.headers, 'a string goes as text/plain').to.equal(undefined);
    expect([init.method, init.keepalive, init.credentials]).to.deep.equal(['POST', true, 'omit']);
    expect(Object.keys(body).sort()).to.deep.equal(['events', 'videoId', 'view']);
    expect(body.view).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(JSON.stringify(localStorage) + JSON.stringify(sessionStorage)).not.to.contain(body.view);
    expect(document.cookie).to.equal('');
  });

  it('tells the rest when the page goes, once it is hidden and when the player is taken away', async () => {
    const player = await begun(await watched());
    hide();
    expect(only('leave').length).to.equal(1);
    await until(() => player.currentTime > 1.4, 'it plays on, as a page does that comes back');
    player.remove();
    await until(() => only('leave').length === 2, 'the second report');
    const [before, after] = only('leave');
    expect(after?.ranges[0]?.[0], 'only what is new').to.be.at.least((before?.ranges.at(-1)?.[1] ?? NaN) - 1);
    hide();
    expect(only('leave').length, 'nothing after its end').to.equal(2);
  });

  it('counts another source, and the same once more, as another view', async () => {
    const player = await begun(await watched());
    player.load();
    await arrived('leave');
    await begun(player);
    hide();
    const views = new Set(server.reports.map(({ body }) => body.view));
    expect(views.size).to.equal(2);
    expect(only('start').map(({ seq }) => seq)).to.deep.equal([0, 0]);
  });

  it('tells of a standstill for want of media, and not of pauses and seeks', async () => {
    const player = await begun(await watched());
    player.pause();
    player.currentTime = 4;
    await until(() => !player.seeking, 'the seek');
    await player.play();
    await until(() => player.currentTime > 4.5, 'it goes on');
    player.media.dispatchEvent(new Event('waiting'));
    await until(() => player.currentTime > 5.2, 'it goes on');
    hide();
    const stalls = only('rebuffer');
    expect(stalls.length).to.equal(1);
    expect(stalls[0]?.ms).to.be.within(0, 1_500);
    expect(only('seek').length).to.equal(1);
  });

  it('tells of a failure before the first frame, once', async () => {
    server.restore();
    api.restore();
    api = serveApi({ '/playback': [problem('not_found', 404)] });
    server = listen();
    const player = await watched();
    await player.play().catch(() => undefined);
    await arrived('error');
    const [error] = only('error');
    expect([error?.code, error?.started, error?.seq]).to.deep.equal(['not_found', false, 0]);
    expect(told().length).to.equal(1);
  });

  it('keeps what was refused or got no answer for the next report', async () => {
    const player = await begun(await watched());
    server.status = null;
    hide();
    await until(() => server.reports.length === 1, 'the first try');
    server.status = 503;
    await until(() => player.currentTime > 1.5, 'it plays on');
    hide();
    await until(() => server.reports.length === 2, 'the second try');
    server.status = 204;
    await until(() => player.currentTime > 2.2, 'it plays on');
    hide();
    const [first, second, third] = server.reports.map(({ body }) => body.events as ViewEvent[]);
    expect(second?.slice(0, first?.length)).to.deep.equal(first);
    expect(third?.slice(0, second?.length)).to.deep.equal(second);
    server.status = 400;
    hide();
    hide();
    const last = server.reports.at(-1)?.body.events as ViewEvent[];
    expect(last.length, 'what was taken or refused for good is not sent again').to.equal(1);
  });

  for (const [who, refuse] of Object.entries({
    'the page by an attribute': (player: VidPlayer) => player.setAttribute('without-analytics', ''),
    'a browser by Do Not Track': () =>
      Object.defineProperty(navigator, 'doNotTrack', { value: '1', configurable: true }),
    'a browser by Global Privacy Control': () =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true }),
  })) {
    it(`says nothing where it is not wanted: ${who}`, async () => {
      const player = await watched();
      refuse(player);
      await begun(player);
      hide();
      expect(server.reports.length).to.equal(0);
    });
  }

  it('says nothing of media that are not ours', async () => {
    const player = await createPlayer({ src: '/media/master.m3u8' });
    await begun(player);
    hide();
    expect(server.reports.length).to.equal(0);
  });
});
