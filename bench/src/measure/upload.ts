import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import type { Client } from '@vidkit/contracts/client';

export interface SentUpload {
  readonly videoId: string;
  /** The last step; the server has all bytes before. */
  complete(): Promise<unknown>;
}

/** Sends every part in turn. */
export const sendAll = async (client: Client, path: string): Promise<SentUpload> => {
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
