import type { Publication } from '@vidkit/contracts/events/media';
import {
  transcriptionStatus,
  type TranscriptionStatus,
  type TranscriptionWanted,
} from '@vidkit/contracts/events/transcription';
import { mediaFailures } from '@vidkit/contracts/errors';
import type { VideoTexts } from '@vidkit/contracts/schemas/texts';
import type { VideoFailure } from '@vidkit/contracts/schemas/video';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Delivery } from '@vidkit/platform/ports/queue';
import { readText } from '@vidkit/platform/ports/stored-text';
import type { Logger } from 'pino';

import type { Knex } from '../../db/connect.ts';
import { enqueue, type OutboxRelay } from '../../db/outbox.ts';
import { AppError } from '../../http/app-error.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import { rests } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';
import { GenerationsRepository } from './generations.repository.ts';
import { canonical, canonicalOrNull, soundOf, type TextsService } from './texts.service.ts';

export interface GenerationsDeps {
  knex: Knex;
  videos: VideosService;
  texts: TextsService;
  objects: ObjectStore;
  outbox: OutboxRelay;
  live: LiveHub;
  /** Whether the operator gave the workers a program that hears. */
  canHear: boolean;
  /** Whether videos that become ready without captions get some unasked. */
  unasked: boolean;
  log: Logger;
}

/** Captions that a worker hears from the published sound, which needs no original. */
export class GenerationsService {
  readonly #deps: GenerationsDeps;
  readonly #generations: GenerationsRepository;

  constructor(deps: GenerationsDeps) {
    this.#deps = deps;
    this.#generations = new GenerationsRepository(deps.knex);
  }

  /**
   * Asking while one is at work changes nothing. Throws `transcriber_missing`, `video_archived`,
   * `sound_unavailable`, and for a language in which a person has written `captions_exist`.
   */
  async ask(videoId: string, ownerId: string, spoken: string | undefined): Promise<VideoTexts> {
    const { videos, texts, canHear } = this.#deps;
    const video = await videos.own(videoId, ownerId);
    if (!canHear) throw new AppError('transcriber_missing');
    if (rests(video, video.whole)) throw new AppError('video_archived');
    const sound = soundOf(video);
    if (!sound) throw new AppError('sound_unavailable');
    const language = spoken === undefined ? null : canonical(spoken);
    await texts.assertRoom(videoId, language);
    await this.#begin(videoId, language, sound);
    return texts.get(videoId, ownerId);
  }

  /** For a video that has become ready: once, and only where nobody's words are there. */
  async hearUnasked(videoId: string): Promise<void> {
    const { videos, texts, canHear, unasked } = this.#deps;
    const video = canHear && unasked ? await videos.find(videoId) : null;
    const sound = video && soundOf(video);
    if (!sound || (await this.#generations.find(videoId)) || (await texts.hasCaptions(videoId))) return;
    await this.#begin(videoId, canonicalOrNull(video.language), sound);
  }

  /** What the workers report becomes rows, tracks and live frames; repeats, and news of earlier requests, change nothing. */
  readonly onStatus = async ({ message }: Delivery): Promise<void> => {
    const parsed = transcriptionStatus.safeParse(message);
    if (!parsed.success) {
      this.#deps.log.error({ issues: parsed.error.issues }, 'unreadable transcription status dropped');
      return;
    }
    if (await this.#record(parsed.data)) await this.#tell(parsed.data.videoId);
    // Whatever became of it, it has served.
    if (parsed.data.type === 'transcribed') await this.#deps.objects.delete(parsed.data.key);
  };

  /** Asks again for what nothing was heard of. The queue drops the repeat while the first message waits or runs. */
  async askAgain(silentSeconds: number): Promise<void> {
    const { knex, outbox, videos } = this.#deps;
    for (const videoId of await this.#generations.listSilent(silentSeconds)) {
      const video = await videos.find(videoId);
      const generation = await this.#generations.find(videoId);
      if (!video || generation?.state !== 'working') continue;
      const { number, language } = generation;
      const sound = soundOf(video);
      // A source that is being replaced has none until it is encoded.
      if (sound) await want(knex, messageOf(videoId, number, language, sound));
    }
    outbox.kick();
  }

  async #begin(videoId: string, language: string | null, sound: Publication): Promise<void> {
    const { knex, outbox } = this.#deps;
    const begun = await knex.transaction(async (trx) => {
      const number = await new GenerationsRepository(trx).begin(videoId, language);
      if (number !== null) await want(trx, messageOf(videoId, number, language, sound));
      return number !== null;
    });
    outbox.kick();
    if (begun) await this.#tell(videoId);
  }

  async #record(status: TranscriptionStatus): Promise<boolean> {
    const { videoId, number } = status;
    switch (status.type) {
      case 'transcribing':
        return this.#generations.recordProgress(videoId, number, status.percent);
      case 'transcribed': {
        const generation = await this.#generations.find(videoId);
        if (generation?.number !== number || generation.state !== 'working') return false;
        const failure = await this.#take(status);
        return failure
          ? this.#generations.recordFailure(videoId, number, failure)
          : this.#generations.recordDone(videoId, number);
      }
      case 'transcription_failed':
        return this.#generations.recordFailure(videoId, number, status.failure);
    }
  }

  /** Null when there is a track of it now; else why not. */
  async #take({
    videoId,
    key,
    language,
    cues,
  }: Extract<TranscriptionStatus, { type: 'transcribed' }>): Promise<VideoFailure | null> {
    const { videos, texts, objects } = this.#deps;
    const text = await readText(objects, key);
    if (text === null) return failed('transcription_failed');
    const video = await videos.find(videoId);
    const spoken = canonicalOrNull(language) ?? canonicalOrNull(video?.language) ?? 'und';
    const taken = await texts.takeGenerated(videoId, { language: spoken, text, cues });
    return taken ? null : failed('captions_kept');
  }

  async #tell(videoId: string): Promise<void> {
    const video = await this.#deps.videos.find(videoId);
    if (video) await this.#deps.live.tell([`person:${video.ownerId}`], { type: 'texts', videoId });
  }
}

const failed = (code: 'transcription_failed' | 'captions_kept'): VideoFailure => ({
  code,
  detail: mediaFailures[code],
});

const want = (knex: Knex, message: TranscriptionWanted): Promise<void> =>
  enqueue(knex, 'transcription-wanted', message, `${message.videoId}:${message.number}`);

const messageOf = (
  videoId: string,
  number: number,
  language: string | null,
  { prefix, multivariant, durationMs }: Publication,
): TranscriptionWanted => ({ videoId, number, prefix, multivariant, durationMs, language });
