import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

import type { Publication } from '@vidkit/contracts/events/media';
import type { CreatedUpload, CreateUpload, SignedPart } from '@vidkit/contracts/schemas/upload';
import type { Video, VideoPatch } from '@vidkit/contracts/schemas/video';

import { readFrames } from './frames.ts';
import type { TestPerson } from './test-api.ts';
import type { WorkerStandIn } from './worker-stand-in.ts';

export const base64Crc32 = (bytes: Uint8Array): string => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(crc32(bytes));
  return buffer.toString('base64');
};

/** Sends one part; returns what `completeUpload` wants to hear of it. */
export const putPart = async (
  part: SignedPart,
  bytes: Uint8Array,
): Promise<{ number: number; etag: string; checksum: string }> => {
  const response = await fetch(part.url, { method: 'PUT', headers: part.headers, body: bytes });
  if (!response.ok) throw new Error(`part ${part.number}: ${response.status} ${await response.text()}`);
  return { number: part.number, etag: response.headers.get('etag') ?? '', checksum: base64Crc32(bytes) };
};

/** Opens an upload of random bytes and sends all its parts. */
export const uploadBytes = async (
  person: Pick<TestPerson, 'client'>,
  size = 1000,
  request: Partial<CreateUpload> = {},
): Promise<{
  upload: CreatedUpload;
  bytes: Buffer;
  parts: { number: number; etag: string; checksum: string }[];
}> => {
  const bytes = randomBytes(size);
  const upload = await person.client.call('createUpload', {
    body: { fileName: 'clip.mp4', size, type: 'video/mp4', ...request },
  });
  const parts = [];
  for (const part of upload.parts) {
    const start = (part.number - 1) * upload.partSize;
    parts.push(await putPart(part, bytes.subarray(start, start + part.size)));
  }
  return { upload, bytes, parts };
};

/** A stored upload: its video is in processing. */
export const storedVideo = async (person: Pick<TestPerson, 'client'>): Promise<string> => {
  const { upload, parts } = await uploadBytes(person);
  await person.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
  return upload.videoId;
};

/** A video that is ready: stored, and published by the stand-in for a worker, described by `overrides` if at all. */
export const readyVideo = async (
  person: TestPerson,
  worker: WorkerStandIn,
  overrides: Partial<Publication> = {},
): Promise<string> => {
  const id = await storedVideo(person);
  const frames = await readFrames(person.client, 'followVideo', { id });
  const publication = { ...(await worker.publication(id)), ...overrides };
  await worker.report({ type: 'complete', videoId: id, encode: 1, publication, warnings: [] });
  await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
  frames.stop();
  return id;
};

/** Changes a video on whatever version it has now. */
export const changeVideo = async (person: TestPerson, id: string, body: VideoPatch): Promise<Video> => {
  const { version } = await person.client.call('getVideo', { params: { id } });
  return person.client.call('updateVideo', { params: { id }, ifMatch: version, body });
};
