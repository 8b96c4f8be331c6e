import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Browser, Locator, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { growClip, makeClip } from './clips.ts';
import { createPerson, signUp } from './people.ts';
import { Product } from './product.ts';
import { slowDownUploads } from './slow-line.ts';
import { holdsBytes } from './stored-bytes.ts';
import { dropFile, uploadRow, watchText } from './studio.ts';
import { until } from './until.ts';

const mebibyte = 1024 ** 2;
/** `UPLOAD_MIB=1024 OFFLINE_SECONDS=60` is the whole evidence; what is set here is the same in a hurry. */
const size = Number(process.env['UPLOAD_MIB'] ?? 160) * mebibyte;
const offlineSeconds = Number(process.env['OFFLINE_SECONDS'] ?? 6);
/** Bytes a second until what happens has happened: there has to be time for it on a busy machine, too. */
const slowly = size / 24;

/** One large file through the real product, and whatever gets in its way: what is stored is the file, to the byte. */
describe('an unbroken upload', () => {
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let folder: string;
  let sent = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    browser = await launchBrowser();
    product = await Product.start();
    visitor = await Visitor.arrive(browser);
    page = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, page, createPerson('Grace'));
    await page.locator('vid-upload').waitFor();
    page.on('requestfinished', (request) => {
      if (request.method() === 'PUT') sent += Number(request.headers()['content-length'] ?? 0);
    });
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const createFile = async (name: string): Promise<string> => {
    const path = await makeClip(join(folder, `${name}.mp4`), { size: '320x180', seconds: 2, sound: false });
    return growClip(path, size);
  };

  /** Drops a file and waits until a third of it is there. Returns its row. */
  const sendSome = async (path: string, title: string): Promise<Locator> => {
    await slowDownUploads(page, slowly);
    await dropFile(page, path);
    const row = uploadRow(page, title);
    await untilShare(row, 33);
    return row;
  };

  const shareOf = async (row: Locator): Promise<number> =>
    Number(
      await row
        .getByRole('progressbar', { name: /^Upload of/ })
        .getAttribute('aria-valuenow', { timeout: 2_000 }),
    );

  const untilShare = (row: Locator, percent: number): Promise<unknown> =>
    until(`${percent} % are sent`, async () => (await shareOf(row)) >= percent, { withinMs: 240_000 });

  const untilStored = (row: Locator): Promise<unknown> =>
    watchText(row, /Preparing your video|Ready to watch/, 300_000);

  it('goes on by one click after the page was reloaded, and sends nothing twice but what was under way', async () => {
    const path = await createFile('reloaded');
    await sendSome(path, 'reloaded');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await slowDownUploads(page, -1);
    const row = uploadRow(page, 'reloaded');
    await watchText(row, /Continue where it stopped/, 30_000);
    assert.ok((await shareOf(row)) >= 20, 'it shows how far it was');
    sent = 0;
    await row.getByRole('button', { name: /^Continue/ }).click();
    await untilStored(row);
    assert.ok(sent < size * 0.85, `${sent} bytes of ${size} were sent again`);
    assert.ok(await holdsBytes(product, path));
    await rm(path);
  });

  it('goes on by itself after everything was killed and started again', async () => {
    const path = await createFile('killed');
    const row = await sendSome(path, 'killed');
    await product.killEverything();
    await watchText(row, /Connection lost|unsteady|not answering/, 60_000);
    await product.start();
    await slowDownUploads(page, -1);
    await untilStored(row);
    assert.ok(await holdsBytes(product, path));
    await rm(path);
  });

  it('goes on by itself after the line was gone', async () => {
    const path = await createFile('offline');
    const row = await sendSome(path, 'offline');
    await slowDownUploads(page, -1);
    await visitor.context.setOffline(true);
    await watchText(row, /Connection lost/, 30_000);
    // What the browser had handed on already may still arrive.
    await sleep(2_000);
    const before = await shareOf(row);
    await sleep(offlineSeconds * 1_000);
    assert.equal(await shareOf(row), before, 'nothing moves, and nothing that was shown is taken back');
    await visitor.context.setOffline(false);
    await untilStored(row);
    assert.ok(await holdsBytes(product, path));
    await rm(path);
  });
});
