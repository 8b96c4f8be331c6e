import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

import { MediaFailure } from '../steps/media-failure.ts';
import { fetchFile, type FetchOptions } from './fetch-file.ts';
import { fileNameOf } from './file-name.ts';
import { isPublicAddress } from './public-address.ts';

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));

describe('fetchFile', () => {
  let folder = '';
  let path = '';
  let origin = '';
  let answer: (req: IncomingMessage, res: ServerResponse) => void;
  let asked: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    asked.push(req);
    answer(req, res);
  });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-import-'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    asked = [];
    path = join(folder, crypto.randomUUID());
  });

  const fetchIt = (from: string, options: Partial<FetchOptions> = {}) =>
    fetchFile(from, path, {
      maxBytes: 1e9,
      deadlineMs: 60_000,
      idleMs: 10_000,
      pauseMs: 1,
      signal: new AbortController().signal,
      mayReach: (address) => address === '127.0.0.1',
      onProgress: () => undefined,
      ...options,
    });
  const fails = (attempt: Promise<unknown>, code: string) =>
    assert.rejects(attempt, (error) => error instanceof MediaFailure && error.code === code);

  it('fetches a file, with progress and its name', async () => {
    answer = (_, res) =>
      res.setHeader('content-disposition', 'attachment; filename="harbour.mp4"').end(bytes);
    let seen = 0;
    const file = await fetchIt(`${origin}/download?id=7`, { onProgress: (now) => (seen = now) });
    assert.deepEqual(file, { sizeBytes: bytes.length, fileName: 'harbour.mp4' });
    assert.equal(seen, bytes.length);
    assert.ok((await readFile(path)).equals(bytes));
  });

  it('goes on where a connection broke off, when the file is surely the same', async () => {
    answer = (req, res) => {
      const from = Number(/bytes=(\d+)-/.exec(req.headers.range ?? '')?.[1] ?? 0);
      assert.equal(req.headers['if-range'], from > 0 ? '"one"' : undefined);
      res.writeHead(from > 0 ? 206 : 200, {
        etag: '"one"',
        'content-length': bytes.length - from,
        ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
      });
      const part = bytes.subarray(from, from + 120_000);
      if (from + part.length === bytes.length) res.end(part);
      else res.write(part, () => setTimeout(() => res.destroy(), 50));
    };
    assert.equal((await fetchIt(`${origin}/v.mp4`)).sizeBytes, bytes.length);
    assert.ok((await readFile(path)).equals(bytes));
    assert.ok(asked.length >= 3);
  });

  it('begins anew when the other server cannot vouch for the file', async () => {
    answer = (_, res) => {
      if (asked.length > 1) return res.end(bytes);
      return res.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 1000), () => {
        setTimeout(() => res.destroy(), 20);
      });
    };
    await fetchIt(`${origin}/v.mp4`);
    assert.equal(asked[1]?.headers.range, undefined);
    assert.ok((await readFile(path)).equals(bytes));
  });

  it('follows redirects by the same rules', async () => {
    answer = (req, res) => {
      if (req.url === '/film') return res.end(bytes);
      return res.writeHead(302, { location: '/film' }).end();
    };
    assert.equal((await fetchIt(`${origin}/a`)).fileName, 'film');
    for (const to of [
      'http://169.254.169.254/latest/meta-data',
      'http://[::1]/',
      'http://0x7f.2/',
      'http://localhost.:1/',
      'file:///etc/passwd',
      'ftp://127.0.0.1/',
      'http://user:password@127.0.0.1/',
    ]) {
      answer = (_, res) => res.writeHead(302, { location: to }).end();
      const before = asked.length;
      await fails(
        fetchIt(`${origin}/a`, {
          mayReach: (address) =>
            (address === '127.0.0.1' && !to.includes('localhost')) || isPublicAddress(address),
        }),
        'import_address_refused',
      );
      assert.ok(asked.length <= before + 1, to);
    }
    answer = (_, res) => res.writeHead(302, { location: '/again' }).end();
    await fails(fetchIt(`${origin}/a`), 'import_refused');
  });

  it('never speaks to addresses that are not public, by number or by name', async () => {
    const { port } = server.address() as AddressInfo;
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '2130706433',
      '0177.0.0.1',
      '[::ffff:127.0.0.1]',
      '0',
    ])
      await fails(
        fetchIt(`http://${host}:${port}/`, { mayReach: isPublicAddress }),
        'import_address_refused',
      );
    assert.equal(asked.length, 0);
  });

  it('refuses what is too large, announced or not, and what is empty', async () => {
    answer = (_, res) => res.end(bytes);
    await fails(fetchIt(origin, { maxBytes: 1000 }), 'import_too_large');
    answer = (_, res) => {
      res.write(bytes);
      res.end(bytes);
    };
    await fails(fetchIt(origin, { maxBytes: 400_000 }), 'import_too_large');
    answer = (_, res) => res.end();
    await fails(fetchIt(origin), 'empty_file');
  });

  it('gives up on refusals at once, on silence and on failures in the end', async () => {
    answer = (_, res) => res.writeHead(404).end();
    await fails(fetchIt(origin), 'import_refused');
    assert.equal(asked.length, 1);
    answer = (_, res) => res.writeHead(503).end();
    await fails(fetchIt(origin), 'import_unreachable');
    answer = () => undefined;
    await fails(fetchIt(origin, { idleMs: 50 }), 'import_unreachable');
    await fails(fetchIt(origin, { deadlineMs: 100 }), 'import_timeout');
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    answer = (_, res) => void res.write('x', () => stop.abort(new Error('enough')));
    await assert.rejects(fetchIt(origin, { signal: stop.signal }), /enough/);
  });
});

describe('fileNameOf', () => {
  it('takes the given name, else the end of the address, and no folders', () => {
    const url = new URL('https://example.com/videos/my%20trip.mp4?x=1');
    assert.equal(fileNameOf(undefined, url), 'my trip.mp4');
    assert.equal(
      fileNameOf(`attachment; filename="a.mp4"; filename*=UTF-8''na%C3%AFve.mp4`, url),
      'naïve.mp4',
    );
    assert.equal(fileNameOf('attachment; filename="../../etc/passwd"', url), 'passwd');
    assert.equal(fileNameOf(undefined, new URL('https://example.com/')), 'example.com');
    assert.equal(fileNameOf(undefined, new URL('https://example.com/%E0%A4%A')), '%E0%A4%A');
  });
});
