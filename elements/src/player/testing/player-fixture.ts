import { aTimeout } from '@open-wc/testing';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import '../../define/vid-player.ts';
import type { VidPlayer } from '../vid-player.ts';

export const master = '/media/master.m3u8';

/** A player on the page, 640 px wide unless said otherwise, muted so that no autoplay rule interferes. */
export const createPlayer = async (
  attributes: Record<string, string | boolean> = {},
  { width = 640, children = '' } = {},
): Promise<VidPlayer> => {
  const box = document.createElement('div');
  box.style.inlineSize = `${width}px`;
  const player = document.createElement('vid-player');
  const wanted: Record<string, string | boolean> = { muted: true, ...attributes };
  for (const [name, value] of Object.entries(wanted)) {
    if (typeof value === 'string' || value) player.setAttribute(name, value === true ? '' : value);
  }
  player.insertAdjacentHTML('beforeend', children);
  box.append(player);
  document.body.append(box);
  await player.updateComplete;
  return player;
};

/** Also of what viewers chose, which the next test must not find. */
export const clearPage = (): void => {
  document.body.replaceChildren();
  localStorage.clear();
};

/** Resolves with the truth of `test`, tried every 25 ms; rejects with `what` after `limit` ms. */
export const until = async <T>(
  test: () => T | null | undefined | false,
  what: string,
  limit = 30_000,
): Promise<T> => {
  const end = performance.now() + limit;
  for (;;) {
    const found = test();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await aTimeout(25);
  }
};

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what it looks for
export const within = <T extends HTMLElement = HTMLElement>(player: VidPlayer, selector: string): T => {
  const found = player.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in the player`);
  return found;
};

/** Waits for something in the shadow root. */
export const inside = <T extends HTMLElement = HTMLElement>(
  player: VidPlayer,
  selector: string,
): Promise<T> => until(() => player.shadowRoot?.querySelector<T>(selector), `${selector} is there`);

/** Presses a key on what has the focus in the player, or on the player. */
export const press = (player: VidPlayer, key: string, more: KeyboardEventInit = {}): boolean =>
  (player.shadowRoot?.activeElement ?? within(player, '.base')).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );

/** Plays and waits until the picture moves and the controls are there. */
export const playing = async (player: VidPlayer): Promise<VidPlayer> => {
  await player.play();
  await until(() => player.currentTime > 0.2, 'the picture moves');
  await until(() => player.shadowRoot?.querySelector('.controls'), 'the controls are there');
  return player;
};

/** What the page has fetched whose address contains `part`. */
export const fetched = (part: string): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes(part));

export const createPlayback = (overrides: Partial<Playback> = {}): Playback => ({
  videoId: '01890a5d-ac96-774b-bcce-b302099a8057',
  revision: 10,
  growing: false,
  status: 'ready',
  title: 'A walk by the sea',
  channel: { id: '01890a5d-ac96-774b-bcce-b302099a8058', name: 'Ada', subscribers: 3 },
  durationMs: 12_000,
  width: 640,
  height: 360,
  hasVideo: true,
  hasAudio: true,
  hlsUrl: new URL(master, location.href).href,
  playlists: {},
  poster: {
    url: new URL('/media/poster.jpg', location.href).href,
    width: 640,
    height: 360,
    color: '#334455',
    placeholder: null,
    sources: [],
  },
  previewUrl: null,
  storyboardUrl: new URL('/media/storyboard.vtt', location.href).href,
  tracks: [],
  transcriptUrl: null,
  chapters: [],
  watchUrl: 'https://example.com/watch/1',
  embedUrl: 'https://example.com/embed/1',
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  ...overrides,
});

type Answer = { status?: number; body?: unknown };

/**
 * Answers the API's paths on this page's `fetch`, in the order given; the last answer stays. A body that is a function
 * is made when it is asked for. Returns what was asked and the way to undo it.
 */
export const serveApi = (routes: Record<string, Answer[]>): { asked: string[]; restore: () => void } => {
  const real = window.fetch.bind(window);
  const asked: string[] = [];
  window.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    const route = Object.keys(routes).find((path) => pathname.endsWith(path));
    if (!route || !pathname.startsWith('/v1/')) return real(input, init);
    asked.push(pathname);
    const answers = routes[route] ?? [];
    const { status = 200, body: given } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
    const body: unknown = typeof given === 'function' ? (given as () => unknown)() : given;
    return new Response(body instanceof ReadableStream ? body : JSON.stringify(body), { status });
  };
  return { asked, restore: () => (window.fetch = real) };
};

export const problem = (code: string, status: number): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail: code, requestId: '1' },
});

/** A stream of server-sent frames that the test writes. */
export const createStream = (): { body: ReadableStream<Uint8Array>; send: (frame: object) => void } => {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) });
  const encoder = new TextEncoder();
  return {
    body,
    send: (frame) => controller.enqueue(encoder.encode(`id: 1\ndata: ${JSON.stringify(frame)}\n\n`)),
  };
};
