import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { CreatedUpload, SignedPart, Upload } from '@vidkit/contracts/schemas/upload';
import type { Video } from '@vidkit/contracts/schemas/video';

import { problem, type MockApi } from './api.ts';
import { idOf } from './ids.ts';
import { MockLive } from './live.ts';
import { media } from './media.ts';
import { setStoreRules, storeOrigin, type StoreRules } from './store.ts';
import { createPlayback, createVideo } from './videos.ts';

export interface UploadWorld extends Partial<StoreRules> {
  /** What the video is once its bytes are stored. */
  readonly video?: Partial<Video>;
  /** Replaces what the world answers. */
  readonly api?: MockApi;
}

const partSize = 4_194_304;
const day = 86_400_000;
let worlds = 0;
let files = 0;

/** The upload half of the API and its store, in memory: every upload of a story ends as `video` says. */
export const uploadApi = ({ pace = 0, status = 200, video = {}, api = {} }: UploadWorld = {}): MockApi => {
  worlds += 1;
  const store = `world-${worlds}`;
  setStoreRules(store, { pace, status });
  const uploads = new Map<string, Upload>();
  const live = new MockLive();
  const videos = new Map<string, Video>();

  const sign = (upload: Upload, number: number): SignedPart => ({
    number,
    size: Math.min(partSize, upload.size - (number - 1) * partSize),
    url: `${storeOrigin}/${store}/${upload.id}/${number}`,
    headers: {},
    expiresAt: upload.expiresAt,
  });

  return {
    getLimits: () => ({
      maxFileBytes: 50_000_000_000,
      maxDurationMs: 43_200_000,
      acceptedTypes: [],
      acceptedContainers: ['mp4', 'webm', 'audio'],
      refusedCodecs: [],
    }),
    createUpload: ({ body }): CreatedUpload => {
      const n = uploads.size * 2 + 1_000;
      const upload: Upload = {
        id: idOf(n),
        videoId: idOf(n + 1),
        fileName: body.fileName,
        size: body.size,
        type: body.type ?? '',
        fingerprint: body.fingerprint ?? null,
        state: 'open',
        partSize,
        partCount: Math.max(1, Math.ceil(body.size / partSize)),
        storedParts: [],
        createdAt: new Date().toISOString(),
        expiresAt: new Date(Date.now() + day).toISOString(),
      };
      uploads.set(upload.id, upload);
      videos.set(upload.videoId, createVideo({ id: upload.videoId, title: body.title ?? body.fileName }));
      const numbers = Array.from({ length: upload.partCount }, (_, index) => index + 1);
      return { ...upload, parts: numbers.map((number) => sign(upload, number)) };
    },
    getUpload: ({ params }) => uploads.get(params['id'] ?? '') ?? problem('not_found'),
    signParts: ({ params, body }) => {
      const upload = uploads.get(params['id'] ?? '');
      const numbers = [...(body.numbers ?? []), ...(body.parts ?? []).map(({ number }) => number)];
      return upload ? { parts: numbers.map((number) => sign(upload, number)) } : problem('not_found');
    },
    completeUpload: ({ params }) => {
      const upload = uploads.get(params['id'] ?? '');
      if (!upload) return problem('not_found');
      uploads.set(upload.id, { ...upload, state: 'stored' });
      const stored = { ...createVideo(), ...videos.get(upload.videoId), ...video };
      videos.set(upload.videoId, stored);
      const { status: state, playable, readyAt, progress, failure, version } = stored;
      const frame: LiveFrame = {
        ...{ type: 'video', videoId: upload.videoId, status: state },
        ...{ playable, readyAt, progress, failure, version },
      };
      setTimeout(() => live.send(frame), 100);
      return { videoId: upload.videoId, status: state };
    },
    abortUpload: () => undefined,
    getVideo: ({ params }) => videos.get(params['id'] ?? '') ?? problem('not_found'),
    updateVideo: ({ params, body }) => {
      const before = { ...createVideo(), ...videos.get(params['id'] ?? '') };
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const changed: Video = { ...before, ...given, version: before.version + 1 };
      videos.set(changed.id, changed);
      return changed;
    },
    getPlayback: ({ params }) => {
      const id = params['id'] ?? '';
      return createPlayback({
        videoId: id,
        watchUrl: `https://video.example.com/watch/${id}`,
        embedUrl: `https://video.example.com/embed/${id}`,
      });
    },
    followVideo: live.follow,
    ...api,
  };
};

/** A real clip, made `megabytes` large by an ISO `free` box at its end; unlike any other file of the page. */
export const createFile = async (name: string, megabytes: number, clip = 'clip.mp4'): Promise<File> => {
  const video = await (await fetch(media(clip))).blob();
  const filler = new Uint8Array(megabytes * 1_000_000 - video.size);
  files += 1;
  const head = new DataView(filler.buffer);
  head.setUint32(0, filler.length);
  filler.set(new TextEncoder().encode('free'), 4);
  head.setFloat64(filler.length - 8, Date.now() + files);
  return new File([video, filler], name, { type: 'video/mp4' });
};
