import { expect } from '@open-wc/testing';

import { TestWorld } from '../testing/open-studio.ts';
import { keepPending } from './pending-sign-in.ts';
import { StudioSession } from './studio-session.ts';
import { until } from '../testing/until.ts';

const issuer = `${location.origin}/oauth`;
const returnPath = '/studio/videos?q=harbour';

const createSession = () => {
  const left: URL[] = [];
  const arrived: string[] = [];
  const session = new StudioSession({
    origin: location.origin,
    storage: sessionStorage,
    leave: (url) => left.push(new URL(url)),
    currentPath: () => returnPath,
  });
  const start = (address: URL) => session.start(address, (path) => arrived.push(path));
  return { session, start, left, arrived };
};

const at = (path: string): URL => new URL(path, location.origin);

const callback = (parameters: Record<string, string>): URL =>
  at(`/studio/callback?${new URLSearchParams({ iss: issuer, ...parameters })}`);

const codeOf = async (error: Promise<unknown>): Promise<string> =>
  error.then(
    () => 'no error',
    (cause: { code: string }) => cause.code,
  );

describe('StudioSession', () => {
  beforeEach(() => sessionStorage.clear());

  it('leaves for the authorization server with PKCE, state and every scope', async () => {
    const { start, left } = createSession();
    await start(at('/studio/videos?q=harbour'));
    const [url] = left;
    expect(`${url?.origin}${url?.pathname}`).to.equal(`${issuer}/auth`);
    const sent = Object.fromEntries(url?.searchParams ?? []);
    expect(sent).to.include({
      client_id: 'studio',
      redirect_uri: `${location.origin}/studio/callback`,
      response_type: 'code',
      resource: `${location.origin}/v1`,
      code_challenge_method: 'S256',
    });
    expect(sent['scope']?.split(' ')).to.include.members([
      'openid',
      'offline_access',
      'videos:write',
      'sites:write',
    ]);
    expect(sent['code_challenge']).to.match(/^[\w-]{43}$/);
    const kept = JSON.parse(sessionStorage.getItem('vidkit:studio:sign-in') ?? '{}') as Record<
      string,
      string
    >;
    expect(kept['state']).to.equal(sent['state']);
    expect(kept['returnPath']).to.equal('/studio/videos?q=harbour');
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(kept['verifier']));
    const challenge = btoa(String.fromCharCode(...new Uint8Array(digest)));
    expect(challenge.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')).to.equal(
      sent['code_challenge'],
    );
  });

  it('exchanges the code with its verifier and comes back to the path', async () => {
    const world = new TestWorld();
    const { session, start, arrived } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    await start(callback({ code: world.name, state: 's1' }));
    expect(arrived).to.deep.equal([returnPath]);
    expect(session.state).to.equal('signed-in');
    expect(session.person?.name).to.equal('Ada Lovelace');
    const [exchange] = await world.calls('POST /oauth/token');
    expect(exchange?.body).to.include({
      grant_type: 'authorization_code',
      code_verifier: 'v1',
      client_id: 'studio',
    });
  });

  it('keeps no token in any storage', async () => {
    const world = new TestWorld();
    const { start } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    await start(callback({ code: world.name, state: 's1' }));
    const stored = JSON.stringify([
      Object.entries(sessionStorage),
      Object.entries(localStorage),
      document.cookie,
    ]);
    expect(stored).not.to.include(world.name);
    expect(stored).not.to.include('v1');
  });

  it('refuses an answer with a foreign state, without asking for a token', async () => {
    const world = new TestWorld();
    const { start } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    expect(await codeOf(start(callback({ code: world.name, state: 's2' })))).to.equal('refused');
    expect(await world.calls('POST /oauth/token')).to.deep.equal([]);
  });

  it('refuses an answer of another issuer', async () => {
    const { start } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    const answer = callback({ code: 'c', state: 's1', iss: 'https://evil.example/oauth' });
    expect(await codeOf(start(answer))).to.equal('refused');
  });

  it('takes an answer once', async () => {
    const world = new TestWorld();
    const { start } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    await start(callback({ code: world.name, state: 's1' }));
    const again = createSession();
    await again.start(callback({ code: world.name, state: 's1' }));
    expect(again.arrived).to.deep.equal([]);
    expect(again.session.state).to.equal('unknown');
    expect(await world.calls('POST /oauth/token')).to.have.length(1);
  });

  it('says so when the server refused', async () => {
    const { start } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    expect(await codeOf(start(callback({ error: 'access_denied', state: 's1' })))).to.equal('refused');
  });

  it('stops going round in circles', async () => {
    const { start } = createSession();
    for (let round = 0; round < 6; round++) await start(at('/studio/'));
    expect(await codeOf(start(at('/studio/')))).to.equal('refused');
  });

  it('renews a refused token once for all callers', async () => {
    const world = new TestWorld();
    const { session, start } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    await start(callback({ code: world.name, state: 's1' }));
    const tokens = await Promise.all([session.getToken({ fresh: true }), session.getToken({ fresh: true })]);
    expect(tokens).to.deep.equal([world.name, world.name]);
    expect(await world.calls('POST /oauth/token')).to.have.length(2);
  });

  it('signs in again when the grant has ended, and comes back to where the person is', async () => {
    const world = new TestWorld();
    const { session, start, left } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    await start(callback({ code: world.name, state: 's1' }));
    await world.order({ endSession: true });
    void session.getToken({ fresh: true });
    await until(() => left.length > 0, 'nobody was sent to sign in');
    expect(left).to.have.length(1);
    expect(session.state).to.equal('signed-out');
    expect(sessionStorage.getItem('vidkit:studio:sign-in')).to.include('q=harbour');
  });

  it('signs out here and on the server', async () => {
    const world = new TestWorld();
    const { session, start, left } = createSession();
    keepPending(sessionStorage, { state: 's1', verifier: 'v1', returnPath });
    await start(callback({ code: world.name, state: 's1' }));
    await session.signOut();
    expect(session.state).to.equal('signed-out');
    expect(await session.getToken({ fresh: false })).to.equal(null);
    expect(left.at(-1)?.pathname).to.equal('/sign-out');
  });
});
