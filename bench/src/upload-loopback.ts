import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { Upload } from 'tus-js-client';

import { uploadFile } from '../../api/src/cli/upload-command.ts';
import { createCreator } from './measure/creator.ts';
import { startProduct } from './measure/product.ts';
import { median, noteRun, printMachine, printTable, runsWanted } from './measure/report.ts';

const megabytes = 512;

/** Random bytes: processing gives up on them at once, so that nothing else runs beside the next upload. */
const makeFile = async (path: string): Promise<void> => {
  const file = await open(path, 'w');
  for (let written = 0; written < megabytes; written += 16) await file.write(randomBytes(16 * 1024 * 1024));
  await file.close();
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

const folder = await mkdtemp(join(tmpdir(), 'vidkit-upload-'));
const path = join(folder, 'random.mp4');
await makeFile(path);

const tusServer = new Server({
  path: '/files',
  datastore: new FileStore({ directory: join(folder, 'tus') }),
}).listen({
  host: '127.0.0.1',
  port: 0,
});
await once(tusServer, 'listening');
const { port } = tusServer.address() as AddressInfo;
const { size } = await stat(path);
const sendByTus = () =>
  new Promise((resolve, reject) => {
    const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
    new Upload(source, {
      endpoint: `http://127.0.0.1:${port}/files`,
      uploadSize: size,
      chunkSize: Infinity,
      retryDelays: [],
      onSuccess: resolve,
      onError: reject,
    }).start();
  });

const rate = (milliseconds: number): number => (size / 1e6 / milliseconds) * 1000;
const product = await startProduct();
const ours: number[] = [];
const tus: number[] = [];
try {
  const { email } = await createCreator(product.config);
  const command = {
    values: { owner: email },
    positionals: [path],
    config: product.config,
    stdin: process.stdin,
  };
  for (let run = 1; run <= runsWanted(3); run += 1) {
    ours.push(await timed(() => uploadFile.run(command)));
    tus.push(await timed(sendByTus));
    noteRun(
      run,
      `${rate(ours.at(-1) ?? NaN).toFixed(0)} MB/s, tus ${rate(tus.at(-1) ?? NaN).toFixed(0)} MB/s`,
    );
  }
} finally {
  await product.stop();
  tusServer.close();
  tusServer.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
}

const row = (name: string, times: readonly number[], what: string) => [
  name,
  `${rate(median(times)).toFixed(0)} MB/s`,
  `${rate(Math.max(...times)).toFixed(0)} to ${rate(Math.min(...times)).toFixed(0)}`,
  what,
];
printTable(
  [`${megabytes} MiB over loopback`, 'median', 'range', 'answered when'],
  [
    row('npm run vid -- upload', ours, '4 parallel parts, CRC-32 and MD5 checked, flushed to disk, joined'),
    row('tus-js-client to @tus/server', tus, 'one stream written; no checksum, not flushed'),
  ],
);
printMachine();
