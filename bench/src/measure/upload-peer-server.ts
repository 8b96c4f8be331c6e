import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

// A process of its own that the peers upload to: node upload-peer-server.ts FOLDER PORT. Whatever arrives is written to a
// file, as generously as may be: not flushed, not checked, and never copied when an upload is completed.
const [folder = '', port = '0'] = process.argv.slice(2);
await mkdir(join(folder, 'tus'), { recursive: true });

/** tus 1.0 as its own server does it: one stream a file. */
const tus = new Server({ path: '/tus', datastore: new FileStore({ directory: join(folder, 'tus') }) });

const store = (req: IncomingMessage): Promise<void> =>
  pipeline(req, createWriteStream(join(folder, randomUUID())));

const json = (res: ServerResponse, body: unknown): void =>
  void res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/**
 * As much of tus with concatenation as parallel uploads need: their own server has none. Parts of the finished file stay
 * where they are, as on an object store.
 */
const lengths = new Map<string, number>();
const concatenating = async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
  res.setHeader('tus-resumable', '1.0.0');
  if (req.method === 'POST') {
    const id = randomUUID();
    lengths.set(id, Number(req.headers['upload-length'] ?? 0));
    return void res.writeHead(201, { location: `/concat/${id}` }).end();
  }
  await store(req);
  const length = lengths.get(path.split('/')[2] ?? '') ?? 0;
  res.writeHead(204, { 'upload-offset': String(length) }).end();
};

/** What Uppy's aws-s3 plugin asks of a companion, and the store that it signs for. */
const companion = async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
  const origin = `http://${req.headers.host ?? ''}`;
  const [, , , , number] = path.split('/');
  if (req.method === 'PUT' || path === '/s3/form') {
    await store(req);
    const created = path === '/s3/form' ? 201 : 200;
    return void res.writeHead(created, { etag: `"${randomUUID()}"`, location: `${origin}/file` }).end();
  }
  req.resume();
  if (path === '/s3/params') {
    return json(res, { method: 'POST', url: `${origin}/s3/form`, fields: { key: randomUUID() } });
  }
  if (path === '/s3/multipart') return json(res, { key: 'key', uploadId: randomUUID() });
  if (number === 'complete') return json(res, { location: `${origin}/file`, key: 'key' });
  return json(res, number ? { url: `${origin}/s3/part/${randomUUID()}` } : []);
};

const chunked = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
  await store(req);
  res.writeHead(200).end();
};

createServer((req, res) => {
  const path = (req.url ?? '/').replace(/\?.*/, '');
  if (path.startsWith('/tus')) return void tus.handle(req, res);
  const serve = path.startsWith('/concat') ? concatenating : path.startsWith('/s3/') ? companion : chunked;
  serve(req, res, path).catch(() => res.destroy());
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
