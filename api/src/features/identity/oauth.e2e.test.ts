import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { decodeJwt, decodeProtectedHeader } from 'jose';

import { HttpBrowser } from './testing/http-browser.ts';
import { MemoryCache } from '@vidkit/platform/local/memory-cache';

import { createIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { authorizationRequest, exchange, postToken, signIn } from './testing/oauth-client.ts';

for (const { what, options, algorithm } of [
  { what: 'the authorization server', options: {}, algorithm: 'ES256' },
  {
    what: 'the authorization server as on AWS',
    options: { cache: new MemoryCache(), algorithm: 'RS256' },
    algorithm: 'RS256',
  },
] as const)
  describe(what, () => {
    let server: IdentityServer;
    before(async () => (server = await createIdentityServer(options)));
    after(() => server.stop());

    const codeFor = async (clientId: string, changes: Record<string, string | null> = {}) => {
      const person = await server.addPerson();
      const request = authorizationRequest(server.publicUrl, clientId, changes);
      const browser = new HttpBrowser(server.publicUrl);
      const url = await signIn(browser, request, person);
      return { person, request, browser, url, code: url.searchParams.get('code') ?? '' };
    };

    it('describes itself at the issuer and at the root', async () => {
      for (const path of ['/oauth', '']) {
        const response = await fetch(`${server.publicUrl}${path}/.well-known/openid-configuration`);
        const metadata = (await response.json()) as Record<string, unknown>;
        assert.equal(metadata['issuer'], `${server.publicUrl}/oauth`);
        assert.equal(metadata['authorization_endpoint'], `${server.publicUrl}/oauth/auth`);
        assert.equal(metadata['token_endpoint'], `${server.publicUrl}/oauth/token`);
        assert.deepEqual(metadata['code_challenge_methods_supported'], ['S256']);
        assert.deepEqual(metadata['response_types_supported'], ['code']);
        assert.equal(metadata['authorization_response_iss_parameter_supported'], true);
      }
      const { keys } = (await (await fetch(`${server.publicUrl}/oauth/jwks`)).json()) as { keys: object[] };
      assert.ok(
        keys.length > 0 && keys.every((key) => !('d' in key) && !('p' in key)),
        'publishes public keys only',
      );
    });

    it('ignores the host that a client claims', async () => {
      const response = await fetch(`${server.publicUrl}/oauth/.well-known/openid-configuration`, {
        headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      });
      assert.equal(
        ((await response.json()) as { token_endpoint: string }).token_endpoint,
        `${server.publicUrl}/oauth/token`,
      );
    });

    it('gives the studio a code without asking for consent, and tokens for it', async () => {
      const { person, request, url, code } = await codeFor('studio', {
        scope: 'openid profile email videos:read videos:write',
      });
      assert.equal(url.searchParams.get('iss'), `${server.publicUrl}/oauth`);
      assert.equal(url.searchParams.get('state'), request.state);
      const { status, body } = await exchange(server.publicUrl, request, code);
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.expires_in, 600);
      assert.equal(decodeProtectedHeader(body.access_token ?? '').typ, 'at+jwt');
      assert.equal(decodeProtectedHeader(body.access_token ?? '').alg, algorithm);
      assert.equal(decodeProtectedHeader(body.id_token ?? '').alg, algorithm);
      assert.equal(decodeJwt(body.id_token ?? '')['email'], person.email);

      const principal = await server.verifyAccessToken(body.access_token ?? '');
      assert.ok(principal);
      assert.equal(principal.accountId, person.id);
      assert.equal(principal.clientId, 'studio');
      assert.equal(principal.siteId, null);
      assert.deepEqual([...principal.scopes].sort(), ['videos:read', 'videos:write']);
    });

    it('gives a site only what it is registered for, and names the site', async () => {
      const site = server.addSite();
      const { request, code } = await codeFor(`site:${site.id}`, {
        scope: 'openid comments:write videos:write',
      });
      const { body } = await exchange(server.publicUrl, request, code, { origin: site.origin });
      const principal = await server.verifyAccessToken(body.access_token ?? '');
      assert.deepEqual([...(principal?.scopes ?? [])], ['comments:write']);
      assert.equal(principal?.siteId, site.id);
    });

    it('asks for consent once per person and site, on every device', async () => {
      const site = server.addSite();
      const { person, browser, request } = await codeFor(`site:${site.id}`);
      const again = await browser.open(authorizationRequest(server.publicUrl, request.clientId).url, {
        until: request.redirectUri,
      });
      assert.ok(again.url.searchParams.get('code'));

      const other = new HttpBrowser(server.publicUrl);
      const page = await other.open(authorizationRequest(server.publicUrl, request.clientId).url);
      const back = await other.submit(page, person, { until: request.redirectUri });
      assert.ok(back.url.searchParams.get('code'), 'no second question elsewhere');
    });

    it('asks again when a site wants more than was allowed', async () => {
      const site = server.addSite();
      const { browser, request } = await codeFor(`site:${site.id}`, { scope: 'openid comments:write' });
      const page = await browser.open(authorizationRequest(server.publicUrl, request.clientId).url, {
        until: request.redirectUri,
      });
      assert.match(page.text, /value="allow"/);
    });

    it('lets somebody else sign in where a client asks for a fresh sign-in', async () => {
      const site = server.addSite();
      const { browser, request } = await codeFor(`site:${site.id}`);
      const other = await server.addPerson();
      const fresh = authorizationRequest(server.publicUrl, request.clientId, { prompt: 'login' });
      const page = await browser.submit(await browser.open(fresh.url), other);
      const { url } = await browser.submit(
        page,
        { decision: 'allow' },
        { until: request.redirectUri, action: '/consent' },
      );
      const { body } = await exchange(server.publicUrl, fresh, url.searchParams.get('code') ?? '');
      assert.equal((await server.verifyAccessToken(body.access_token ?? ''))?.accountId, other.id);
    });

    it('gives our own clients what they ask for without a question, also with prompt=consent', async () => {
      for (const clientId of ['studio', 'site:self']) {
        const { url } = await codeFor(clientId, {
          prompt: 'consent',
          scope: 'openid offline_access comments:write',
        });
        assert.ok(url.searchParams.get('code'), url.href);
      }
    });

    it('brings a refusal back to the site', async () => {
      const site = server.addSite();
      const person = await server.addPerson();
      const request = authorizationRequest(server.publicUrl, `site:${site.id}`);
      const browser = new HttpBrowser(server.publicUrl);
      const consent = await browser.submit(await browser.open(request.url), person);
      const { url } = await browser.submit(
        consent,
        { decision: 'deny' },
        { until: request.redirectUri, action: '/consent' },
      );
      assert.equal(url.searchParams.get('error'), 'access_denied');
      assert.equal(url.searchParams.get('state'), request.state);
      assert.equal(url.searchParams.get('code'), null);
    });

    it('rotates refresh tokens, and ends the family when a used one comes back', async () => {
      const { request, code } = await codeFor('studio', { scope: 'openid videos:read' });
      const first = await exchange(server.publicUrl, request, code);
      const refresh = (token: string | undefined) =>
        postToken(server.publicUrl, {
          grant_type: 'refresh_token',
          client_id: 'studio',
          refresh_token: token ?? '',
        });
      const second = await refresh(first.body.refresh_token);
      assert.equal(second.status, 200, JSON.stringify(second.body));
      assert.notEqual(second.body.refresh_token, first.body.refresh_token);
      assert.ok(await server.verifyAccessToken(second.body.access_token ?? ''));

      const stolen = await refresh(first.body.refresh_token);
      assert.equal(stolen.body.error, 'invalid_grant');
      assert.equal(
        (await refresh(second.body.refresh_token)).body.error,
        'invalid_grant',
        'the whole family is gone',
      );
    });

    it('lets a refresh token be used once, also by two at the same moment', async () => {
      const { request, code } = await codeFor('studio', { scope: 'openid videos:read' });
      const { body } = await exchange(server.publicUrl, request, code);
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() =>
          postToken(server.publicUrl, {
            grant_type: 'refresh_token',
            client_id: 'studio',
            refresh_token: body.refresh_token ?? '',
          }),
        ),
      );
      assert.ok(answers.filter(({ status }) => status === 200).length <= 1);
    });

    it('refuses a replayed code and ends what it gave', async () => {
      const { request, code } = await codeFor('studio', { scope: 'openid videos:read' });
      const { body } = await exchange(server.publicUrl, request, code);
      assert.equal((await exchange(server.publicUrl, request, code)).body.error, 'invalid_grant');
      const refreshed = await postToken(server.publicUrl, {
        grant_type: 'refresh_token',
        client_id: 'studio',
        refresh_token: body.refresh_token ?? '',
      });
      assert.equal(refreshed.body.error, 'invalid_grant');
      assert.equal(await server.verifyAccessToken(body.access_token ?? ''), null, 'the access token, too');
    });

    it('refuses a stolen code without its verifier', async () => {
      const { request, code } = await codeFor('studio');
      const other = authorizationRequest(server.publicUrl, 'studio');
      assert.equal(
        (await exchange(server.publicUrl, { ...request, verifier: other.verifier }, code)).body.error,
        'invalid_grant',
      );
    });

    it('refuses a code at another client', async () => {
      const site = server.addSite();
      const { request, code } = await codeFor(`site:${site.id}`);
      const answer = await exchange(server.publicUrl, { ...request, clientId: 'studio' }, code);
      assert.equal(answer.body.error, 'invalid_grant');
    });

    it('refuses requests without PKCE, with plain PKCE, and for tokens in the address', async () => {
      const site = server.addSite();
      for (const changes of [
        { code_challenge: null, code_challenge_method: null },
        { code_challenge_method: 'plain' },
        { response_type: 'id_token', nonce: 'n' },
      ]) {
        const request = authorizationRequest(server.publicUrl, `site:${site.id}`, changes);
        const { url } = await new HttpBrowser(server.publicUrl).open(request.url, {
          until: request.redirectUri,
        });
        assert.ok(url.href.includes('error='), url.href);
        assert.ok(!url.searchParams.has('code'));
      }
    });

    it('shows a page instead of redirecting to an address that is not registered', async () => {
      const site = server.addSite();
      for (const redirect of [
        `${server.publicUrl}/embed/callback/${site.id}?x=1`,
        `${server.publicUrl}/embed/callback/self`,
        'https://evil.example/',
        `${server.publicUrl}/studio/callback`,
      ]) {
        const request = authorizationRequest(server.publicUrl, `site:${site.id}`, { redirect_uri: redirect });
        const page = await new HttpBrowser(server.publicUrl).open(request.url);
        assert.equal(page.status, 400);
        assert.match(page.text, /invalid_redirect_uri/);
        assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      }
    });

    it('shows a page for unknown clients, also with hostile names', async () => {
      for (const clientId of [
        'site:00000000-0000-7000-8000-000000000000',
        "site:'; drop table site;--",
        '<script>',
        'site:',
      ]) {
        const request = authorizationRequest(server.publicUrl, 'studio', { client_id: clientId });
        const page = await new HttpBrowser(server.publicUrl).open(request.url);
        assert.equal(page.status, 400);
        assert.ok(!page.text.includes('<script>'));
      }
    });

    it('carries any state through unchanged', async () => {
      const state = `"><script>alert(1)</script>&x=1#é%00`;
      const { url } = await codeFor('studio', { state });
      assert.equal(url.searchParams.get('state'), state);
    });

    it('answers the pages of the client alone', async () => {
      const site = server.addSite({ origin: 'https://one.example' });
      const { request, code } = await codeFor(`site:${site.id}`);
      for (const origin of [
        'https://two.example',
        'null',
        'https://one.example.evil.example',
        server.publicUrl,
      ]) {
        const refused = await exchange(server.publicUrl, request, code, { origin });
        assert.equal(refused.status, 400, origin);
        assert.equal(refused.headers.get('access-control-allow-origin'), null, origin);
      }
      const answer = await exchange(server.publicUrl, request, code, { origin: site.origin });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.equal(answer.headers.get('access-control-allow-origin'), site.origin);
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    });

    it('revokes: refresh and access token are dead', async () => {
      const { request, code } = await codeFor('studio', { scope: 'openid videos:read' });
      const { body } = await exchange(server.publicUrl, request, code);
      const { status } = await postToken(
        server.publicUrl,
        { token: body.refresh_token ?? '', client_id: 'studio' },
        {},
        '/oauth/token/revocation',
      );
      assert.equal(status, 200);
      assert.equal(await server.verifyAccessToken(body.access_token ?? ''), null);
    });

    it('ends the tokens of a site with the site', async () => {
      const site = server.addSite();
      const { request, code } = await codeFor(`site:${site.id}`);
      const { body } = await exchange(server.publicUrl, request, code);
      server.sites.delete(site.id);
      assert.equal(await server.verifyAccessToken(body.access_token ?? ''), null);
    });

    it('keeps no code or refresh token in the database', async () => {
      const { request, code } = await codeFor('studio', { scope: 'openid videos:read' });
      const { body } = await exchange(server.publicUrl, request, code);
      const stored = JSON.stringify(await server.knex('oidc_record').select('id', 'payload'));
      assert.ok(!stored.includes(code));
      assert.ok(!stored.includes(body.refresh_token ?? 'none'));
    });

    it('mints tokens for the operator, of the same shape', async () => {
      const person = await server.addPerson();
      const token = await server.mintOperatorToken(person.id, ['videos:read']);
      const principal = await server.verifyAccessToken(token);
      assert.equal(principal?.clientId, 'operator');
      assert.equal(principal?.accountId, person.id);
      assert.equal(await server.verifyAccessToken(await server.mintOperatorToken('nobody', [])), null);
    });

    it('refuses id tokens, foreign tokens and rubbish as access tokens', async () => {
      const { request, code } = await codeFor('studio');
      const { body } = await exchange(server.publicUrl, request, code);
      const [head = '', payload = ''] = (body.access_token ?? '').split('.');
      const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
      for (const token of [
        body.id_token ?? '',
        `${none}.${payload}.`,
        `${head}.${payload}.AAAA`,
        'x',
        '',
        'a.b.c',
      ]) {
        assert.equal(await server.verifyAccessToken(token), null);
      }
    });

    it('tells elements how to sign in by their origin alone', async () => {
      const site = server.addSite({ origin: 'https://embed.example' });
      const client = await server.embedClientFor('https://embed.example');
      assert.equal(client?.clientId, `site:${site.id}`);
      assert.equal(client.scope, 'comments:write reactions:write');
      assert.equal(client.redirectUri, `${server.publicUrl}/embed/callback/${site.id}`);
      assert.equal((await server.embedClientFor(server.publicUrl))?.clientId, 'site:self');
      assert.equal(await server.embedClientFor('https://unknown.example'), null);
      assert.equal(await server.embedClientFor('null'), null);
    });
  });
