import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const executable = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
];

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(executable ? { executablePath: executable } : {}), args: flags });

/** A person with a browser profile of their own. Every page tells what it complained about. */
export class Visitor {
  readonly context: BrowserContext;
  readonly #complaints: string[] = [];

  private constructor(context: BrowserContext) {
    this.context = context;
    context.setDefaultTimeout(45_000);
    context.on('page', (page) => this.#listen(page));
  }

  static async arrive(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
    return new Visitor(
      await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 }, ...options }),
    );
  }

  async open(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** Fails on console errors, uncaught errors and refusals of the content policy, but for those `expected`. */
  assertNoComplaints(...expected: readonly RegExp[]): void {
    const left = this.#complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
    assert.deepEqual(left, []);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.#complaints.push(`${page.url()}: uncaught ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.#complaints.push(`${page.url()}: ${message.text()} (${message.location().url})`);
    });
  }
}
