import { open } from 'node:fs/promises';
import { basename } from 'node:path';

import type { Client } from '@vidkit/contracts/client';
import type { Video } from '@vidkit/contracts/schemas/video';

import { until } from './until.ts';

/** Sends a file past the checks of the uploader, as a program would. Returns the id of the video. */
export const sendFile = async (client: Client, path: string): Promise<string> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const upload = await client.call('createUpload', {
      body: { fileName: basename(path), size, type: 'video/mp4' },
    });
    const parts: { number: number; etag: string }[] = [];
    for (const { number, url, headers, size: length } of upload.parts) {
      const body = Buffer.alloc(length);
      await file.read(body, 0, length, (number - 1) * upload.partSize);
      const answer = await fetch(url, { method: 'PUT', headers, body });
      if (!answer.ok) throw new Error(`Part ${number} was answered with ${answer.status}`);
      parts.push({ number, etag: answer.headers.get('etag') ?? '' });
    }
    await client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    return upload.videoId;
  } finally {
    await file.close();
  }
};

/** The video, once it is ready or has failed. */
export const settled = (client: Client, id: string, withinMs = 300_000): Promise<Video> =>
  until(
    `Video ${id} is ready or has failed`,
    async () => {
      const video = await client.call('getVideo', { params: { id } });
      return video.status === 'ready' || video.status === 'failed' ? video : null;
    },
    { withinMs, everyMs: 300 },
  );
