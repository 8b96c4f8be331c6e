import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { ApiError, type Client } from '@vidkit/contracts/client';

import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { startProduct } from './measure/product.ts';
import { noteRun, printMachine, printTable, runsWanted, seconds } from './measure/report.ts';

const lookEveryMs = 50;

/** Sends every part in turn. Resolves with a function that completes the upload: all bytes but the last step. */
const sendAll = async (
  client: Client,
  path: string,
): Promise<{ videoId: string; complete(): Promise<unknown> }> => {
  const { size } = await stat(path);
  const upload = await client.call('createUpload', {
    body: { fileName: basename(path), size, type: 'video/mp4' },
  });
  const file = await open(path, 'r');
  const sent: { number: number; etag: string }[] = [];
  try {
    for (let number = 1; number <= upload.partCount; number += 1) {
      const { parts } = await client.call('signParts', {
        params: { id: upload.id },
        body: { numbers: [number] },
      });
      const [part] = parts;
      if (!part) throw new Error(`part ${number} was not signed`);
      const body = Buffer.alloc(part.size);
      await file.read(body, 0, part.size, (number - 1) * upload.partSize);
      const response = await fetch(part.url, { method: 'PUT', headers: part.headers, body });
      sent.push({ number, etag: response.headers.get('etag') ?? '' });
    }
  } finally {
    await file.close();
  }
  return {
    videoId: upload.videoId,
    complete: () => client.call('completeUpload', { params: { id: upload.id }, body: { parts: sent } }),
  };
};

const isPlayable = async (client: Client, id: string): Promise<boolean> => {
  try {
    await client.call('getPlayback', { params: { id } });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_playable') return false;
    throw error;
  }
};

const product = await startProduct();
const clip = await makeClip();
const playable: number[] = [];
const ready: number[] = [];
try {
  const { client } = await createCreator(product.config);
  for (let run = 1; run <= runsWanted(3); run += 1) {
    const upload = await sendAll(client, clip.path);
    const stored = performance.now();
    await upload.complete();
    while (!(await isPlayable(client, upload.videoId))) await pause(lookEveryMs);
    playable.push(performance.now() - stored);
    noteRun(run, `plays after ${seconds(playable.slice(-1))}`);
    for (;;) {
      const video = await client.call('getVideo', { params: { id: upload.videoId } });
      if (video.status === 'failed') throw new Error(`the video failed: ${video.failure?.code}`);
      if (video.status === 'ready') break;
      await pause(lookEveryMs);
    }
    ready.push(performance.now() - stored);
    noteRun(run, `all is ready after ${seconds(ready.slice(-1))}`);
  }
} finally {
  await clip.remove();
  await product.stop();
}

printTable(
  ['60 s of 1080p, from the last byte', 'median (range)'],
  [
    ['first rendition plays', seconds(playable)],
    ['all renditions are ready', seconds(ready)],
  ],
);
printMachine();
