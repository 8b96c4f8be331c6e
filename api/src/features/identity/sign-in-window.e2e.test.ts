import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { createIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { authorizationRequest, exchange } from './testing/oauth-client.ts';
import type { AuthorizationRequest } from './testing/oauth-client.ts';

interface Message {
  readonly origin: string;
  readonly fromWindow: boolean;
  readonly data: Readonly<Record<string, string>>;
}

const hostPage = `<!doctype html><title>Host</title><button>Sign in</button><script>
  window.messages = [];
  addEventListener('message', (event) => {
    messages.push({ origin: event.origin, fromWindow: event.source === window.popup, data: event.data });
  });
  document.querySelector('button').addEventListener('click', () => {
    window.popup = window.open(window.authorization, 'sign-in', 'popup,width=480,height=640');
  });
</script>`;

/** The site is on 127.0.0.1, we are on localhost: two sites in the browser's sense. */
describe('the sign-in window', () => {
  let server: IdentityServer;
  let host: Server;
  let hostOrigin: string;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    server = await createIdentityServer();
    host = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(hostPage);
    }).listen(0, '127.0.0.1');
    await once(host, 'listening');
    hostOrigin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
  });

  after(async () => {
    await browser.close();
    host.closeAllConnections();
    host.close();
    await server.stop();
  });

  const openHost = async (request: AuthorizationRequest): Promise<Page> => {
    context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    await page.goto(hostOrigin);
    await page.evaluate((url) => void Object.assign(globalThis, { authorization: url }), request.url);
    return page;
  };

  const openWindow = async (page: Page): Promise<Page> => {
    const opened = page.waitForEvent('popup');
    await page.click('button');
    return opened;
  };

  const messages = (page: Page): Promise<Message[]> =>
    page.evaluate(() => (globalThis as unknown as { messages: Message[] }).messages);

  const oneMessage = async (page: Page): Promise<Message> => {
    for (let attempt = 0; attempt < 750; attempt++) {
      const [message] = await messages(page);
      if (message) return message;
      await sleep(40);
    }
    throw new Error('No message came');
  };

  const reload = (site: { origin?: string } = {}) => {
    server.sites.clear();
    const registered = server.addSite({ origin: hostOrigin, ...site });
    return authorizationRequest(server.publicUrl, `site:${registered.id}`);
  };

  it('signs in, asks once, hands a code to the page and closes', async () => {
    const request = reload();
    const person = await server.addPerson();
    const page = await openHost(request);
    const popup = await openWindow(page);
    await popup.fill('#email', person.email);
    await popup.fill('#password', person.password);
    await popup.click('button.primary');
    const allow = popup.locator('button[value=allow]');
    await allow.waitFor();
    assert.equal(await allow.isDisabled(), true, 'does not answer at once');
    await sleep(600);
    assert.equal(await allow.isDisabled(), false);
    const closed = popup.waitForEvent('close');
    await allow.click();
    const message = await oneMessage(page);
    assert.equal(message.origin, server.publicUrl);
    assert.equal(message.fromWindow, true);
    assert.deepEqual(Object.keys(message.data).sort(), ['code', 'iss', 'state', 'type']);
    assert.equal(message.data['state'], request.state);
    assert.equal(message.data['iss'], `${server.publicUrl}/oauth`);
    await closed;
    const { status, body } = await exchange(server.publicUrl, request, message.data['code'] ?? '', {
      origin: hostOrigin,
    });
    assert.equal(status, 200, JSON.stringify(body));

    const again = page.waitForEvent('popup');
    await page.evaluate(
      (url) => void Object.assign(globalThis, { authorization: url, messages: [] }),
      authorizationRequest(server.publicUrl, request.clientId).url,
    );
    await page.click('button');
    await (await again).waitForEvent('close');
    assert.ok((await oneMessage(page)).data['code'], 'the second time nothing is asked');
    await context.close();
  });

  it('tells the page when the person does not agree', async () => {
    const request = reload();
    const person = await server.addPerson();
    const page = await openHost(request);
    const popup = await openWindow(page);
    await popup.fill('#email', person.email);
    await popup.fill('#password', person.password);
    await popup.press('#password', 'Enter');
    await popup.locator('button[value=deny]:enabled').click();
    const { data } = await oneMessage(page);
    assert.equal(data['error'], 'access_denied');
    assert.ok(!('code' in data));
    await context.close();
  });

  it('goes on in the window when the mail is opened in another tab', async () => {
    const request = reload();
    const page = await openHost(request);
    const popup = await openWindow(page);
    await popup.click('.after a');
    await popup.fill('#name', 'Grace');
    await popup.fill('#email', `grace-${Date.now()}@example.com`);
    await popup.fill('#password', 'correct horse battery');
    await popup.click('button.primary');
    const tab = context.waitForEvent('page');
    await popup.click('a[href="/dev/mail"]');
    const mail = await tab;
    await mail.locator('.mail a').first().click();
    await mail.locator('[data-elsewhere]').waitFor();
    await popup.locator('button[value=allow]:enabled').click();
    assert.ok((await oneMessage(page)).data['code']);
    await context.close();
  });

  it('goes on in the window when the mail is opened there', async () => {
    const request = reload();
    const page = await openHost(request);
    const popup = await openWindow(page);
    await popup.click('.after a');
    await popup.fill('#name', 'Grace');
    await popup.fill('#email', `grace-${Date.now()}@example.com`);
    await popup.fill('#password', 'correct horse battery');
    await popup.click('button.primary');
    await popup.waitForURL(/check-mail/);
    await popup.goto(`${server.publicUrl}/dev/mail`);
    await popup.locator('.mail a').first().click();
    await popup.locator('button[value=allow]:enabled').click();
    assert.ok((await oneMessage(page)).data['code']);
    await context.close();
  });

  it('tells a page nothing whose origin is not the registered one', async () => {
    const request = reload({ origin: 'https://registered.example' });
    const person = await server.addPerson();
    const page = await openHost(request);
    const popup = await openWindow(page);
    await popup.fill('#email', person.email);
    await popup.fill('#password', person.password);
    await popup.click('button.primary');
    const closed = popup.waitForEvent('close');
    await popup.locator('button[value=allow]:enabled').click();
    await closed;
    assert.deepEqual(await messages(page), []);
    await context.close();
  });

  it('says kindly that nobody listens when the window has no opener', async () => {
    const request = reload();
    context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    await page.goto(`${request.redirectUri}?code=abc&state=s&iss=i`);
    await page.locator('[data-no-opener]').waitFor();
    assert.ok(!page.url().includes('abc'), 'the code does not stay in the history');
    await context.close();
  });

  it('cannot be framed by a site', async () => {
    const request = reload();
    const page = await openHost(request);
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('iframe'), { src: ${JSON.stringify(request.url)} }))`,
    );
    await sleep(1_000);
    const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
    assert.equal(await frame?.locator('#password').count(), 0);
    await context.close();
  });

  it('breaks no rule of its own content policy, and none of accessibility', async () => {
    const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
    const person = await server.addPerson();
    for (const colorScheme of ['light', 'dark'] as const) {
      context = await browser.newContext({
        locale: 'en',
        colorScheme,
        viewport: { width: 360, height: 640 },
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (entry) => {
        if (/content security|trusted/i.test(entry.text())) complaints.push(entry.text());
      });
      const inspect = async (name: string) => {
        await page.evaluate(axe);
        const found =
          await page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
          id + ' at ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
        assert.deepEqual(found, [], `${name}, ${colorScheme}`);
      };
      const request = reload();
      for (const path of ['', '/sign-up', '/forgot', '/check-mail']) {
        await page.goto(request.url);
        await page.goto(page.url() + path);
        const styled = await page.evaluate(`getComputedStyle(document.querySelector('.card')).display`);
        assert.equal(styled, 'flex');
        await inspect(path);
      }
      await page.goto(request.url);
      await page.fill('#email', person.email);
      await page.click('button.primary');
      await inspect('wrong fields');
      await page.fill('#password', person.password);
      await page.click('button.primary');
      await page.locator('button[value=allow]:enabled').waitFor();
      await inspect('consent');
      assert.deepEqual(complaints, []);
      await context.close();
    }
  });
});
