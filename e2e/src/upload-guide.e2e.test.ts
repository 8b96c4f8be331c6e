import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import { createClient, type Client } from '@vidkit/contracts/client';
import type { Video } from '@vidkit/contracts/schemas/video';
import type { Browser } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { growClip, makeClip } from './clips.ts';
import { settled } from './direct-upload.ts';
import { createPerson, signUp } from './people.ts';
import { Product } from './product.ts';
import { holdsBytes } from './stored-bytes.ts';
import { tokenOf } from './studio.ts';

const run = promisify(execFile);
const guide = join(import.meta.dirname, '../../docs/guides/upload.md');

/** The lines that the guide gives to people who have nothing but curl. */
const curlLines = async (): Promise<string[]> => {
  const section = (await readFile(guide, 'utf8')).split('### curl')[1] ?? '';
  const code = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  return code.trim().split('\n');
};

describe('the guide to uploading', () => {
  let product: Product;
  let browser: Browser;
  let folder: string;
  let client: Client;
  let clip: string;
  let token: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    clip = await makeClip(join(folder, "it's a clip.mp4"), { size: '320x180', seconds: 3 });
    await growClip(clip, 19 * 1024 ** 2);
    browser = await launchBrowser();
    product = await Product.start();
    const visitor = await Visitor.arrive(browser);
    const studio = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, studio, createPerson('Ada'));
    await studio.locator('vid-upload').waitFor();
    token = await tokenOf(studio);
    await visitor.leave();
    client = createClient({ baseUrl: product.url, getToken: () => Promise.resolve(token) });
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const shell = async (lines: readonly string[]): Promise<string> => {
    const env = { ...process.env, URL: product.url, TOKEN: token, FILE: clip };
    return (await run('sh', ['-ec', lines.join('\n')], { env })).stdout;
  };

  const assertReady = async (output: string): Promise<void> => {
    const { id, title } = JSON.parse(output) as Video;
    assert.equal(title, "it's a clip");
    assert.equal((await settled(client, id)).status, 'ready');
    assert.ok(await holdsBytes(product, clip));
    await client.call('deleteVideo', { params: { id } });
  };

  it('has five lines for curl, which upload the very file to a video that is ready', async () => {
    const lines = await curlLines();
    assert.equal(lines.length, 5);
    await assertReady(await shell(lines));
  });

  it('goes on by the lines that it names after the line broke', async () => {
    const lines = await curlLines();
    const [setup = '', open = '', offset = '', send = '', watch = ''] = lines;
    const broken = send.replace('| curl', '| head -c 12000000 | curl');
    assert.notEqual(broken, send);
    await assertReady(await shell([setup, open, offset, broken, offset, send, watch]));
  });
});
