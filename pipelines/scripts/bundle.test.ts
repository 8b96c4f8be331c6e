import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

import { type Bundle, bundleFunctions, mostZippedBytes } from './bundle.ts';

describe('bundleFunctions', () => {
  const entries = join(import.meta.dirname, '../src/aws/lambdas');
  let folder = '';
  let bundles: Bundle[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-bundles-'));
    bundles = await bundleFunctions({ entries, target: join(folder, 'first') });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('makes every function one file below the limit', () => {
    assert.deepEqual(
      bundles.map(({ name }) => name),
      ['edge-keys', 'encode-events', 'object-events', 'reconcile', 'views-consumer'],
    );
    for (const { name, zippedBytes } of bundles)
      assert.ok(zippedBytes < mostZippedBytes, `${name} has ${zippedBytes} bytes`);
  });

  it('gives equal bytes for equal sources', async () => {
    await bundleFunctions({ entries, target: join(folder, 'second') });
    for (const { name } of bundles) {
      const read = (run: string) => readFile(join(folder, run, name, 'index.mjs'));
      assert.ok((await read('first')).equals(await read('second')), name);
    }
  });

  it('keeps what is there for its side effects: the signer that the key value store asks for', async () => {
    const text = await readFile(join(folder, 'first/edge-keys/index.mjs'), 'utf8');
    assert.match(text, /AWS4-ECDSA-P256-SHA256/);
  });

  it('leaves nothing of functions that are no more', async () => {
    assert.deepEqual((await readdir(join(folder, 'first'))).sort(), bundles.map(({ name }) => name).sort());
  });

  it('says what is missing where a function is started without its configuration', async () => {
    const path = join(folder, 'first/encode-events/index.mjs');
    await assert.rejects(import(pathToFileURL(path).href), /SQS_QUEUE_PREFIX/);
  });
});
