import { aTimeout, expect } from '@open-wc/testing';

import {
  clearPage,
  createPlayback,
  createPlayer,
  playing,
  problem,
  serveApi,
  until,
  within,
} from '../testing/player-fixture.ts';
import { listen } from '../testing/silence.ts';
import type { VidPlayer } from '../vid-player.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';

const shows = async (player: VidPlayer, reason: string, text: RegExp): Promise<void> => {
  await until(
    () => player.error?.reason === reason && player.shadowRoot?.querySelector('[part="error"]'),
    reason,
  );
  expect(within(player, '[part="error"] p').textContent).to.match(text);
  await expect(player).to.be.accessible();
};

describe('VidPlayer and an API that refuses', () => {
  let silence: ReturnType<typeof listen>;
  let api: ReturnType<typeof serveApi> | undefined;
  const soon = (ms: number): AbortSignal => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), ms);
    return controller.signal;
  };
  const timeout = Object.getOwnPropertyDescriptor(AbortSignal, 'timeout') ?? {};

  beforeEach(() => {
    silence = listen();
  });
  afterEach(() => {
    Object.defineProperty(AbortSignal, 'timeout', timeout);
    clearPage();
    api?.restore();
    silence.end();
  });

  it('has nothing to say and nothing to ask for with an empty id', async () => {
    api = serveApi({ '/playback': [problem('not_found', 404)] });
    const player = await createPlayer({ 'video-id': '' });
    await aTimeout(50);
    expect(api.asked).to.deep.equal([]);
    expect(player.error).to.equal(null);
    expect(player.shadowRoot?.querySelector('button')).to.equal(null);
    expect(await player.play().catch(({ name }: Error) => name)).to.equal('NotSupportedError');
    await shows(player, 'no_source', /no video/);
  });

  const answers = [
    [
      'a question that it does not understand',
      problem('validation_failed', 400),
      'network',
      /could not be loaded/,
    ],
    ['an unknown or deleted video', problem('not_found', 404), 'not_found', /not available/],
    ['a video that is gone', problem('gone', 410), 'not_found', /not available/],
    ['a private video', problem('forbidden', 403), 'forbidden', /access/],
    ['a viewer who is not signed in', problem('unauthorized', 401), 'forbidden', /access/],
    ['a server that is broken', problem('internal', 500), 'network', /could not be loaded/],
    ['an answer that is none', { body: null }, 'network', /could not be loaded/],
  ] as const;

  for (const [what, answer, reason, text] of answers) {
    it(`says so for ${what}, and tries again when asked`, async () => {
      // A refusal for want of a token is asked about once more, with a new one.
      const asked = 'status' in answer && answer.status === 401 ? [answer, answer] : [answer];
      api = serveApi({ '/playback': [...asked, { body: createPlayback() }] });
      const player = await createPlayer({ 'video-id': videoId });
      await shows(player, reason, text);
      within(player, '.retry').click();
      await until(() => player.duration === 12, 'the second answer');
      expect(player.error).to.equal(null);
    });
  }

  it('says so when no answer comes in time, or none can', async () => {
    api = serveApi({});
    AbortSignal.timeout = () => soon(60);
    window.fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)),
      );
    const slow = await createPlayer({ 'video-id': videoId });
    await shows(slow, 'network', /could not be loaded/);
    window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const refused = await createPlayer({ 'video-id': videoId });
    await shows(refused, 'network', /could not be loaded/);
  });

  it('asks for a hostile id as an id', async () => {
    api = serveApi({ '/playback': [problem('not_found', 404)] });
    const player = await createPlayer({ 'video-id': '../../me?x=<img src=x onerror=alert(1)>' });
    await shows(player, 'not_found', /not available/);
    expect(api.asked[0]).to.match(/^\/v1\/videos\/[^/]+\/playback$/);
    expect(player.shadowRoot?.querySelector('img[onerror]')).to.equal(null);
  });

  it('plays although poster, storyboard, captions and chapters are broken', async () => {
    const at = (part: string, fault: string, file: string): string =>
      new URL(`/faulty/a${Date.now()}.${part}.${fault}.0/${file}`, location.href).href;
    const track = {
      kind: 'subtitles',
      language: 'en',
      label: 'English',
      default: true,
      forced: false,
    } as const;
    for (const fault of ['404', 'noise', 'page']) {
      const poster = { ...createPlayback().poster, url: at('poster', fault, 'poster.jpg') };
      api = serveApi({
        '/playback': [
          {
            body: createPlayback({
              poster: poster as NonNullable<ReturnType<typeof createPlayback>['poster']>,
              storyboardUrl: at('storyboard', fault, 'storyboard.vtt'),
              tracks: [{ ...track, url: at('captions', fault, 'captions.vtt') }] as never,
              chapters: [{ title: '<b>One</b>', startMs: -5 }] as never,
            }),
          },
        ],
      });
      const player = await playing(await createPlayer({ 'video-id': videoId }));
      within(player, '.base').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'c', code: 'KeyC', bubbles: true }),
      );
      const bar = within(player, '[part~="seek-bar"]');
      const { x, y, width } = bar.getBoundingClientRect();
      bar.dispatchEvent(
        new PointerEvent('pointermove', { clientX: x + width / 2, clientY: y + 2, bubbles: true }),
      );
      const { currentTime } = player;
      await until(() => player.currentTime > currentTime + 0.4, 'it plays on');
      expect(player.error).to.equal(null);
      await expect(player).to.be.accessible();
      clearPage();
      api.restore();
    }
  });

  it('plays although a sprite is not there', async () => {
    api = serveApi({
      '/playback': [
        {
          body: createPlayback({
            storyboardUrl: new URL(`/faulty/s${Date.now()}.sprite.404.0/storyboard.vtt`, location.href).href,
          }),
        },
      ],
    });
    const player = await playing(await createPlayer({ 'video-id': videoId }));
    const bar = within(player, '[part~="seek-bar"]');
    const { x, y, width } = bar.getBoundingClientRect();
    bar.dispatchEvent(
      new PointerEvent('pointermove', { clientX: x + width / 2, clientY: y + 2, bubbles: true }),
    );
    const { currentTime } = player;
    await until(() => player.currentTime > currentTime + 0.4, 'it plays on');
    expect(player.error).to.equal(null);
  });
});
