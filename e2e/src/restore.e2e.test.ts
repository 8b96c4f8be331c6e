import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import { type Client, createClient } from '@vidkit/contracts/client';

import { launchBrowser, Visitor } from './browser.ts';
import { makeClip } from './clips.ts';
import { sendFile, settled } from './direct-upload.ts';
import { createPerson, signUp } from './people.ts';
import { readPresentation } from './playlists.ts';
import { childrenOf } from './processes.ts';
import { Product } from './product.ts';
import { tokenOf } from './studio.ts';

const run = promisify(execFile);

/**
 * The rehearsal of `docs/guides/deploy-aws.md#restore-from-a-backup`: the database of one moment, the objects of a later
 * one, while everybody goes on working.
 */
describe('a restore from a backup', () => {
  let product: Product;
  let folder: string;
  let client: Client;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-restore-'));
    product = await Product.start();
    const browser = await launchBrowser();
    const visitor = await Visitor.arrive(browser);
    const studio = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, studio, createPerson('Ada'));
    await studio.locator('vid-upload').waitFor();
    const token = await tokenOf(studio);
    client = createClient({ baseUrl: product.url, getToken: () => Promise.resolve(token) });
    await browser.close();
  });
  after(async () => {
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  /** As a snapshot of its disk would be: of one moment, in the middle of everything. */
  const copyDatabase = async (to: string): Promise<void> => {
    const postmaster = await product.pidOf('postgres');
    const server = [postmaster, ...childrenOf(postmaster)];
    for (const pid of server) process.kill(pid, 'SIGSTOP');
    try {
      await run('cp', ['-a', join(product.dataDir, 'postgres'), to]);
    } finally {
      for (const pid of server) process.kill(pid, 'SIGCONT');
    }
    await rm(join(to, 'postgres', 'postmaster.pid'));
  };

  it('has all that was there when the database was copied, and takes up work again', async () => {
    const clip = await makeClip(join(folder, 'kept.mp4'), { seconds: 4, size: '640x360' });
    const kept = await sendFile(client, clip);
    await settled(client, kept);
    await client.call('createComment', { params: { id: kept }, body: { body: 'Written before' } });
    const waiting = await sendFile(client, await makeClip(join(folder, 'waiting.mp4'), { seconds: 12 }));

    const backup = join(folder, 'backup');
    await mkdir(backup, { mode: 0o711 });
    await copyDatabase(backup);
    const late = await sendFile(client, clip);
    await client.call('deleteVideo', { params: { id: kept } });
    for (const name of ['objects', 'secrets.json'])
      await run('cp', ['-a', join(product.dataDir, name), backup]);

    await product.killEverything();
    await rename(product.dataDir, join(folder, 'lost'));
    await rename(backup, product.dataDir);
    await product.start();

    const { status } = await client.call('getVideo', { params: { id: kept } });
    assert.equal(status, 'ready', 'what was deleted later is back');
    const playback = await client.call('getPlayback', { params: { id: kept } });
    const { heights, seconds } = await readPresentation(playback.hlsUrl);
    assert.ok(heights.includes(360) && seconds > 3.9, `${heights.join()} in ${seconds} s`);
    const comments = await client.call('listComments', { params: { id: kept } });
    assert.deepEqual(
      comments.items.map(({ body }) => body),
      ['Written before'],
    );

    assert.equal((await settled(client, waiting)).status, 'ready', 'what was being encoded is encoded');
    await assert.rejects(client.call('getVideo', { params: { id: late } }), { code: 'not_found' });
    assert.equal((await settled(client, await sendFile(client, clip))).status, 'ready');
  });
});
