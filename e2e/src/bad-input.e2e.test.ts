import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { createClient, type Client } from '@vidkit/contracts/client';
import { mediaFailures } from '@vidkit/contracts/errors';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { makeBadFiles } from './clips.ts';
import { sendFile, settled } from './direct-upload.ts';
import { createPerson, signUp } from './people.ts';
import { Product } from './product.ts';
import { chooseFiles, tokenOf, uploadRow, watchText } from './studio.ts';

/** Files that are not what they say: each ends in a reason that a person can read, and nothing falls over. */
describe('bad input', () => {
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  let studio: Page;
  let client: Client;
  let folder: string;
  let files: Readonly<Record<string, string>>;
  let apiPid: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    files = await makeBadFiles(folder);
    browser = await launchBrowser();
    product = await Product.start();
    apiPid = await product.pidOf('api');
    visitor = await Visitor.arrive(browser);
    studio = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, studio, createPerson('Ada'));
    await studio.locator('vid-upload').waitFor();
    const token = await tokenOf(studio);
    client = createClient({ baseUrl: product.url, getToken: () => Promise.resolve(token) });
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  it('is explained in the uploader', async () => {
    const empty = join(folder, 'nothing.mp4');
    await writeFile(empty, '');
    await chooseFiles(studio, [empty, ...Object.keys(files)]);
    const reasons: Record<string, RegExp> = {
      nothing: /This file is empty/,
      letter: /This file is not a video/,
      'cut-off': /The file ends too early/,
      'one-frame': /shorter than a tenth of a second/,
      wall: /not a video/,
    };
    for (const [title, reason] of Object.entries(reasons)) {
      await watchText(uploadRow(studio, title), reason, 120_000);
    }
  });

  it('is named with its code by the API, past the checks of the browser', async () => {
    const sent = await Promise.all(
      Object.entries(files).map(async ([path, code]) => ({
        path,
        code,
        video: await settled(client, await sendFile(client, path)),
      })),
    );
    for (const { path, code, video } of sent) {
      assert.equal(video.status, 'failed', basename(path));
      assert.equal(video.failure?.code, code, basename(path));
      assert.equal(video.failure.detail, mediaFailures[code as keyof typeof mediaFailures]);
    }
  });

  it('refuses an empty file before its first byte', async () => {
    const opened = client.call('createUpload', {
      body: { fileName: 'nothing.mp4', size: 0, type: 'video/mp4' },
    });
    await assert.rejects(opened, { code: 'file_empty', status: 422 });
  });

  it('shows the failures in the list of videos, with a way to try again', async () => {
    await studio.goto(`${product.url}/studio/videos?status=failed`);
    const row = studio.getByRole('row').filter({ hasText: 'letter' }).first();
    await row.getByText('Failed').waitFor();
    await row.getByRole('button', { name: /Try again/ }).waitFor();
  });

  it('has not shaken the server', async () => {
    assert.equal(await product.pidOf('api'), apiPid);
    assert.equal((await fetch(`${product.url}/readyz`)).status, 200);
    // The browser itself says so when it looks for a poster where the cut-off file ends.
    visitor.assertNoComplaints(/ERR_REQUEST_RANGE_NOT_SATISFIABLE \(blob:/);
  });
});
