import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { codeAt, stepAt } from '../second-factor/totp.ts';
import { Seal } from '../second-factor/seal.ts';
import { SecondFactorRepository } from '../second-factor/second-factor.repository.ts';
import { SecondFactor } from '../second-factor/second-factor.service.ts';
import { HttpBrowser, type Page } from './testing/http-browser.ts';
import { createIdentityServer, type IdentityServer } from './testing/identity-server.ts';
import { type AuthorizationRequest, authorizationRequest, signIn } from './testing/oauth-client.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const fromBase32 = (text: string): Buffer => {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

describe('signing in in two steps', () => {
  let server: IdentityServer;
  let person: { id: string; email: string; password: string };
  before(async () => (server = await createIdentityServer()));
  after(() => server.stop());
  beforeEach(async () => (person = await server.addPerson()));

  const studio = (): AuthorizationRequest =>
    authorizationRequest(server.publicUrl, 'studio', { scope: 'openid videos:read' });
  const open = async (): Promise<HttpBrowser> => {
    const browser = new HttpBrowser(server.publicUrl);
    await signIn(browser, studio(), person);
    return browser;
  };
  /** A code that was not used yet: each half minute has one, and three are good at a time. */
  const codeOf = (secret: Buffer, steps = 0): string => codeAt(secret, stepAt(Date.now()) + steps);

  const enrol = async (): Promise<{
    browser: HttpBrowser;
    secret: Buffer;
    used: string;
    recovery: string[];
  }> => {
    const browser = await open();
    const off = await browser.open('/account/security');
    const added = await browser.submit(off, { password: person.password });
    const secret = fromBase32(/secret=([A-Z2-7]+)/.exec(added.text)?.[1] ?? '');
    assert.equal(secret.length, 20);
    const used = codeOf(secret, -1);
    const done = await browser.submit(added, { code: used });
    const recovery = [...done.text.matchAll(/<code>([A-Z2-7]{5}-[A-Z2-7]{5})<\/code>/g)].map(
      ([, code]) => code ?? '',
    );
    assert.equal(recovery.length, 10);
    return { browser, secret, used, recovery };
  };
  /** The page that asks for the second code, in a new browser. */
  const give = async (): Promise<{ browser: HttpBrowser; page: Page; request: AuthorizationRequest }> => {
    const [browser, request] = [new HttpBrowser(server.publicUrl), studio()];
    const first = await browser.open(request.url);
    const page = await browser.submit(first, { email: person.email, password: person.password });
    assert.match(page.url.pathname, /\/second-step$/);
    return { browser, page, request };
  };

  it('asks nobody for a code who did not turn it on', async () => {
    const browser = await open();
    const page = await browser.open('/account/security');
    assert.equal(page.status, 200);
    assert.match(page.text, /Turn on/);
  });

  it('lets in who has the password and a code, and nobody with one of them', async () => {
    const { secret, used } = await enrol();
    const { browser, page, request } = await give();
    for (const code of ['', '000000', 'abcdef', codeOf(secret, -5), used, "' or 1=1 --", 'x'.repeat(5000)]) {
      const wrong = await browser.submit(page, { code });
      assert.equal(wrong.status, 422, code.slice(0, 20));
    }
    const { url } = await browser.submit(
      page,
      { code: ` ${codeOf(secret)} ` },
      { until: request.redirectUri },
    );
    assert.ok(url.searchParams.get('code'));
  });

  it('takes a code once, also of two at the same moment', async () => {
    const { secret } = await enrol();
    const [one, other] = [await give(), await give()];
    const code = codeOf(secret);
    const answers = await Promise.all(
      [one, other].map(({ browser, page, request }) =>
        browser.submit(page, { code }, { until: request.redirectUri }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status === 422).sort(), [false, true]);
  });

  it('takes a recovery code once, however it is typed', async () => {
    const { browser, recovery } = await enrol();
    const [first = ''] = recovery;
    const one = await give();
    const { url } = await one.browser.submit(
      one.page,
      { code: first.toLowerCase().replace('-', ' ') },
      { until: one.request.redirectUri },
    );
    assert.ok(url.searchParams.get('code'));
    const other = await give();
    assert.equal((await other.browser.submit(other.page, { code: first })).status, 422);
    assert.match((await browser.open('/account/security')).text, /9 recovery codes/);
  });

  it('keeps its second page from everybody who has not passed the first one of the same sign-in', async () => {
    const { secret } = await enrol();
    const { browser, page } = await give();
    // Another sign-in of the same browser, and the same sign-in with another cookie.
    const stranger = new HttpBrowser(server.publicUrl);
    const begun = await stranger.open(studio().url);
    const uid = begun.url.pathname.split('/')[2] ?? '';
    const kept = [...browser.cookies.values()].find(({ name }) => name === 'vid_step');
    assert.ok(kept);
    stranger.cookies.set('vid_step x', { ...kept, path: `/interaction/${uid}` });
    const refused = await stranger.open(`/interaction/${uid}/second-step`);
    assert.doesNotMatch(refused.url.pathname, /second-step/);
    const changed = { ...kept, value: kept.value.replace(/^[^.]+/, 'f0000000-0000-4000-8000-000000000000') };
    browser.cookies.set(`vid_step ${kept.path}`, changed);
    const answer = await browser.submit(page, { code: codeOf(secret) });
    assert.doesNotMatch(answer.url.pathname, /second-step|callback/);
  });

  it('lets nobody try for long', async () => {
    await enrol();
    const { browser, page } = await give();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await browser.submit(page, { code: '000000' })).status);
    assert.equal(statuses.at(-1), 429);
  });

  it('is turned on with the password and a first code only', async () => {
    const browser = await open();
    const off = await browser.open('/account/security');
    assert.equal((await browser.submit(off, { password: 'wrong' })).status, 422);
    const added = await browser.submit(off, { password: person.password });
    const wrong = await browser.submit(added, { code: '000000' });
    assert.equal(wrong.status, 422);
    assert.equal(/secret=([A-Z2-7]+)/.exec(wrong.text)?.[1], /secret=([A-Z2-7]+)/.exec(added.text)?.[1]);
    // Not in use yet.
    assert.ok((await signIn(new HttpBrowser(server.publicUrl), studio(), person)).searchParams.get('code'));
    const forged = await browser.open('/account/security/begin', {
      method: 'POST',
      body: new URLSearchParams({ password: person.password }),
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(forged.status, 403);
  });

  it('is turned off with a code only, and then signing in takes one step again', async () => {
    const { browser, secret } = await enrol();
    const page = await browser.open('/account/security');
    assert.equal((await browser.submit(page, { code: '000000' })).status, 422);
    const off = await browser.submit(page, { code: codeOf(secret) });
    assert.match(off.text, /Turn on/);
    assert.ok((await signIn(new HttpBrowser(server.publicUrl), studio(), person)).searchParams.get('code'));
  });

  it('shows its settings to nobody who is not signed in', async () => {
    const stranger = new HttpBrowser(server.publicUrl);
    assert.equal(
      (await stranger.open('/account/security', { until: `${server.publicUrl}/studio` })).url.pathname,
      '/studio/',
    );
  });

  it('keeps what codes are made of encrypted, and seals it by new keys in time', async () => {
    const { secret } = await enrol();
    const factors = new SecondFactorRepository(server.knex);
    const found = await factors.find(person.id);
    assert.ok(found && !Buffer.from(found.sealed.text, 'base64url').includes(secret));
    const [one, two, three] = ['first key', 'second key', 'third key'].map((key) => key.repeat(4)) as [
      string,
      string,
      string,
    ];
    const serviceOf = (...keys: string[]): SecondFactor =>
      new SecondFactor(factors, new Seal(keys, 'second factor'), 'test');
    await server.knex('second_factor').where({ account_id: person.id }).delete();
    const enrolment = await serviceOf(one).begin(person);
    const made = fromBase32(enrolment?.secret ?? '');
    assert.ok(await serviceOf(one).confirm(person.id, codeOf(made, -1)));
    await serviceOf(two, one).reseal();
    await serviceOf(three, two).reseal();
    assert.equal(await serviceOf(three, two).verify(person.id, codeOf(made)), true);
    assert.equal(await serviceOf('lost').verify(person.id, codeOf(made, 1)), false);
  });
});
