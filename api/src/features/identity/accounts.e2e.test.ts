import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { v7 as uuidv7 } from 'uuid';

import { HttpBrowser } from './testing/http-browser.ts';
import type { Page } from './testing/http-browser.ts';
import { MemoryCache } from '@vidkit/platform/local/memory-cache';

import { createIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { authorizationRequest, exchange, postToken } from './testing/oauth-client.ts';

const password = 'correct horse battery';

for (const cache of [undefined, new MemoryCache()])
  describe(`the account pages${cache ? ' with a cache' : ''}`, () => {
    let server: IdentityServer;
    before(async () => (server = await createIdentityServer({ ...(cache && { cache }) })));
    after(() => server.stop());

    const address = () => `${uuidv7()}@example.com`;

    const begin = async (clientId = 'studio') => {
      const browser = new HttpBrowser(server.publicUrl);
      const request = authorizationRequest(server.publicUrl, clientId, {
        scope: 'openid videos:read comments:write',
      });
      const page = await browser.open(request.url);
      return { browser, request, page };
    };

    const signUp = async (
      fields: Partial<Record<'email' | 'name' | 'password', string>> = {},
      clientId = 'studio',
    ) => {
      const started = await begin(clientId);
      const form = await started.browser.open(`${started.page.url.pathname}/sign-up`);
      const person = { email: address(), name: 'Grace', password, ...fields };
      return { ...started, person, waiting: await started.browser.submit(form, person) };
    };

    const mailsTo = async (email: string) => (await server.mailer.list(200)).filter(({ to }) => to === email);
    const linkIn = async (email: string): Promise<string> => {
      for (let attempt = 0; attempt < 100; attempt++) {
        const [mail] = await mailsTo(email);
        const link = mail && /https?:\/\/\S+/.exec(mail.text)?.[0];
        if (link) return link;
        await sleep(20);
      }
      throw new Error(`No mail to ${email}`);
    };

    it('takes a stranger from sign-up over mail and consent to a token', async () => {
      const site = server.addSite();
      const { browser, request, person, waiting } = await signUp({}, `site:${site.id}`);
      assert.equal(waiting.status, 200);
      assert.match(waiting.url.pathname, /\/check-mail$/);
      assert.match(waiting.text, /href="\/dev\/mail"/);
      const state = await browser.open(waiting.url.pathname.replace('check-mail', 'state'));
      assert.equal(state.text, '{"state":"waiting"}');

      const confirmed = await browser.open(await linkIn(person.email));
      assert.equal(confirmed.status, 200);
      const consent = await browser.open(waiting.url.href);
      assert.match(consent.text, /Comment on Example/);
      assert.match(consent.text, /https:\/\/example\.com/);
      assert.match(consent.text, /Write comments in your name/);
      const { url } = await browser.submit(
        consent,
        { decision: 'allow' },
        { until: request.redirectUri, action: '/consent' },
      );
      const { body } = await exchange(server.publicUrl, request, url.searchParams.get('code') ?? '', {
        origin: site.origin,
      });
      const principal = await server.verifyAccessToken(body.access_token ?? '');
      assert.equal(principal?.accountId, (await server.identity.findByEmail(person.email))?.id);
    });

    it('forgives a second look at the link in the same browser', async () => {
      const { browser, person } = await signUp();
      const link = await linkIn(person.email);
      assert.equal((await browser.open(link)).status, 200);
      assert.equal((await browser.open(link)).status, 200);
    });

    it('asks for the password where the link is opened elsewhere, and lets the first window go on', async () => {
      const { browser, person, waiting, request } = await signUp();
      const phone = new HttpBrowser(server.publicUrl);
      const asked = await phone.open(await linkIn(person.email));
      assert.match(asked.text, /type="password"/);
      assert.equal(
        (await server.identity.findByEmail(person.email))?.confirmed,
        false,
        'opening alone proves nothing',
      );

      const wrong = await phone.submit(asked, { password: 'something else entirely' });
      assert.equal(wrong.status, 422);
      assert.equal((await phone.submit(wrong, { password })).status, 200);
      const done = await browser.open(waiting.url.href, { until: request.redirectUri });
      assert.ok(done.url.searchParams.get('code'));
      assert.equal((await phone.open(await linkIn(person.email))).status, 410, 'single use');
    });

    it('does not let a stranger plant a password in an address he cannot read', async () => {
      const victim = await signUp();
      const oldLink = await linkIn(victim.person.email);
      await signUp({ email: victim.person.email, password: 'password of a stranger' });
      const newLink = await linkIn(victim.person.email);
      assert.notEqual(newLink, oldLink);
      assert.equal((await victim.browser.open(oldLink)).status, 410, 'only the newest link counts');
      const asked = await victim.browser.open(newLink);
      assert.equal((await victim.browser.submit(asked, { password })).status, 422);
      assert.equal((await server.identity.findByEmail(victim.person.email))?.confirmed, false);
    });

    it('answers sign-up the same for known and unknown addresses', async () => {
      const known = await server.addPerson();
      const first = await signUp({ email: known.email.toUpperCase() });
      const second = await signUp();
      const neutral = (page: Page) => page.text.replaceAll(/[\w-]{21,}/g, '*');
      assert.equal(first.waiting.status, second.waiting.status);
      assert.equal(neutral(first.waiting), neutral(second.waiting));
      const [mail] = await mailsTo(known.email);
      assert.match(mail?.subject ?? '', /already/);
      assert.ok(await server.identity.verifyPassword(known.email, known.password), 'the password stays');
    });

    it('answers a wrong password and an unknown address the same', async () => {
      const known = await server.addPerson();
      const { browser, page } = await begin();
      const wrong = await browser.submit(page, { email: known.email, password: 'not the password' });
      const unknown = await browser.submit(page, { email: address(), password: 'not the password' });
      const neutral = (text: string) => text.replaceAll(/value="[^"]*@example.com"/g, '*');
      assert.equal(wrong.status, 422);
      assert.equal(neutral(wrong.text), neutral(unknown.text));
      assert.match(wrong.text, /role="alert"/);
      assert.ok(!wrong.text.includes('not the password'), 'passwords are never shown again');
    });

    it('lets nobody in whose address is not proven, and sends a new link', async () => {
      const { person } = await signUp();
      const before = (await mailsTo(person.email)).length;
      const { browser, page } = await begin();
      const answer = await browser.submit(page, person);
      assert.match(answer.url.pathname, /\/check-mail$/);
      assert.equal((await mailsTo(person.email)).length, before + 1);
    });

    it('refuses weak passwords and wrong fields with a sentence at the field', async () => {
      const cases: [Partial<Record<'email' | 'name' | 'password', string>>, RegExp][] = [
        [{ password: 'short' }, /id="password-error"/],
        [{ password: 'password123' }, /id="password-error"/],
        [{ email: 'nonsense' }, /id="email-error"/],
        [{ email: 'a@example.com\r\nBcc: all@example.com' }, /id="email-error"/],
        [{ name: ' ' }, /id="name-error"/],
        [{ name: 'x'.repeat(81) }, /id="name-error"/],
      ];
      for (const [fields, expected] of cases) {
        const { waiting } = await signUp(fields);
        assert.equal(waiting.status, 422);
        assert.match(waiting.text, expected);
      }
    });

    it('shows hostile names as text and keeps them out of mail headers', async () => {
      const { person, waiting } = await signUp({
        name: `<img src=x onerror=alert(1)>\r\nBcc: all@example.com`,
      });
      assert.equal(waiting.status, 200);
      const account = await server.identity.findByEmail(person.email);
      assert.ok(!/[\r\n]/.test(account?.name ?? ''));
      const [mail] = await mailsTo(person.email);
      assert.equal(mail?.to, person.email);

      const { browser, page } = await begin();
      const again = await browser.submit(await browser.open(`${page.url.pathname}/sign-up`), {
        email: 'nonsense',
        name: '"><script>alert(1)</script>',
        password,
      });
      assert.ok(!again.text.includes('<script>alert'));
    });

    it('sets a new password by mail, ends all sessions, and says the same for unknown addresses', async () => {
      const person = await server.addPerson();
      const inside = await begin();
      const { url } = await inside.browser.submit(inside.page, person, { until: inside.request.redirectUri });
      const { body } = await exchange(server.publicUrl, inside.request, url.searchParams.get('code') ?? '');

      const { browser, page } = await begin();
      const form = await browser.open(`${page.url.pathname}/forgot`);
      const sent = await browser.submit(form, { email: person.email });
      const unknown = await browser.submit(form, { email: address() });
      assert.equal(sent.text, unknown.text);

      const reset = await browser.open(await linkIn(person.email));
      assert.equal(
        (await browser.submit(reset, { password: 'password' })).status,
        422,
        'weak, and the link stays good',
      );
      assert.equal((await browser.submit(reset, { password: 'a much better phrase' })).status, 200);
      assert.equal(
        (await browser.submit(reset, { password: 'yet another phrase' })).status,
        410,
        'single use',
      );
      assert.equal(await server.identity.verifyPassword(person.email, person.password), null);
      const refreshed = await postToken(server.publicUrl, {
        grant_type: 'refresh_token',
        client_id: 'studio',
        refresh_token: body.refresh_token ?? '',
      });
      assert.equal(refreshed.body.error, 'invalid_grant');
      const old = await inside.browser.open(authorizationRequest(server.publicUrl, 'studio').url);
      assert.match(old.text, /name="password"/, 'the old session is over');
    });

    it('refuses forged forms', async () => {
      const person = await server.addPerson();
      const { browser, page } = await begin();
      const forgeries: { fields?: Record<string, string>; headers?: Record<string, string> }[] = [
        { fields: { csrf: '' } },
        { fields: { csrf: 'A'.repeat(43) } },
        { headers: { origin: 'https://evil.example' } },
        { headers: { origin: 'null' } },
      ];
      for (const { fields = {}, headers } of forgeries) {
        const answer = await browser.submit(page, { ...person, ...fields }, headers ? { headers } : {});
        assert.equal(answer.status, 403);
      }
      const stranger = await begin();
      stranger.browser.cookies.delete('vid_browser /');
      assert.equal(
        (await stranger.browser.submit(stranger.page, person)).status,
        403,
        'the field without its cookie',
      );
      const elsewhere = await begin();
      assert.equal(
        (
          await elsewhere.browser.submit(
            { ...elsewhere.page, text: page.text.replaceAll(page.url.pathname, elsewhere.page.url.pathname) },
            person,
          )
        ).status,
        403,
        'the field of another browser',
      );
    });

    it('does not take over a session that somebody else began', async () => {
      const attacker = await begin();
      const victim = new HttpBrowser(server.publicUrl);
      assert.equal(
        (await victim.open(attacker.page.url.href)).status,
        410,
        'the address alone is worth nothing',
      );

      const person = await server.addPerson();
      const { browser, page, request } = await begin();
      const before = browser.cookies.get('vid_session /')?.value;
      await browser.submit(page, person, { until: request.redirectUri });
      assert.notEqual(
        browser.cookies.get('vid_session /')?.value,
        before,
        'signing in changes the session id',
      );
    });

    it('slows guessing down, for one address and without saying whether it exists', async () => {
      for (const email of [(await server.addPerson()).email, address()]) {
        const { browser, page } = await begin();
        for (let attempt = 0; attempt < 10; attempt++) {
          assert.equal((await browser.submit(page, { email, password: 'guess number one' })).status, 422);
        }
        const refused = await browser.submit(page, { email, password });
        assert.equal(refused.status, 429);
        assert.ok(Number(refused.headers.get('retry-after')) > 0);
      }
    });

    it('signs out: at once from our own pages, after a question from elsewhere', async () => {
      const person = await server.addPerson();
      const { browser, page, request } = await begin();
      const { url } = await browser.submit(page, person, { until: request.redirectUri });
      const { body } = await exchange(server.publicUrl, request, url.searchParams.get('code') ?? '');
      const asked = await browser.open('/sign-out', { headers: { 'sec-fetch-site': 'cross-site' } });
      assert.match(asked.text, /action="\/sign-out"/);
      const done = await browser.submit(asked, {});
      assert.equal(done.url.pathname, '/signed-out');
      const again = await browser.open(authorizationRequest(server.publicUrl, 'studio').url);
      assert.match(again.text, /name="password"/);
      const refreshed = await postToken(server.publicUrl, {
        grant_type: 'refresh_token',
        client_id: 'studio',
        refresh_token: body.refresh_token ?? '',
      });
      assert.equal(refreshed.body.error, 'invalid_grant');

      const direct = await browser.open('/sign-out', { headers: { 'sec-fetch-site': 'same-origin' } });
      assert.equal(direct.url.pathname, '/signed-out');
    });

    it('lets another account be used instead', async () => {
      const site = server.addSite();
      const [one, two] = [await server.addPerson(), await server.addPerson({ name: 'Linus' })];
      const { browser, page, request } = await begin(`site:${site.id}`);
      const consent = await browser.submit(page, one);
      const fresh = await browser.submit(consent, {}, { action: '/switch' });
      assert.match(fresh.text, /name="password"/);
      const other = await browser.submit(fresh, two);
      assert.match(other.text, /as Linus/);
      const { url } = await browser.submit(
        other,
        { decision: 'allow' },
        { until: request.redirectUri, action: '/consent' },
      );
      assert.equal(url.searchParams.get('state'), request.state);
      assert.ok(url.searchParams.get('code'));
    });

    it('cannot be framed, cached or made to run scripts, on any page', async () => {
      const { browser, page } = await begin();
      const paths = [
        page.url.pathname,
        `${page.url.pathname}/sign-up`,
        `${page.url.pathname}/forgot`,
        '/confirm?token=x',
        '/reset?token=x',
        '/sign-out',
        '/dev/mail',
        '/embed/callback/self?code=x',
        '/embed/callback/nobody',
        '/interaction/none',
      ];
      for (const path of paths) {
        const { headers, text } = await browser.open(path);
        const policy = headers.get('content-security-policy') ?? '';
        assert.match(policy, /frame-ancestors 'none'/, path);
        assert.match(policy, /default-src 'none'/, path);
        assert.ok(!/unsafe|'nonce/.test(policy), path);
        assert.equal(headers.get('x-frame-options'), 'DENY', path);
        assert.equal(headers.get('cache-control'), 'no-store', path);
        assert.equal(headers.get('cross-origin-opener-policy'), 'unsafe-none', path);
        assert.ok(!/<script(?![^>]*src=)|\sstyle=|\son\w+=/.test(text), path);
      }
    });

    it('keeps the opener over the redirects of the sign-in window, too', async () => {
      const response = await fetch(authorizationRequest(server.publicUrl, 'studio').url, {
        redirect: 'manual',
      });
      assert.equal(response.status, 303);
      assert.equal(response.headers.get('cross-origin-opener-policy'), 'unsafe-none');
    });

    it('speaks the language of the reader', async () => {
      const browser = new HttpBrowser(server.publicUrl, 'fr;q=0.4, de-AT;q=0.9, en;q=0.8');
      const page = await browser.open(authorizationRequest(server.publicUrl, 'studio').url);
      assert.match(page.text, /<html lang="de">/);
      assert.match(page.text, /Passwort vergessen\?/);
    });

    it('shows the local mails to this computer only', async () => {
      const { person } = await signUp();
      const browser = new HttpBrowser(server.publicUrl);
      const page = await browser.open('/dev/mail');
      assert.match(page.text, new RegExp(person.email));
      assert.match(page.text, /<a href="http:\/\/localhost:\d+\/confirm\?token=/);
      for (const headers of [
        { 'x-forwarded-for': '203.0.113.9' },
        { forwarded: 'for=203.0.113.9' },
        { via: '1.1 proxy' },
      ]) {
        assert.equal(
          (await browser.open('/dev/mail', { headers: headers as Record<string, string> })).status,
          404,
        );
      }
    });

    it('sends the message of the window to the registered origin and nowhere else', async () => {
      const site = server.addSite({ origin: 'https://safe.example' });
      const browser = new HttpBrowser(server.publicUrl);
      const page = await browser.open(
        `/embed/callback/${site.id}?code=c&state=s&iss=i&origin=https://evil.example`,
      );
      assert.match(page.text, /data-target-origin="https:\/\/safe\.example"/);
      assert.ok(!page.text.includes('evil.example'));
      assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
      assert.equal((await browser.open(`/embed/callback/${uuidv7()}?code=c`)).status, 404);
    });
  });
