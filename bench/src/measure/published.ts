import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Client } from '@vidkit/contracts/client';
import type { Config } from '@vidkit/platform/config';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';

import { sendAll } from './upload.ts';

export interface PublishedVideo {
  /** Of its multivariant playlist. */
  readonly hlsUrl: string;
  /** Of its objects in the store. */
  readonly prefix: string;
  /** Seconds. */
  readonly duration: number;
}

const lookEveryMs = 500;

/** Sends a clip to the product, for everybody to see, and waits until all of its renditions are there. */
export const publishClip = async (client: Client, path: string): Promise<PublishedVideo> => {
  const { videoId, complete } = await sendAll(client, path);
  const params = { id: videoId };
  const { version } = await client.call('getVideo', { params });
  await client.call('updateVideo', { params, body: { visibility: 'public' }, ifMatch: version });
  await complete();
  for (;;) {
    const { status } = await client.call('getVideo', { params });
    if (status === 'failed') throw new Error('the clip could not be published');
    if (status === 'ready') break;
    await pause(lookEveryMs);
  }
  const { hlsUrl, durationMs } = await client.call('getPlayback', { params });
  const prefix = /\/p\/[^/]+\/(v\/.*\/)[^/]+$/.exec(new URL(hlsUrl).pathname)?.[1];
  if (prefix === undefined) throw new Error(`${hlsUrl} is no address of media`);
  return { hlsUrl, prefix, duration: durationMs / 1000 };
};

/** The object store of a product that runs on this machine: what is put into it can be fetched from the product. */
export const storeOf = ({ dataDir, publicUrl }: Config): DiskObjectStore =>
  new DiskObjectStore({ root: join(dataDir, 'objects'), publicUrl, keys: ['bench'] });
