import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Completion } from './disk-object-store.fixture.ts';
import { DiskObjectStore } from './disk-object-store.ts';

const MiB = 1024 * 1024;
const sizes = [5 * MiB, 6 * MiB, 5 * MiB, 123];

describe('DiskObjectStore when its process is killed', () => {
  let root: string;
  let store: DiskObjectStore;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'disk-object-store-'));
    store = new DiskObjectStore({ root, publicUrl: 'http://store', keys: ['key'] });
    await store.start();
  });
  after(async () => {
    await rm(root, { recursive: true });
  });

  const sendPart = async (uploadId: string, number: number, body: Buffer): Promise<string> => {
    const options = {
      size: body.length,
      known: false,
      signal: AbortSignal.timeout(30_000),
      onBytes: () => undefined,
      accept: () => undefined,
    };
    return (await store.storePart(uploadId, number, Readable.from([body]), options)).md5;
  };

  const createCompletion = async (key: string): Promise<{ completion: Completion; whole: Buffer }> => {
    const upload = { key, ...(await store.createUpload(key, 'video/mp4')) };
    const bodies = sizes.map((size) => randomBytes(size));
    const parts: { number: number; etag: string }[] = [];
    for (const [index, body] of bodies.entries()) {
      parts.push({ number: index + 1, etag: await sendPart(upload.uploadId, index + 1, body) });
    }
    const whole = Buffer.concat(bodies);
    return { completion: { root, upload, parts, size: whole.length }, whole };
  };

  /** Runs a completion in another process, killed after so many milliseconds of work. True when it had finished. */
  const completeElsewhere = async (completion: Completion, killAfterMs: number): Promise<boolean> => {
    const fixture = fileURLToPath(new URL('disk-object-store.fixture.ts', import.meta.url));
    const child = fork(fixture, [JSON.stringify(completion)]);
    let done = false;
    child.on('message', (message) => {
      if (message === 'begins') void sleep(killAfterMs).then(() => child.kill('SIGKILL'));
      else done = true;
    });
    await new Promise((resolve) => child.once('exit', resolve));
    return done;
  };

  const assertWhole = async (completion: Completion, whole: Buffer): Promise<void> => {
    const { key } = completion.upload;
    const info = await store.completeUpload(completion.upload, completion.parts, completion.size);
    assert.equal(info.size, whole.length);
    assert.equal(sha256(await buffer((await store.read(key)).body)), sha256(whole));
    assert.deepEqual(await readdir(join(root, 'uploads')), []);
    await store.delete(key);
    await store.sweep(0);
    assert.deepEqual(await readdir(join(root, 'objects')), [], 'nothing is left over');
    assert.deepEqual(await readdir(join(root, 'tmp')), []);
  };

  it('completes an upload from wherever it was killed, also many times', async () => {
    for (let round = 0; round < 2; round++) {
      const { completion, whole } = await createCompletion(`killed-${round}`);
      let kills = 0;
      while (kills < 6 && !(await completeElsewhere(completion, 1 + Math.random() * 40))) kills++;
      await assertWhole(completion, whole);
    }
  });

  it('completes one whose parts lie in place already, from wherever it was killed', async () => {
    for (let round = 0; round < 2; round++) {
      const key = `placed-${round}`;
      const upload = { key, ...(await store.createUpload(key, 'video/mp4', 5 * MiB)) };
      const bodies = [randomBytes(5 * MiB), randomBytes(5 * MiB), randomBytes(123)];
      await sendPart(upload.uploadId, 2, randomBytes(5 * MiB));
      const parts: { number: number; etag: string }[] = [];
      for (const [index, body] of bodies.entries())
        parts.push({ number: index + 1, etag: await sendPart(upload.uploadId, index + 1, body) });
      const names = (await readdir(join(root, 'uploads', upload.uploadId))).map((name) => name.slice(0, 10));
      assert.deepEqual(names.filter((name) => name.startsWith('here-')).sort(), ['here-00001', 'here-00003']);
      const whole = Buffer.concat(bodies);
      const completion = { root, upload, parts, size: whole.length };
      let kills = 0;
      while (kills < 6 && !(await completeElsewhere(completion, 1 + Math.random() * 20))) kills++;
      await assertWhole(completion, whole);
    }
  });

  it('does not vouch for a part that was being written when its process was killed', async () => {
    const key = 'half';
    const upload = { key, ...(await store.createUpload(key, 'video/mp4', 5 * MiB)) };
    const body = randomBytes(5 * MiB);
    // What a process leaves that dies in the middle: bytes in their place, and nothing that says so.
    await writeFile(join(root, 'uploads', upload.uploadId, 'placed'), body.subarray(0, 2 * MiB));
    assert.deepEqual(await store.listParts(upload), []);
    const parts = [{ number: 1, etag: await sendPart(upload.uploadId, 1, body) }];
    await store.completeUpload(upload, parts, body.length);
    assert.equal(sha256(await buffer((await store.read(key)).body)), sha256(body));
    await store.delete(key);
  });

  it('completes from every state that a kill can leave behind', async () => {
    const { completion, whole } = await createCompletion('states');
    const folder = join(root, 'uploads', completion.upload.uploadId);
    const saved = join(root, 'saved');
    await cp(folder, saved, { recursive: true });
    await store.completeUpload(completion.upload, completion.parts, completion.size);
    assert.deepEqual(await readdir(join(root, 'uploads')), []);
    await store.delete('states');

    const names = (await readdir(saved)).filter((name) => name.startsWith('part-')).sort();
    const offsets = sizes.map((_, index) => sizes.slice(0, index).reduce((total, size) => total + size, 0));
    for (let joined = 1; joined <= sizes.length; joined++) {
      for (const torn of [0, MiB]) {
        await cp(saved, folder, { recursive: true });
        await writePlan(folder, completion, names);
        for (const name of names.slice(0, joined)) await rm(join(folder, name));
        const end = offsets[joined] ?? whole.length;
        const tail =
          joined < sizes.length ? randomBytes(Math.min(torn, sizes[joined] ?? 0)) : Buffer.alloc(0);
        await writeFile(join(folder, 'joined'), Buffer.concat([whole.subarray(0, end), tail]));
        assert.equal(
          (await store.listParts(completion.upload)).length,
          sizes.length,
          'no part is reported missing',
        );
        const { body } = await store
          .completeUpload(completion.upload, completion.parts, completion.size)
          .then(() => store.read('states'));
        assert.equal(sha256(await buffer(body)), sha256(whole), `${joined} joined, ${torn} bytes torn`);
        await store.delete('states');
      }
    }
    await rm(saved, { recursive: true });
  });

  it('takes no other parts once a completion has begun', async () => {
    const { completion } = await createCompletion('begun');
    const { upload, parts, size } = completion;
    const folder = join(root, 'uploads', upload.uploadId);
    await writePlan(
      folder,
      completion,
      (await readdir(folder)).filter((name) => name.startsWith('part-')).sort(),
    );
    await assert.rejects(sendPart(upload.uploadId, 1, randomBytes(10)), { code: 'upload_missing' });
    const other = parts.map((part) => ({ ...part, etag: '0'.repeat(32) }));
    await assert.rejects(store.completeUpload(upload, other, size), { code: 'part_mismatch' });
    await store.completeUpload(upload, parts, size);
    await store.delete('begun');
  });

  it('sweeps what crashes leave behind, and nothing that is young or in use', async () => {
    await store.put('kept/a', 'kept', 'text/plain');
    const orphan = join(root, 'objects', 'kept', `${'0'.repeat(32)}@a`);
    await writeFile(orphan, 'bytes without a record');
    await writeFile(join(root, 'tmp', 'abandoned'), 'half a part');
    const { uploadId } = await store.createUpload('swept', 'video/mp4');
    assert.equal(await store.sweep(60_000), 0);

    await utimes(join(root, 'uploads', uploadId), 0, 0);
    assert.equal(await store.sweep(60_000), 1);
    await sleep(20);
    assert.equal(await store.sweep(10), 2);
    assert.equal((await buffer((await store.read('kept/a')).body)).toString(), 'kept');
    assert.deepEqual((await readdir(join(root, 'objects', 'kept'))).length, 2);
  });
});

const writePlan = async (folder: string, completion: Completion, names: readonly string[]): Promise<void> => {
  const parts = names.map((name, index) => ({
    name,
    number: index + 1,
    size: sizes[index],
    etag: completion.parts[index]?.etag,
    crc32: null,
  }));
  const etag = createHash('md5');
  for (const { etag: part } of completion.parts) etag.update(Buffer.from(part, 'hex'));
  const record = {
    id: completion.upload.uploadId,
    size: completion.size,
    etag: `${etag.digest('hex')}-${parts.length}`,
    contentType: 'video/mp4',
    lastModified: new Date().toISOString(),
  };
  await writeFile(join(folder, 'plan.json'), JSON.stringify({ parts, record }));
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
