import type { ColdStore } from '@vidkit/platform/ports/cold-store';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Logger } from 'pino';

import type { Knex } from '../db/connect.ts';
import type { OutboxRelay } from '../db/outbox.ts';
import type { EventsService } from '../features/events/events.service.ts';
import type { LaddersService } from '../features/ladders/ladders.service.ts';
import type { PostersService } from '../features/posters/posters.service.ts';
import type { SourcesService } from '../features/sources/sources.service.ts';
import type { GenerationsService } from '../features/texts/generations.service.ts';
import type { TusService } from '../features/tus/tus.service.ts';
import type { UploadsService } from '../features/uploads/uploads.service.ts';
import { requestEncode } from '../features/videos/encode-request.ts';
import type { VideosRepository } from '../features/videos/videos.repository.ts';
import type { VideosService } from '../features/videos/videos.service.ts';
import type { Idempotency } from '../http/idempotency.ts';
import type { LiveHub } from './live-hub.ts';
import type { StorageAudit } from './storage-audit.ts';

export interface JanitorDeps {
  knex: Knex;
  videos: VideosRepository;
  videosService: VideosService;
  posters: PostersService;
  generations: GenerationsService;
  sources: SourcesService;
  ladders: LaddersService;
  cold: ColdStore;
  uploads: UploadsService;
  tus: TusService;
  events: EventsService;
  objects: ObjectStore;
  audit: StorageAudit;
  outbox: OutboxRelay;
  idempotency: Idempotency;
  live: LiveHub;
  resealSecondFactors: () => Promise<void>;
  deleteGraceDays: number;
  log: Logger;
}

const everyMs = 60_000;
/** After a start: by then what another process was at when it died belongs to nobody any more. */
const secondRoundMs = 20_000;
const firstAuditMs = 10 * 60_000;
const auditEveryMs = 6 * 3_600_000;
/** Players that run longer than a day on one revision ask anew. */
const sessionMs = 24 * 3_600_000;
const sweepObjectsOlderThanMs = 8 * 24 * 3_600_000;
/** A worker reports at least every few seconds; silence this long means that its job is lost. */
const silentSeconds = 90;

/** Ends what nobody will end: expired uploads, lost jobs, deleted videos past their grace, old keys and frames. */
export class Janitor {
  readonly #deps: JanitorDeps;
  #timer: NodeJS.Timeout | undefined;
  #second: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #nextAudit = Date.now() + firstAuditMs;

  constructor(deps: JanitorDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), everyMs);
    this.#second ??= setTimeout(() => this.#tick(), secondRoundMs);
    this.#tick();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#second);
    this.#timer = this.#second = undefined;
    await this.#running;
  }

  /** One round; each duty stands alone, so that one that fails does not keep the others from running. */
  async run(): Promise<void> {
    const { uploads, objects, idempotency, live, log } = this.#deps;
    const duties: Record<string, () => Promise<unknown>> = {
      'interrupted completions': () => uploads.finishInterrupted(),
      'expired uploads': () => uploads.endExpired(),
      'storage of ended uploads': () => uploads.freeEnded(),
      'uploads by tus': () => this.#deps.tus.sweep(),
      'scheduled videos': () => this.#deps.videosService.publishDue(),
      'restores of originals': () => this.#deps.sources.finishRestores(),
      'originals that rest': () => this.#deps.sources.archiveIdle(),
      'restores of videos': () => this.#deps.ladders.finishRestores(),
      'videos that rest': () => this.#deps.ladders.archiveIdle(),
      'videos on their way to rest': () => this.#deps.ladders.moveOut(),
      'lost jobs': () => this.#requeueSilent(),
      'lost posters': () => this.#deps.posters.askAgain(silentSeconds),
      'lost captions': () => this.#deps.generations.askAgain(silentSeconds),
      'deleted videos': () => this.#purgeDeleted(),
      'seals of second factors': () => this.#deps.resealSecondFactors(),
      idempotency: () => idempotency.sweep(),
      'live events': () => live.sweep(),
      'old view events': () => this.#deps.events.sweep(),
      objects: () => objects.sweep(sweepObjectsOlderThanMs),
      'storage audit': () => this.#audit(),
    };
    for (const [duty, perform] of Object.entries(duties)) {
      await perform().catch((error: unknown) =>
        log.warn({ err: error, duty }, 'janitor duty failed, will try again'),
      );
    }
  }

  #tick(): void {
    this.#running ??= this.run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Reads all that is stored: seldom, and not while everything starts. */
  async #audit(): Promise<void> {
    if (Date.now() < this.#nextAudit) return;
    this.#nextAudit = Date.now() + auditEveryMs;
    await this.#deps.audit.run({ olderThanMs: sessionMs });
  }

  async #requeueSilent(): Promise<void> {
    const silent = await this.#deps.videos.listSilent(silentSeconds);
    for (const video of silent) {
      await requestEncode(this.#deps.knex, video, video.encode);
    }
    if (silent.length > 0) this.#deps.outbox.kick();
  }

  /** Objects first: a crash between leaves a row that is purged again, never bytes without an owner. */
  async #purgeDeleted(): Promise<void> {
    for (const id of await this.#deps.videos.listPurgeable(this.#deps.deleteGraceDays, 20)) {
      const video = await this.#deps.videos.find(id);
      if (video?.sourceKey != null) {
        await this.#deps.objects.delete(video.sourceKey);
        await this.#deps.cold.delete(video.sourceKey);
      }
      for (const key of video?.ladder?.keys ?? []) await this.#deps.cold.delete(key);
      await this.#deps.objects.deletePrefix(`v/${id}/`);
      await this.#deps.objects.deletePrefix(`pictures/${id}/`);
      await this.#deps.videos.purge(id);
    }
  }
}
