import { randomUUID } from 'node:crypto';

import type { Publication } from '@vidkit/contracts/events/media';
import { posterStatus, type PosterStatus, type PosterWanted } from '@vidkit/contracts/events/poster';
import type { PutPoster, VideoPoster } from '@vidkit/contracts/schemas/poster';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Delivery } from '@vidkit/platform/ports/queue';
import type { Logger } from 'pino';

import type { Knex } from '../../db/connect.ts';
import { enqueue, type OutboxRelay } from '../../db/outbox.ts';
import { AppError, versionConflict } from '../../http/app-error.ts';
import type { MediaLinks } from '../playback/media-links.ts';
import { rests, type VideoRecord } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';
import { recognisePicture } from './picture-signature.ts';
import { type PosterChoice, type PosterRecord, PostersRepository } from './posters.repository.ts';

export interface PostersDeps {
  knex: Knex;
  videos: VideosService;
  links: MediaLinks;
  objects: ObjectStore;
  outbox: OutboxRelay;
  usedBytes: (ownerId: string) => Promise<number>;
  /** Bytes that one person's videos may take; null is no limit. */
  quotaBytes: number | null;
  log: Logger;
}

/** Posters that creators choose or bring. A worker makes them; until then the one from before stays. */
export class PostersService {
  readonly #deps: PostersDeps;
  readonly #posters: PostersRepository;

  constructor(deps: PostersDeps) {
    this.#deps = deps;
    this.#posters = new PostersRepository(deps.knex);
  }

  async get(videoId: string, ownerId: string): Promise<VideoPoster> {
    const video = await this.#deps.videos.own(videoId, ownerId);
    const poster = await this.#posters.find(videoId);
    if (!poster) throw new AppError('not_found');
    return this.#view(video, poster);
  }

  /**
   * Throws `poster_missing` for a picture that the video does not have, `video_archived` for a moment of one that rests,
   * and `version_conflict`.
   */
  async choose(videoId: string, ownerId: string, version: number, wanted: PutPoster): Promise<VideoPoster> {
    const video = await this.#deps.videos.own(videoId, ownerId);
    const { publication } = video;
    if (wanted.kind === 'moment' && rests(video)) throw new AppError('video_archived');
    const choice = wanted.kind === 'automatic' ? null : choiceOf(wanted, publication);
    return this.#choose(videoId, ownerId, { version, choice, publication });
  }

  /** Throws `picture_refused` and `picture_animated`; what only a decoder finds out is told later, as the failure. */
  async bring(videoId: string, ownerId: string, version: number, bytes: Buffer): Promise<VideoPoster> {
    const { objects, usedBytes, quotaBytes } = this.#deps;
    const video = await this.#deps.videos.own(videoId, ownerId);
    if (video.version !== version) throw versionConflict(video.version);
    const format = recognisePicture(bytes);
    if (quotaBytes !== null && (await usedBytes(ownerId)) + bytes.length > quotaBytes)
      throw new AppError('quota_exceeded');
    const key = `pictures/${videoId}/${randomUUID()}`;
    await objects.put(key, bytes, `image/${format}`);
    const choice = { kind: 'upload', key, format } as const;
    try {
      return await this.#choose(videoId, ownerId, { version, choice, publication: video.publication });
    } catch (error) {
      await objects.delete(key);
      throw error;
    }
  }

  /** What the workers report becomes rows and live frames; repeats, and news of earlier choices, change nothing. */
  readonly onStatus = async ({ message }: Delivery): Promise<void> => {
    const parsed = posterStatus.safeParse(message);
    if (!parsed.success) {
      this.#deps.log.error({ issues: parsed.error.issues }, 'unreadable poster status dropped');
      return;
    }
    const { videoId, number } = parsed.data;
    if (!(await this.#record(parsed.data))) return;
    const poster = await this.#posters.find(videoId);
    if (poster?.number === number) await this.#forget(poster.choice);
    await this.#deps.videos.tellOf(videoId);
  };

  /** Asks again for what nothing was heard of. The queue drops the repeat while the first message waits or runs. */
  async askAgain(silentSeconds: number): Promise<void> {
    const { knex, outbox, videos } = this.#deps;
    for (const videoId of await this.#posters.listSilent(silentSeconds)) {
      const video = await videos.find(videoId);
      const poster = await this.#posters.find(videoId);
      if (!video || !poster?.choice || poster.state !== 'making') continue;
      await ask(knex, messageOf(videoId, poster.number, poster.choice, video.publication));
    }
    outbox.kick();
  }

  async #choose(
    videoId: string,
    ownerId: string,
    wanted: { version: number; choice: PosterChoice | null; publication: Publication | null },
  ): Promise<VideoPoster> {
    const { knex, videos, outbox } = this.#deps;
    const { version, choice, publication } = wanted;
    const before = await this.#posters.find(videoId);
    await knex.transaction(async (trx) => {
      const number = await new PostersRepository(trx).choose(videoId, version, choice);
      if (number === null) throw versionConflict((await videos.own(videoId, ownerId)).version);
      if (choice) await ask(trx, messageOf(videoId, number, choice, publication));
    });
    outbox.kick();
    await this.#forget(before?.choice ?? null);
    await videos.tellOf(videoId);
    return this.get(videoId, ownerId);
  }

  /** A picture that was brought has served, or is of no use any more. */
  async #forget(choice: PosterChoice | null): Promise<void> {
    if (choice?.kind === 'upload') await this.#deps.objects.delete(choice.key);
  }

  async #record(status: PosterStatus): Promise<boolean> {
    const { videoId, number } = status;
    return status.type === 'poster_made'
      ? this.#posters.recordMade(videoId, number, status.poster)
      : this.#posters.recordFailure(videoId, number, status.failure);
  }

  #view(video: VideoRecord, { choice, state, failure }: PosterRecord): VideoPoster {
    const { links } = this.#deps;
    const { publication } = video;
    return {
      videoId: video.id,
      kind: choice?.kind ?? 'automatic',
      atMs: choice?.kind === 'moment' ? choice.atMs : null,
      candidate: choice?.kind === 'candidate' ? candidateId(choice.key) : null,
      state,
      failure,
      url: links.poster(video),
      candidates: publication
        ? publication.posterCandidates.map((file) => ({
            id: candidateId(`${publication.prefix}${file}`),
            url: links.ofFile(`${publication.prefix}${file}`),
          }))
        : [],
      version: video.version,
    };
  }
}

/** Without the part that all files of a video have: `12/poster-2.jpg`. */
const candidateId = (key: string): string => key.split('/').slice(2).join('/');

const choiceOf = (
  wanted: Exclude<PutPoster, { kind: 'automatic' }>,
  publication: Publication | null,
): PosterChoice => {
  if (!publication) throw new AppError('poster_missing');
  if (wanted.kind === 'moment') {
    const { atMs } = wanted;
    if (publication.growing || publication.renditions.length === 0 || atMs > publication.durationMs)
      throw new AppError('poster_missing');
    return { kind: 'moment', atMs };
  }
  const keys = publication.posterCandidates.map((file) => `${publication.prefix}${file}`);
  const key = keys.find((one) => candidateId(one) === wanted.candidate);
  if (key === undefined) throw new AppError('poster_missing');
  return { kind: 'candidate', key };
};

const ask = (trx: Knex, message: PosterWanted): Promise<void> =>
  enqueue(trx, 'poster-wanted', message, `${message.videoId}:${message.number}`);

/** What is made of a choice. A moment is cut from the best rendition, whose times are those of the player. */
const messageOf = (
  videoId: string,
  number: number,
  choice: PosterChoice,
  publication: Publication | null,
): PosterWanted => {
  switch (choice.kind) {
    case 'upload':
      return { videoId, number, from: { kind: 'picture', key: choice.key, format: choice.format } };
    case 'candidate':
      return { videoId, number, from: { kind: 'picture', key: choice.key, format: 'jpeg' } };
    case 'moment': {
      const { name = '', width = 2, height = 2 } = publication?.renditions[0] ?? {};
      const key = `${publication?.prefix ?? ''}${name}.mp4`;
      return { videoId, number, from: { kind: 'moment', key, atMs: choice.atMs, width, height } };
    }
  }
};
