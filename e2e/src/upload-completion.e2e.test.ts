import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { createClient, type Client } from '@vidkit/contracts/client';
import type { CreatedUploadToken } from '@vidkit/contracts/schemas/upload-token';

import { runAsOperator } from './operator.ts';
import { Product } from './product.ts';
import { holdsBytes } from './stored-bytes.ts';
import { until } from './until.ts';

const mebibyte = 1024 ** 2;

/** `kill -9` of the API while it joins the parts: the file is whole, once, whoever finishes it. */
describe('the completion of an upload that is killed', () => {
  let product: Product;
  let client: Client;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    product = await Product.start();
    const owner = 'ada@example.test';
    await runAsOperator(product, ['user', 'create', '--email', owner, '--name', 'Ada']);
    const token = await runAsOperator(product, [
      'upload-token',
      'create',
      '--owner',
      owner,
      '--label',
      'Test',
    ]);
    client = createClient({
      baseUrl: product.url,
      getToken: () => Promise.resolve((token as CreatedUploadToken).secret),
    });
  });

  after(async () => {
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  /** All parts of a file are stored; it is not completed. */
  const sendParts = async (name: string) => {
    const bytes = randomBytes(48 * mebibyte);
    const path = join(folder, name);
    await writeFile(path, bytes);
    const upload = await client.call('createUpload', {
      body: { fileName: name, size: bytes.length, type: 'video/mp4' },
    });
    const parts: { number: number; etag: string }[] = [];
    for (const { number, url, size } of upload.parts) {
      const start = (number - 1) * upload.partSize;
      const answer = await fetch(url, { method: 'PUT', body: bytes.subarray(start, start + size) });
      assert.ok(answer.ok, `part ${number}: ${answer.status}`);
      parts.push({ number, etag: answer.headers.get('etag') ?? '' });
    }
    return { id: upload.id, path, parts };
  };

  const killDuring = async (work: Promise<unknown>, moment: Promise<unknown>): Promise<void> => {
    const ended = work.then(
      () => 'answered',
      () => 'cut off',
    );
    await moment;
    const killed = await product.kill('api');
    await ended;
    await until('The API runs again', async () => (await product.pidOf('api')) !== killed);
  };

  for (const afterMs of [30, 150]) {
    it(`is repeated by the client, killed after ${afterMs} ms`, async () => {
      const { id, path, parts } = await sendParts(`repeated-${afterMs}.mp4`);
      const complete = () => client.call('completeUpload', { params: { id }, body: { parts } });
      await killDuring(complete(), pause(afterMs));
      await until('It is answered', complete, { withinMs: 90_000, everyMs: 500 });
      assert.equal((await client.call('getUpload', { params: { id } })).state, 'stored');
      assert.ok(await holdsBytes(product, path));
      await rm(path);
    });
  }

  it('is finished by the server alone when nobody asks again', async () => {
    const { id, path, parts } = await sendParts('forgotten.mp4');
    const state = async () => (await client.call('getUpload', { params: { id } })).state;
    const begun = until('It is begun', async () => (await state()) !== 'open', { everyMs: 5 });
    await killDuring(client.call('completeUpload', { params: { id }, body: { parts } }), begun);
    await until('It is stored', async () => (await state()) === 'stored', {
      withinMs: 150_000,
      everyMs: 500,
    });
    assert.ok(await holdsBytes(product, path));
  });
});
