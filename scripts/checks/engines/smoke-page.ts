import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

import { repository } from '../../bootstrap/folders.mjs';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.vtt': 'text/vtt',
  '.jpg': 'image/jpeg',
};

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Player</title>
<link rel="icon" href="data:,"></head><body><main>
<h1>Player</h1>
<div style="max-width: 800px"><vid-player muted poster="/media/poster.jpg" aria-label="A film">
<track kind="captions" srclang="en" label="English" src="/media/captions.vtt"></vid-player></div></main>
<script>
  window.complaints = [];
  for (const level of ['error', 'warn']) {
    const real = console[level];
    console[level] = (...said) => { complaints.push(said.join(' ')); real(...said); };
  }
  addEventListener('error', ({ message }) => complaints.push(message));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
</script>
<script type="module" src="/cdn/vid-player.js"></script>
<script src="/axe.min.js"></script></body></html>`;

export interface SmokePage {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a page with a player from the built files, and media from a folder, with byte ranges. */
export const serveSmokePage = async (media: string): Promise<SmokePage> => {
  const rooms: Readonly<Record<string, string>> = {
    '/cdn/': join(repository, 'elements/dist/cdn'),
    '/media/': media,
    '/axe.min.js': join(repository, 'node_modules/axe-core'),
  };
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
    const room = Object.keys(rooms).find((prefix) => path.startsWith(prefix));
    if (!room) return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    const file = join(rooms[room] ?? '', room.endsWith('/') ? path.slice(room.length) : path);
    readFile(file).then(
      (body) => {
        const type = { 'content-type': types[extname(path)] ?? 'application/octet-stream' };
        const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
        if (from === undefined)
          return response.writeHead(200, { ...type, 'accept-ranges': 'bytes' }).end(body);
        const end = Math.min(to ? Number(to) : Infinity, body.length - 1);
        const range = { 'content-range': `bytes ${from}-${end}/${body.length}` };
        return response.writeHead(206, { ...type, ...range }).end(body.subarray(Number(from), end + 1));
      },
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
};
