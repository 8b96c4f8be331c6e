import { setTimeout as pause } from 'node:timers/promises';

import { ApiError, type Client } from '@vidkit/contracts/client';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { startProduct } from './measure/product.ts';
import { noteRun, printMachine, printTable, runsWanted, seconds } from './measure/report.ts';
import { sendAll } from './measure/upload.ts';
import { firstFrame, openBrowser } from './measure/viewer.ts';

const lookEveryMs = 50;
/** `whole`: whether the ladder is waited for, which takes about twice the clip's length. */
const clips = [
  { title: '60 s', minutes: 1, whole: true },
  { title: '10 min', minutes: 10, whole: false },
] as const;

const playbackOf = async (client: Client, id: string): Promise<Playback | null> => {
  try {
    return await client.call('getPlayback', { params: { id } });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_playable') return null;
    throw error;
  }
};

const until = async <T>(look: () => Promise<T | null | false>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found) return found;
    await pause(lookEveryMs);
  }
};

const rows: [string, string][] = [];
const browser = await openBrowser();
try {
  for (const { title, minutes, whole } of clips) {
    const clip = await makeClip({ minutes });
    const times = { complete: [], playable: [], frame: [], early: [], ready: [] } as Record<string, number[]>;
    for (let run = 1; run <= runsWanted(3); run += 1) {
      // A product for each run: an encode that is not waited for must not delay the next.
      const product = await startProduct();
      try {
        const { client } = await createCreator(product.config);
        const { videoId, complete } = await sendAll(client, clip.path);
        const video = await client.call('getVideo', { params: { id: videoId } });
        await client.call('updateVideo', {
          params: { id: videoId },
          body: { visibility: 'public' },
          ifMatch: video.version,
        });
        const from = performance.now();
        const note = (what: string): void => {
          (times[what] ??= []).push(performance.now() - from);
          noteRun(run, `${title}: ${what} ${seconds(times[what].slice(-1))}`);
        };
        await complete();
        note('complete');
        const playback = await until(() => playbackOf(client, videoId));
        note('playable');
        await firstFrame(browser, playback.embedUrl);
        note('frame');
        await until(async () => (await playbackOf(client, videoId))?.growing === false);
        note('early');
        if (!whole) continue;
        await until(
          async () => (await client.call('getVideo', { params: { id: videoId } })).status === 'ready',
        );
        note('ready');
      } finally {
        await product.stop();
      }
    }
    await clip.remove();
    rows.push(
      [`${title}: the server has answered the last request`, seconds(times['complete'] ?? [])],
      [`${title}: can be played`, seconds(times['playable'] ?? [])],
      [`${title}: first frame in Chromium, page opened then`, seconds(times['frame'] ?? [])],
      [`${title}: first rendition is whole`, seconds(times['early'] ?? [])],
      ...(whole
        ? ([[`${title}: all renditions are ready`, seconds(times['ready'] ?? [])]] as [string, string][])
        : []),
    );
  }
} finally {
  await browser.close();
}

printTable(['1080p, from the last byte', 'median (range)'], rows);
printMachine();
