import { expect } from '@open-wc/testing';

import { PopupSession } from './popup-session.ts';
import { getSession } from './session.ts';
import { SessionError } from './session-error.ts';
import type { SignInMode } from './testing/sign-in-server.ts';

const platform = `http://127.0.0.1:${location.port}`;

const control = (mode: SignInMode, rest: { lifetime?: number; offline?: boolean } = {}) =>
  fetch(`${platform}/sign-in-test/control`, { method: 'POST', body: JSON.stringify({ mode, ...rest }) });

const requests = async (): Promise<string[]> =>
  (await (await fetch(`${platform}/sign-in-test/requests`)).json()) as string[];

const codeOf = async (attempt: Promise<unknown>): Promise<string> => {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof SessionError ? error.code : String(error);
};

/** Runs `use` with every window that is opened meanwhile. */
const watchingWindows = async <T>(use: (opened: Window[], urls: string[]) => Promise<T>): Promise<T> => {
  const open = window.open.bind(window);
  const opened: Window[] = [];
  const urls: string[] = [];
  window.open = (url, ...rest) => {
    const popup = open(url, ...rest);
    if (popup) opened.push(popup);
    urls.push(String(url));
    return popup;
  };
  try {
    return await use(opened, urls);
  } finally {
    window.open = open;
    for (const popup of opened) popup.close();
  }
};

/**
 * Closes windows until an attempt has noticed, and resolves to what it ended with. A window that is just going to
 * another site may miss a call, although it says for a moment that it is closed.
 */
const closeUntilOver = async (opened: Window[], attempt: Promise<string>): Promise<string> => {
  let over = false;
  void attempt.then(() => (over = true));
  await until(() => {
    for (const popup of opened) popup.close();
    return over;
  });
  return attempt;
};

const until = async (condition: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 1000 && !condition(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 30));
  expect(condition(), String(condition)).to.equal(true);
};

describe('PopupSession', () => {
  beforeEach(() => control('honest'));

  it('signs in by a window that was prepared, and opens it with the address at once', async () => {
    const session = new PopupSession(platform);
    expect(session.state).to.equal('unknown');
    await session.prepare();
    expect(session.state).to.equal('signed-out');
    await watchingWindows(async (opened, urls) => {
      const done = session.signIn();
      expect(opened).to.have.length(1, 'opened before the first await');
      await done;
      const url = new URL(urls[0] ?? '');
      expect(url.searchParams.get('code_challenge_method')).to.equal('S256');
      expect(url.searchParams.get('scope')).to.equal('openid comments:write reactions:write');
      expect(url.searchParams.get('code_challenge')).to.have.length(43);
      expect(url.href).not.to.include('verifier');
    });
    expect(session.state).to.equal('signed-in');
    expect(session.person?.name).to.equal('Ada');
    expect(await session.getToken({ fresh: false })).to.match(/^user:Ada/);
  });

  it('signs in without preparation, through a window that is sent on', async () => {
    const session = new PopupSession(platform);
    await watchingWindows(async (opened, urls) => {
      const done = session.signIn();
      expect(opened).to.have.length(1);
      expect(urls).to.deep.equal(['']);
      await done;
    });
    expect(session.state).to.equal('signed-in');
  });

  it('writes no token to storage, address or page', async () => {
    const session = new PopupSession(platform);
    await session.prepare();
    await session.signIn();
    const token = (await session.getToken({ fresh: false })) ?? 'none';
    const seen = JSON.stringify([localStorage, sessionStorage, location.href, document.cookie]);
    expect(seen + document.documentElement.outerHTML + JSON.stringify(session)).not.to.include(token);
  });

  it('asks again with a new state and verifier after a failure', async () => {
    await control('refused');
    const session = new PopupSession(platform);
    await watchingWindows(async (_, urls) => {
      await session.prepare();
      expect(await codeOf(session.signIn())).to.equal('refused');
      await session.prepare();
      await control('honest');
      await session.signIn();
      const [first, second] = urls.map((url) => new URL(url).searchParams);
      expect(first?.get('state')).not.to.equal(second?.get('state'));
      expect(first?.get('code_challenge')).not.to.equal(second?.get('code_challenge'));
    });
    expect(session.state).to.equal('signed-in');
  });

  it('is unavailable, with the reason, on a page whose origin is not registered', async () => {
    await control('unregistered');
    const session = new PopupSession(platform);
    let told = 0;
    session.subscribe(() => told++);
    await session.prepare();
    expect(session.state).to.equal('unavailable');
    expect(session.reason).to.equal('site_not_registered');
    expect(told).to.equal(1);
    await watchingWindows(async (opened) => {
      expect(await codeOf(session.signIn())).to.equal('site_not_registered');
      expect(opened).to.have.length(0);
    });
  });

  it('says when the window was blocked, closed, or the code was not taken', async () => {
    const session = new PopupSession(platform);
    await session.prepare();
    const open = window.open.bind(window);
    window.open = () => null;
    expect(await codeOf(session.signIn())).to.equal('popup_blocked');
    window.open = open;

    await control('closes');
    expect(await codeOf(session.signIn())).to.equal('window_closed');

    await control('bad-code');
    await session.prepare();
    expect(await codeOf(session.signIn())).to.equal('refused');
    expect(session.state).to.equal('signed-out');
    expect(await session.getToken({ fresh: false })).to.equal(null);
  });

  it('shares one attempt between two clicks', async () => {
    const session = new PopupSession(platform);
    await session.prepare();
    await watchingWindows(async (opened) => {
      await Promise.all([session.signIn(), session.signIn()]);
      expect(opened).to.have.length(1);
    });
  });

  it('renews an old token by a rotating refresh token, once for all callers', async () => {
    await control('honest', { lifetime: 1 });
    const session = new PopupSession(platform);
    await session.signIn();
    await control('honest');
    const [first, second] = await Promise.all([
      session.getToken({ fresh: true }),
      session.getToken({ fresh: true }),
    ]);
    expect(first).to.equal(second);
    const renewals = (await requests()).filter((request) => request.includes('grant_type=refresh_token'));
    expect(renewals).to.have.length(1);
    expect(await session.getToken({ fresh: true })).not.to.equal(first);
  });

  it('is signed out once a refused token cannot be renewed', async () => {
    await control('honest', { offline: false });
    const session = new PopupSession(platform);
    await session.signIn();
    expect(await session.getToken({ fresh: true })).to.equal(null);
    expect(session.state).to.equal('signed-out');
    expect(session.person).to.equal(null);
  });

  it('revokes on sign-out and tells the other tabs', async () => {
    const session = new PopupSession(platform);
    const otherTab = new PopupSession(platform);
    await session.signIn();
    await otherTab.signIn();
    await session.signOut();
    expect(session.state).to.equal('signed-out');
    await until(() => otherTab.state === 'signed-out');
    expect((await requests()).some((request) => request.startsWith('revoke '))).to.equal(true);
  });

  describe('against hostile messages', () => {
    const forge = (session: PopupSession, urls: string[], send: (message: object) => void) => {
      const state = new URL(urls[0] ?? '').searchParams.get('state');
      send({ type: 'vidkit:authorization', code: 'stolen', state, iss: 'https://issuer.test/oauth' });
      return session;
    };

    for (const mode of ['wrong-state', 'wrong-issuer'] as const) {
      it(`ignores an answer with the ${mode.replace('-', ' ')}`, async () => {
        await control(mode);
        const session = new PopupSession(platform);
        await session.prepare();
        await watchingWindows(async (opened) => {
          const attempt = codeOf(session.signIn());
          await new Promise((resolve) => setTimeout(resolve, 600));
          expect(session.state).to.equal('signed-out');
          expect(await closeUntilOver(opened, attempt)).to.equal('window_closed');
        });
        expect((await requests()).join()).not.to.include('authorization_code');
      });
    }

    it('ignores the right message from the page itself: wrong origin and wrong source', async () => {
      await control('stays');
      const session = new PopupSession(platform);
      await session.prepare();
      await watchingWindows(async (opened, urls) => {
        const attempt = codeOf(session.signIn());
        forge(session, urls, (message) => postMessage(message, location.origin));
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(await closeUntilOver(opened, attempt)).to.equal('window_closed');
      });
      expect((await requests()).join()).not.to.include('stolen');
    });

    it('ignores the right message of the right origin from another window', async () => {
      await control('stays');
      const session = new PopupSession(platform);
      await session.prepare();
      await watchingWindows(async (opened, urls) => {
        const attempt = codeOf(session.signIn());
        forge(session, urls, (message) =>
          dispatchEvent(new MessageEvent('message', { data: message, origin: platform, source: window })),
        );
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(await closeUntilOver(opened, attempt)).to.equal('window_closed');
      });
      expect((await requests()).join()).not.to.include('stolen');
    });

    it('ignores the right window after it went to another origin', async () => {
      await control('stays');
      const session = new PopupSession(platform);
      await session.prepare();
      await watchingWindows(async (opened, urls) => {
        const attempt = codeOf(session.signIn());
        forge(session, urls, (message) =>
          dispatchEvent(
            new MessageEvent('message', {
              data: message,
              origin: 'https://evil.test',
              source: opened[0] ?? null,
            }),
          ),
        );
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(await closeUntilOver(opened, attempt)).to.equal('window_closed');
      });
      expect((await requests()).join()).not.to.include('stolen');
    });

    it('takes one message and no second one', async () => {
      await control('twice');
      const session = new PopupSession(platform);
      await session.prepare();
      await session.signIn();
      expect(session.state).to.equal('signed-in');
      expect((await requests()).filter((request) => request.includes('authorization_code'))).to.have.length(
        1,
      );
      expect((await requests()).join()).not.to.include('a-second-code');
    });
  });
});

describe('getSession', () => {
  it('is one for each origin, also over two bundles', () => {
    expect(getSession(platform)).to.equal(getSession(`${platform}/v1`));
    expect(getSession(platform)).not.to.equal(getSession(location.origin));
    const shared = (globalThis as Record<symbol, unknown>)[Symbol.for('vidkit.sessions.1')] as Map<
      string,
      unknown
    >;
    expect(shared.get(platform)).to.equal(getSession(platform));
    expect(Object.keys(globalThis)).not.to.include('vidkit.sessions.1');
  });
});
