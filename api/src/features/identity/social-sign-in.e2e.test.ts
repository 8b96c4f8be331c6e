import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';

import { CognitoSocialSignIn } from '@vidkit/platform/aws/cognito-social-sign-in';
import { CognitoDomainStandIn } from '@vidkit/platform/testing/aws/cognito-domain-stand-in';
import { decodeJwt } from 'jose';

import { HttpBrowser, type Page } from './testing/http-browser.ts';
import { createIdentityServer, type IdentityServer } from './testing/identity-server.ts';
import { type AuthorizationRequest, authorizationRequest, exchange } from './testing/oauth-client.ts';

// The stand-in of Cognito's domain; that Google is behind it is for Cognito to do.
describe('signing in with an account elsewhere', () => {
  let cognito: CognitoDomainStandIn;
  let server: IdentityServer;
  before(async () => {
    cognito = await CognitoDomainStandIn.start();
    server = await createIdentityServer({
      social: (publicUrl) =>
        new CognitoSocialSignIn({
          domain: cognito.url,
          issuer: cognito.url,
          clientId: cognito.clientId,
          callbackUrl: `${publicUrl}/interaction/social/callback`,
          providers: ['google'],
        }),
    });
  });
  after(async () => {
    await server.stop();
    await cognito.stop();
  });
  beforeEach(() => {
    cognito.claims = { email: `${randomUUID()}@example.com`, email_verified: 'true', name: 'Ada' };
    cognito.faults.length = 0;
  });

  const studio = (): AuthorizationRequest =>
    authorizationRequest(server.publicUrl, 'studio', { scope: 'openid email profile videos:read' });
  const begin = async (
    request = studio(),
  ): Promise<{ browser: HttpBrowser; page: Page; link: string; request: AuthorizationRequest }> => {
    const browser = new HttpBrowser(server.publicUrl);
    const page = await browser.open(request.url);
    return { browser, page, request, link: /href="([^"]+\/social\/google)"/.exec(page.text)?.[1] ?? '' };
  };
  /** Who is signed in at the end of it. */
  const signInThere = async (): Promise<Record<string, unknown>> => {
    const { browser, link, request } = await begin();
    const { url } = await browser.open(link, { until: request.redirectUri });
    const { body } = await exchange(server.publicUrl, request, url.searchParams.get('code') ?? '');
    return decodeJwt(body.id_token ?? '');
  };
  const email = (): string => String(cognito.claims['email']);

  it('makes an account for somebody new, and finds it the next time', async () => {
    const first = await signInThere();
    assert.deepEqual([first['email'], first['name'], first['email_verified']], [email(), 'Ada', true]);
    cognito.claims = { ...cognito.claims, email: email().toUpperCase(), name: 'Somebody else' };
    const second = await signInThere();
    assert.deepEqual([second.sub, second['name']], [first.sub, 'Ada']);
  });

  it('is the account that has the same proven address, which keeps its password', async () => {
    const person = await server.addPerson({ email: email() });
    assert.equal((await signInThere()).sub, person.id);
    assert.equal((await server.identity.verifyPassword(person.email, person.password))?.id, person.id);
  });

  it('takes an account from whoever made it in the name of the address', async () => {
    const id = randomUUID();
    const password = 'the phrase of a stranger';
    await server.identity.create({ id, email: email(), name: 'Stranger', password });
    assert.equal((await signInThere()).sub, id);
    assert.equal(await server.identity.verifyPassword(email(), password), null);
  });

  it('opens nothing by an address that nobody vouches for', async () => {
    const person = await server.addPerson({ email: email() });
    for (const address of [person.email, `${randomUUID()}@example.com`]) {
      cognito.claims = { email: address, email_verified: 'false', name: '<script>alert(1)</script>' };
      const { browser, link } = await begin();
      const page = await browser.open(link);
      assert.equal(page.status, 403);
      assert.ok(page.text.includes(address));
    }
    assert.equal(await server.identity.findByEmail(email()), null);
  });

  it('gives names that are too long, empty or hostile a form that is none of it', async () => {
    for (const name of ['', ' \u202e ', 'x'.repeat(500), '<b>"\u0000']) {
      cognito.claims = { email: `${randomUUID()}@example.com`, email_verified: true, name };
      const account = await server.identity.findByEmail(String((await signInThere())['email']));
      assert.ok(account && account.name.length > 0 && account.name.length <= 80, JSON.stringify(account));
    }
  });

  it('comes back only to the browser and the sign-in that it left from, and once', async () => {
    const [here, there] = [await begin(), await begin()];
    const callback = `${server.publicUrl}/interaction/social/callback`;
    const { url } = await here.browser.open(here.link, { until: callback });
    const stolen = await there.browser.open(url.href);
    assert.notEqual(stolen.status, 200);
    assert.ok(!stolen.url.href.startsWith(here.request.redirectUri));
    const changed = new URL(url);
    changed.searchParams.set('state', `${url.searchParams.get('state') ?? ''}x`);
    assert.notEqual((await here.browser.open(changed.href)).status, 200);
    // Its visit is over with the first return, whatever came of it.
    assert.notEqual((await here.browser.open(url.href)).status, 200);
    for (const state of ['', '.', 'a.b', '../../studio.aaaaaaaaaaaaaaaaaaaaaaaa', 'x'.repeat(5000)]) {
      const answer = await here.browser.open(`${callback}?code=1&state=${encodeURIComponent(state)}`);
      assert.notEqual(answer.status, 200);
    }
    assert.equal(await server.identity.findByEmail(email()), null);
  });

  it('says so when it did not work out there, and leads back', async () => {
    const { browser, link, page } = await begin();
    const callback = `${server.publicUrl}/interaction/social/callback`;
    const { url } = await browser.open(link, { until: callback });
    const denied = new URL(url);
    denied.searchParams.delete('code');
    denied.searchParams.set('error', 'access_denied');
    const refused = await browser.open(denied.href);
    assert.equal(refused.status, 403);
    assert.ok(refused.text.includes(page.url.pathname));
    cognito.faults.push(503);
    assert.equal((await browser.open(link)).status, 403);
    assert.equal((await browser.open(link.replace('google', 'facebook'))).status, 404);
  });
});
