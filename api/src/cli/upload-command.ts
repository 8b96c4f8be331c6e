import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import { ApiError, type Client } from '@vidkit/contracts/client';
import type { Upload } from '@vidkit/contracts/schemas/upload';
import { visibility } from '@vidkit/contracts/schemas/video';

import { CliError } from './cli-error.ts';
import { optional, required, type Command } from './command.ts';
import { clientFor } from './operator.ts';

const parallelParts = 4;
const attempts = 5;

const types: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.avi': 'video/x-msvideo',
  '.ts': 'video/mp2t',
};

/** `upload FILE`: the same requests as a browser's, in parallel parts with checksums. */
export const uploadFile: Command = {
  usage: 'FILE --owner E [--title T] [--visibility V] [--replace ID]',
  summary: 'send a video file',
  options: {
    owner: { type: 'string' },
    title: { type: 'string' },
    visibility: { type: 'string' },
    replace: { type: 'string' },
  },
  run: async (input) => {
    const path = input.positionals[0];
    if (path === undefined) throw new CliError('Which file? Give its path.');
    const wanted = visibility.optional().safeParse(optional(input, 'visibility'));
    if (!wanted.success) throw new CliError(`--visibility is one of ${visibility.options.join(', ')}.`);
    const client = await clientFor(input.config, required(input, 'owner'));
    const facts = await stat(path).catch(() => null);
    if (!facts?.isFile()) throw new CliError(`${path} is no file that can be read.`);
    const { size } = facts;

    const title = optional(input, 'title');
    const videoId = optional(input, 'replace');
    const upload = await retried(() =>
      client.call('createUpload', {
        body: {
          fileName: basename(path),
          size,
          type: types[extname(path).toLowerCase()] ?? '',
          ...(title !== undefined && { title }),
          ...(videoId !== undefined && { videoId }),
        },
      }),
    );
    const file = await open(path, 'r');
    try {
      const parts = await sendParts(client, upload, file);
      await retried(() => client.call('completeUpload', { params: { id: upload.id }, body: { parts } }));
    } finally {
      await file.close();
    }
    const video = await client.call('getVideo', { params: { id: upload.videoId } });
    if (wanted.data !== undefined && wanted.data !== video.visibility) {
      await client.call('updateVideo', {
        params: { id: video.id },
        ifMatch: video.version,
        body: { visibility: wanted.data },
      });
    }
    const watchUrl = `${input.config.publicUrl}/watch/${video.id}`;
    return { text: `${video.title}\n${watchUrl}`, data: { id: video.id, watchUrl } };
  },
};

interface SentPart {
  readonly number: number;
  readonly etag: string;
  readonly checksum: string;
}

const sendParts = async (
  client: Client,
  { id, size, partCount, partSize }: Upload,
  file: FileHandle,
): Promise<SentPart[]> => {
  const waiting = Array.from({ length: partCount }, (_, index) => index + 1);
  const sent: SentPart[] = [];
  const worker = async (): Promise<void> => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const [wanted, start] = [number, (number - 1) * partSize];
      const bytes = Buffer.allocUnsafe(Math.min(partSize, size - start));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      if (bytesRead !== bytes.length) throw new CliError('The file changed while it was being sent.');
      sent.push(await retried(() => sendPart(client, id, wanted, bytes)));
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallelParts, partCount) }, worker));
  return sent.sort((a, b) => a.number - b.number);
};

/** The address is bound to the checksum: whatever else arrives is refused. */
const sendPart = async (client: Client, id: string, number: number, bytes: Buffer): Promise<SentPart> => {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(bytes));
  const checksum = digest.toString('base64');
  const { parts } = await client.call('signParts', {
    params: { id },
    body: { parts: [{ number, checksum }] },
  });
  const [part] = parts;
  if (part?.size !== bytes.length) throw new CliError('The file changed while it was being sent.');
  const response = await fetch(part.url, { method: 'PUT', headers: part.headers, body: bytes });
  const etag = response.headers.get('etag');
  await response.arrayBuffer();
  if (!response.ok || etag === null) throw new Error(`the object store answered ${response.status}`);
  return { number, etag, checksum };
};

const unsent = (cause: unknown): CliError =>
  new CliError(`The file could not be sent: ${(cause as Error).message}`, { cause });

/** Repeats what may succeed later, with growing, jittered pauses. */
const retried = async <T>(perform: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await perform();
    } catch (error) {
      const final = error instanceof CliError || (error instanceof ApiError && !error.temporary);
      if (final) throw error;
      if (attempt === attempts) throw error instanceof ApiError ? error : unsent(error);
      await pause(Math.random() * 500 * 2 ** attempt);
    }
  }
};
