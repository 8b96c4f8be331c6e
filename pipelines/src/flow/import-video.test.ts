import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

import type { ImportStatus } from '@vidkit/contracts/events/import';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';

import { importVideo } from './import-video.ts';

const videoId = '01990000-0000-7000-8000-000000000001';
const bytes = Buffer.alloc(200_000, 'vidkit');

describe('importVideo', () => {
  let folder = '';
  let url = '';
  let store: DiskObjectStore;
  let answer: (req: IncomingMessage, res: ServerResponse) => void;
  let statuses: ImportStatus[] = [];
  const server = createServer((req, res) => answer(req, res));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-import-'));
    store = new DiskObjectStore({
      root: join(folder, 'objects'),
      publicUrl: 'http://localhost',
      keys: ['k'],
    });
    await store.start();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/film.mp4`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    statuses = [];
  });

  const run = (attempt: { signal?: AbortSignal; lastAttempt?: boolean } = {}, emit = keep) =>
    importVideo(
      { videoId, url, sourceKey: `sources/${videoId}`, maxBytes: 1_000_000 },
      { signal: new AbortController().signal, attempt: 1, lastAttempt: false, ...attempt },
      {
        store,
        emit,
        folder: join(folder, 'imports'),
        limits: { deadlineMs: 60_000, idleMs: 10_000, pauseMs: 1, mayReach: () => true },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      },
    );
  const keep = (status: ImportStatus): Promise<void> => Promise.resolve(void statuses.push(status));

  it('goes on after an interruption where it was, and leaves the file in the store alone', async () => {
    const stop = new AbortController();
    const asked: (string | undefined)[] = [];
    answer = (req, res) => {
      asked.push(req.headers.range);
      const from = Number(/bytes=(\d+)-/.exec(req.headers.range ?? '')?.[1] ?? 0);
      res.writeHead(from ? 206 : 200, {
        etag: '"1"',
        'content-length': bytes.length - from,
        ...(from && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
      });
      if (from) res.end(bytes.subarray(from));
      else
        res.write(bytes.subarray(0, 100_000), () => setTimeout(() => stop.abort(new Error('killed')), 200));
    };
    await assert.rejects(run({ signal: stop.signal }), /killed/);
    await run();
    assert.match(asked[1] ?? '', /^bytes=[1-9]\d*-$/);
    assert.deepEqual(statuses.at(-1), {
      type: 'imported',
      videoId,
      sourceKey: `sources/${videoId}`,
      sizeBytes: bytes.length,
      fileName: 'film.mp4',
    });
    assert.ok((await readFile(await store.toFile(`sources/${videoId}`, folder))).equals(bytes));
    assert.deepEqual(await readdir(join(folder, 'imports')), []);
  });

  it('tells what the address is to blame for, at once', async () => {
    answer = (_, res) => res.writeHead(403).end();
    await run();
    assert.deepEqual(
      statuses.map((status) => status.type === 'import_failed' && status.failure.code),
      ['import_refused'],
    );
  });

  it('leaves our own failures to be tried again, until the last time', async () => {
    answer = (_, res) => res.end(bytes);
    const broken = async (status: ImportStatus): Promise<void> => {
      if (status.type === 'imported') throw new Error('queue is down');
      await keep(status);
    };
    await assert.rejects(run({}, broken), /queue is down/);
    const failed = () => statuses.filter(({ type }) => type === 'import_failed').length;
    assert.equal(failed(), 0);
    await run({ lastAttempt: true }, broken);
    assert.equal(failed(), 1);
  });
});
