import type { ColdStore } from '@vidkit/platform/ports/cold-store';
import { nullIfMissing, type ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Logger } from 'pino';

import type { LaddersRepository } from '../features/ladders/ladders.repository.ts';
import type { SourcesRepository } from '../features/sources/sources.repository.ts';
import type { SourcesService } from '../features/sources/sources.service.ts';
import { cutCaptions } from '../features/texts/cut-captions.ts';
import type { SubtitledStreams } from '../features/texts/subtitled-streams.ts';
import type { TextsRepository } from '../features/texts/texts.repository.ts';
import type { AuditedVideo, StorageAuditRepository } from './storage-audit.repository.ts';

export interface StorageAuditDeps {
  audit: StorageAuditRepository;
  texts: TextsRepository;
  subtitled: SubtitledStreams;
  sources: SourcesRepository;
  sourcesService: SourcesService;
  ladders: LaddersRepository;
  objects: ObjectStore;
  cold: ColdStore;
  log: Logger;
}

/** What an audit found and set right. Counts of objects, folders or videos. */
export interface AuditReport {
  /** Folders of published files whose video does not exist. */
  orphanFolders: number;
  /** Originals, archived ones too, that no video calls its own. */
  orphanSources: number;
  /** Revisions that a newer one replaced. */
  oldRevisions: number;
  /** Playlists that list texts which are others now. */
  oldPlaylists: number;
  /** Posters that a later choice replaced, and pictures for posters that nobody waits for. */
  oldPosters: number;
  /** Chosen posters that are gone; the automatic one is shown again. */
  missingPosters: number;
  /** Archived media that no publication consists of any more. */
  orphanMedia: number;
  /** Videos whose original is nowhere. */
  missingSources: number;
  /** Videos whose published files are gone; encoded again where the original is there. */
  missingPublications: number;
}

const batch = 200;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** More than this share on one side looks like a wrong disk or a wrong database, which no janitor should "clean". */
const plausibleShare = 0.2;
const plausibleCount = 20;

/**
 * Compares objects with rows, both ways. Objects that no row names are removed once they are old enough that nobody can
 * be about to name them, or to be playing them; rows whose objects are gone say so, or are encoded again.
 */
export class StorageAudit {
  readonly #deps: StorageAuditDeps;

  constructor(deps: StorageAuditDeps) {
    this.#deps = deps;
  }

  /** `olderThanMs`: running sessions and encodes last less. */
  async run({ olderThanMs }: { olderThanMs: number }): Promise<AuditReport> {
    const before = new Date(Date.now() - olderThanMs);
    const report: AuditReport = {
      orphanFolders: 0,
      orphanSources: 0,
      oldRevisions: 0,
      oldPlaylists: 0,
      oldPosters: 0,
      missingPosters: 0,
      orphanMedia: 0,
      missingSources: 0,
      missingPublications: 0,
    };
    await this.#folders(before, report);
    await this.#originals(before, report);
    await this.#pictures(before, report);
    await this.#rows(report);
    if (Object.values(report).some((count) => count > 0))
      this.#deps.log.info({ report }, 'storage was audited');
    return report;
  }

  async #folders(before: Date, report: AuditReport): Promise<void> {
    const { audit, objects } = this.#deps;
    const ids = (await objects.listFolders('v/'))
      .map((folder) => folder.slice(2, -1))
      .filter((id) => uuid.test(id));
    const orphans: string[] = [];
    for (const some of batches(ids)) {
      const known = new Map((await audit.find(some)).map((video) => [video.id, video]));
      for (const id of some) {
        const video = known.get(id);
        if (video) {
          report.oldRevisions += await this.#revisions(video, before);
          report.oldPlaylists += await this.#playlists(video, before);
          report.oldPosters += await this.#posters(video, before);
        } else orphans.push(`v/${id}/`);
      }
    }
    if (!this.#plausible('folders without a video', orphans.length, ids.length)) return;
    for (const folder of orphans) {
      const files = await objects.list(folder);
      if (files.some(({ lastModified }) => lastModified > before)) continue;
      await objects.deletePrefix(folder);
      report.orphanFolders++;
    }
  }

  /**
   * Removes revisions that are neither published nor kept to be published again, once the published one has been that
   * for long enough for older sessions to have ended.
   */
  async #revisions(video: AuditedVideo, before: Date): Promise<number> {
    const { objects } = this.#deps;
    const { id, publication, whole, progressAt } = video;
    if (!publication || (progressAt && progressAt > before)) return 0;
    const current = await nullIfMissing(objects.head(publication.prefix + publication.multivariant));
    if (!current || current.lastModified > before) return 0;
    const kept = [publication.prefix, whole?.prefix];
    const old = (await objects.listFolders(`v/${id}/`)).filter((folder) => {
      const name = folder.split('/').at(-2) ?? '';
      return /^\d+$/.test(name) && Number(name) < firstInUse(video) && !kept.includes(folder);
    });
    for (const folder of old) await objects.deletePrefix(folder);
    return old.length;
  }

  async #playlists({ id, publication }: AuditedVideo, before: Date): Promise<number> {
    if (!publication || publication.growing) return 0;
    const { captions } = await this.#deps.texts.find(id);
    const shown = captions.map((record) => cutCaptions(record, publication.trim ?? null));
    return this.#deps.subtitled.sweep(publication, shown, before);
  }

  /** Removes posters other than the one that is shown, once it has been for long enough; and never one in the making. */
  async #posters({ id, poster, posterNumber }: AuditedVideo, before: Date): Promise<number> {
    const { objects } = this.#deps;
    const shown = poster && (await nullIfMissing(objects.head(poster.prefix + poster.file)));
    if (shown && shown.lastModified > before) return 0;
    let removed = 0;
    for (const folder of await objects.listFolders(`v/${id}/`)) {
      const [, number] = /\/poster-(\d+)\/$/.exec(folder) ?? [];
      if (number === undefined || folder === poster?.prefix || Number(number) > posterNumber) continue;
      const files = await objects.list(folder);
      if (files.some(({ lastModified }) => lastModified > before)) continue;
      await objects.deletePrefix(folder);
      removed++;
    }
    return removed;
  }

  /** Removes what creators brought for posters and nobody waits for any more. */
  async #pictures(before: Date, report: AuditReport): Promise<void> {
    const { audit, objects } = this.#deps;
    const old = (await objects.list('pictures/')).filter(({ lastModified }) => lastModified <= before);
    for (const some of batches(old.map(({ key }) => key))) {
      const wanted = await audit.wantedPictures(some);
      for (const key of some) {
        if (wanted.has(key)) continue;
        await objects.delete(key);
        report.oldPosters++;
      }
    }
  }

  async #originals(before: Date, report: AuditReport): Promise<void> {
    const { audit, objects, cold } = this.#deps;
    const stored = (await objects.list('sources/')).filter(({ lastModified }) => lastModified <= before);
    const orphans: string[] = [];
    for (const some of batches(stored.map(({ key }) => key))) {
      const owned = await audit.ownedKeys(some);
      for (const key of some) {
        if (!owned.has(key)) orphans.push(key);
        // The way to the archive was cut short.
        else if (owned.get(key) === 'archived') await cold.archive(key);
      }
    }
    if (!this.#plausible('originals without a video', orphans.length, stored.length)) return;
    for (const key of orphans) await objects.delete(key);
    report.orphanSources += orphans.length;

    await this.#archived(report);
    await this.#archivedMedia(report);
  }

  async #archived(report: AuditReport): Promise<void> {
    const { audit, objects, cold } = this.#deps;
    const keys = (await cold.list()).filter((key) => !isMedia(key));
    const doomed: string[] = [];
    for (const some of batches(keys)) {
      const owned = await audit.ownedKeys(some);
      for (const key of some) {
        const state = owned.get(key);
        if (state === 'archived' || state === 'restoring') continue;
        // Of one that was brought back, only the copy goes: the object itself is read first.
        if (state === undefined || (await nullIfMissing(objects.head(key))) !== null) doomed.push(key);
      }
    }
    if (!this.#plausible('archived originals without a video', doomed.length, keys.length)) return;
    for (const key of doomed) await cold.delete(key);
    report.orphanSources += doomed.length;
  }

  /** Media of what is published again, and that no row calls archived, is put back: the row is right. */
  async #archivedMedia(report: AuditReport): Promise<void> {
    const { audit, cold, ladders } = this.#deps;
    const keys = (await cold.list()).filter(isMedia);
    const doomed: { key: string; video: AuditedVideo | undefined }[] = [];
    for (const some of batches(keys)) {
      const ids = [...new Set(some.map(videoIdOf).filter((id) => uuid.test(id)))];
      const known = new Map((await audit.find(ids)).map((video) => [video.id, video]));
      for (const key of some) {
        const video = known.get(videoIdOf(key));
        const current = [video?.publication, video?.whole].some((one) => one && key.startsWith(one.prefix));
        if (!current) doomed.push({ key, video });
        else if (!video?.restingKeys.includes(key)) await cold.fetch(key);
      }
    }
    if (!this.#plausible('archived media without a video', doomed.length, keys.length)) return;
    for (const { key, video } of doomed) {
      await cold.delete(key);
      if (video) await ladders.forget(video.id, [key]);
    }
    report.orphanMedia += doomed.length;
  }

  async #rows(report: AuditReport): Promise<void> {
    const { audit, objects, cold, sources, sourcesService, log } = this.#deps;
    const archived = new Set(await cold.list());
    const withoutSource: AuditedVideo[] = [];
    const withoutFiles: AuditedVideo[] = [];
    const withoutPoster: AuditedVideo[] = [];
    let checked = 0;
    let after: string | null = null;
    for (;;) {
      const videos: AuditedVideo[] = await audit.list(after, batch);
      for (const video of videos) {
        const { sourceKey, sourceState, publication, poster, status, deleted } = video;
        if (deleted || status === 'processing') continue;
        checked++;
        if (sourceKey !== null && sourceState !== 'missing' && !archived.has(sourceKey)) {
          if ((await nullIfMissing(objects.head(sourceKey))) === null) withoutSource.push(video);
        }
        if (
          publication &&
          (await nullIfMissing(objects.head(publication.prefix + publication.multivariant))) === null
        ) {
          withoutFiles.push(video);
        }
        if (poster && (await nullIfMissing(objects.head(poster.prefix + poster.file))) === null)
          withoutPoster.push(video);
      }
      after = videos.at(-1)?.id ?? null;
      if (videos.length < batch) break;
    }
    if (
      !this.#plausible(
        'videos without objects',
        withoutSource.length + withoutFiles.length + withoutPoster.length,
        checked,
      )
    )
      return;
    for (const { id, sourceKey } of withoutSource) {
      if (sourceKey !== null && (await sources.markMissing(id, sourceKey))) report.missingSources++;
    }
    for (const { id, poster } of withoutPoster) {
      if (poster && (await audit.forgetPoster(id, poster.prefix))) report.missingPosters++;
    }
    const lost = new Set(withoutSource);
    for (const video of withoutFiles) {
      report.missingPublications++;
      if (lost.has(video) || video.sourceState === 'missing')
        log.error({ videoId: video.id }, 'published files and original of a video are gone');
      else await sourcesService.reprocess(video.id, video.ownerId);
    }
  }

  #plausible(what: string, found: number, of: number): boolean {
    if (found <= Math.max(plausibleCount, of * plausibleShare)) return true;
    this.#deps.log.error(
      { what, found, of },
      'storage and database do not belong together; nothing was changed',
    );
    return false;
  }
}

const isMedia = (key: string): boolean => key.startsWith('v/');

const videoIdOf = (key: string): string => key.split('/')[1] ?? '';

/** Number of the first revision that an encode may be making. */
const firstInUse = ({ status, encode, publication }: AuditedVideo): number =>
  status === 'processing' ? (publication?.revision ?? 0) : (encode + 1) * 10;

const batches = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / batch) }, (_, index) =>
    items.slice(index * batch, (index + 1) * batch),
  );
