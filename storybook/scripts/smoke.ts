import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';

import { type BrowserContext, chromium, type Page, type Request, type Response } from 'playwright-core';

import { buildShowroom } from './build.ts';
import { workspace } from './run.ts';

const built = join(workspace, 'storybook-static');
/** Two pages keep two cores busy. */
const pagesAtOnce = 2;
/** Milliseconds until a page that says nothing has failed. */
const patience = 60_000;

interface Entry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  readonly title: string;
  readonly name: string;
}

/** What the page's own script saw; the names are those of Storybook's channel. */
interface Seen {
  finished: Finished | null;
  thrown: string[];
}

interface Finished {
  readonly storyId: string;
  readonly status: string;
  readonly reporters: { type: string; status: string; result?: unknown }[];
}

interface SmokeOptions {
  /** Part of an id; all when empty. */
  readonly only: string;
  /** Folder for a picture of every story; none are taken when empty. */
  readonly pictures: string;
}

/**
 * Opens every story and every page of docs of the built showroom: each must render, play without an error, pass its
 * accessibility audit, register the tags that it shows, and ask nothing of another origin.
 */
const smoke = async ({ only, pictures }: SmokeOptions): Promise<{ passed: number; failures: string[] }> => {
  const server = await serve();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update', '--mute-audio'],
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  const waiting = (await readEntries()).filter(({ id }) => id.includes(only));
  const failures: string[] = [];
  let passed = 0;
  const work = async (): Promise<void> => {
    // Shared by the stories of one worker, so that the browser compiles Storybook once.
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
    const stage = new Stage(context, base);
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const { id, title, name } = entry;
      const faults = await stage.visit(entry).catch((error: Error) => [error.message]);
      if (pictures) await stage.photograph(join(pictures, `${id}.png`));
      if (faults.length === 0) {
        passed += 1;
        continue;
      }
      const lines = faults.map((fault) => fault.slice(0, 600)).join('\n    ');
      failures.push(`✗ ${title} / ${name} (${id})\n    ${lines}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: pagesAtOnce }, work));
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
  return { passed, failures };
};

/** One page, which goes from story to story as that of a designer does; docs, and what follows a fault, get a new one. */
class Stage {
  readonly #context: BrowserContext;
  readonly #base: string;
  #page: Page | null = null;
  #canGoOn = false;

  constructor(context: BrowserContext, base: string) {
    this.#context = context;
    this.#base = base;
  }

  /** What is wrong with an entry. */
  async visit({ id, type }: Entry): Promise<string[]> {
    const begun = this.#canGoOn && type === 'story' ? this.#page : null;
    this.#canGoOn = false;
    const faults: string[] = [];
    const onError = (error: Error) => faults.push(`page error: ${error.message}`);
    const onRequest = (request: Request) => {
      const url = request.url();
      if (!url.startsWith(this.#base) && !/^(data|blob):/.test(url)) faults.push(`foreign request: ${url}`);
    };
    const onResponse = (response: Response) => {
      if (response.status() >= 400 && !response.url().endsWith('/favicon.ico')) {
        faults.push(`${response.status()} ${response.url()}`);
      }
    };
    const page = begun ?? (await this.#open());
    page.on('pageerror', onError).on('request', onRequest).on('response', onResponse);
    if (begun) await page.evaluate(changeTo, id);
    else await page.goto(`${this.#base}/iframe.html?id=${id}&viewMode=${type}`, { waitUntil: 'commit' });
    faults.push(...(type === 'docs' ? await readDocs(page) : await readStory(page, id)));
    faults.push(...(await page.evaluate(findUndefined)));
    page.off('pageerror', onError).off('request', onRequest).off('response', onResponse);
    this.#canGoOn = type === 'story' && faults.length === 0;
    return faults;
  }

  async photograph(path: string): Promise<void> {
    await this.#page?.screenshot({ path, fullPage: true });
  }

  async #open(): Promise<Page> {
    await this.#page?.close();
    const page = await this.#context.newPage();
    await page.addInitScript(listen);
    this.#page = page;
    return page;
  }
}

const readStory = async (page: Page, id: string): Promise<string[]> => {
  const isOver = (wanted: string) => (Reflect.get(window, 'seen') as Seen).finished?.storyId === wanted;
  await page.waitForFunction(isOver, id, { timeout: patience }).catch(() => undefined);
  const { finished, thrown } = await page.evaluate(() => Reflect.get(window, 'seen') as Seen);
  if (finished?.storyId !== id) return ['the story did not finish', ...thrown];
  const reports = finished.reporters.filter(({ status }) => status === 'failed' || status === 'warning');
  const faults = [...thrown, ...reports.map(({ type, result }) => `${type}: ${summary(result)}`)];
  if (!finished.reporters.some(({ type }) => type === 'a11y'))
    faults.push('the accessibility audit did not run');
  if (finished.status !== 'success' && faults.length === 0) faults.push(`status ${finished.status}`);
  return faults;
};

const readDocs = async (page: Page): Promise<string[]> => {
  await page.waitForFunction(
    () =>
      (document.querySelector('#storybook-docs')?.textContent.trim().length ?? 0) > 100 ||
      document.body.classList.contains('sb-show-errordisplay'),
    null,
    { timeout: patience },
  );
  // The stories of the page come after its text.
  await page.waitForFunction(
    () =>
      document.querySelectorAll('.sb-story .stage').length === document.querySelectorAll('.sb-story').length,
    null,
    { timeout: patience },
  );
  const broken = await page.evaluate(() => document.body.classList.contains('sb-show-errordisplay'));
  return broken
    ? [(await page.textContent('.sb-errordisplay'))?.trim().slice(0, 500) ?? 'error display']
    : [];
};

/** Runs in the page, before anything else: notes how the story ends. */
const listen = (): void => {
  const seen: Seen = { finished: null, thrown: [] };
  Reflect.set(window, 'seen', seen);
  const timer = setInterval(() => {
    const channel = Reflect.get(window, '__STORYBOOK_ADDONS_CHANNEL__') as
      { on: (event: string, listener: (payload: never) => void) => void } | undefined;
    if (!channel) return;
    clearInterval(timer);
    channel.on('storyFinished', (payload) => (seen.finished = payload));
    for (const event of [
      'storyThrewException',
      'playFunctionThrewException',
      'storyErrored',
      'storyMissing',
    ]) {
      channel.on(event, (error: { message?: string; title?: string }) =>
        seen.thrown.push(`${event}: ${error.message ?? error.title ?? ''}`),
      );
    }
  }, 1);
};

/** Runs in the page: what a click in the list of stories does. */
const changeTo = (storyId: string): void => {
  Reflect.set(Reflect.get(window, 'seen') as Seen, 'thrown', []);
  const channel = Reflect.get(window, '__STORYBOOK_ADDONS_CHANNEL__') as {
    emit: (event: string, payload: unknown) => void;
  };
  channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
};

/** Runs in the page: a tag without a definition would pass every audit, empty as it is. */
const findUndefined = (): string[] => {
  const tags = new Set([...document.querySelectorAll('*')].map(({ localName }) => localName));
  return [...tags]
    .filter((tag) => tag.startsWith('vid-') && !customElements.get(tag))
    .map((tag) => `<${tag}> is not defined`);
};

const summary = (result: unknown): string => {
  const { violations = [] } = (result ?? {}) as {
    violations?: { id: string; help: string; nodes: { html: string; target: unknown }[] }[];
  };
  return violations
    .map(
      ({ id, help, nodes }) =>
        `${id} (${help}) at ${JSON.stringify(nodes.map(({ target }) => target).slice(0, 3))}`,
    )
    .join('; ');
};

const readEntries = async (): Promise<Entry[]> => {
  const index = JSON.parse(await readFile(join(built, 'index.json'), 'utf8')) as {
    entries: Record<string, Entry>;
  };
  return Object.values(index.entries);
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.vtt': 'text/vtt; charset=utf-8',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.jpg': 'image/jpeg',
};

/** The built files with ranges, which media need. */
const serve = async (): Promise<Server> => {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(built, path);
    void stat(file).then(
      ({ size }) => {
        const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
        const start = Number(from ?? 0);
        const end = to ? Math.min(Number(to), size - 1) : size - 1;
        response.writeHead(from === undefined ? 200 : 206, {
          'content-type': types[extname(file)] ?? 'application/octet-stream',
          'content-length': end - start + 1,
          'accept-ranges': 'bytes',
          'cache-control': path.startsWith('/assets/') ? 'public, max-age=86400, immutable' : 'no-cache',
          ...(from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
        });
        createReadStream(file, { start, end }).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

const { values } = parseArgs({
  options: {
    'no-build': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    pictures: { type: 'string', default: '' },
  },
});
if (!values['no-build']) await buildShowroom();
const { passed, failures } = await smoke(values);
for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
