import type { Publication } from '@vidkit/contracts/events/media';
import type { Video } from '@vidkit/contracts/schemas/video';
import type { ColdStore } from '@vidkit/platform/ports/cold-store';
import { nullIfMissing, type ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Logger } from 'pino';

import { AppError } from '../../http/app-error.ts';
import { originOfRight, type Viewer } from '../playback/embed-rule.ts';
import type { MediaLinks } from '../playback/media-links.ts';
import type { VideoRecord } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';
import type { LaddersRepository } from './ladders.repository.ts';

export interface LaddersDeps {
  ladders: LaddersRepository;
  videos: VideosService;
  links: MediaLinks;
  objects: ObjectStore;
  cold: ColdStore;
  publicUrl: string;
  /** Days without a view after which a video may rest; null is never. */
  archiveAfterDays: number | null;
  /** Encodes a video again whose files are nowhere. */
  reprocess: (id: string, ownerId: string) => Promise<unknown>;
  log: Logger;
}

/** Ladders are large: the janitor has other duties, too. */
const atOnce = 5;
/** Some of those that nobody watches may be kept from resting. */
const candidates = 100;
/** Views are noted to the hour. */
const viewStepMs = 3_600_000;
/** Between reading a video and making a right to read it. */
const marginMs = 60_000;
/** Restores that take longer than this are ended by the janitor's round. */
const longestTimerMs = 600_000;

/**
 * The life of what is published of a video: ready → archived → restoring → ready. Only the media leaves; playlists,
 * pictures and texts stay, so that lists and the first look are as before. The row is changed first. No object leaves
 * before the last right to read it has ended.
 */
export class LaddersService {
  readonly #deps: LaddersDeps;
  readonly #timers = new Set<NodeJS.Timeout>();
  #finishing: Promise<void> = Promise.resolve();

  constructor(deps: LaddersDeps) {
    this.#deps = deps;
  }

  /** Sends a video to rest by hand. Throws `archive_unavailable` while it is watched or worked on. */
  async archive(id: string, ownerId: string): Promise<Video> {
    const video = await this.#deps.videos.own(id, ownerId);
    if (video.status !== 'archived' && !(await this.#rest(video))) {
      throw new AppError(
        'archive_unavailable',
        video.status === 'ready' ? 'Somebody may still be watching.' : `The video is ${video.status}.`,
      );
    }
    return this.#deps.videos.get(id, ownerId);
  }

  /**
   * Anybody who could play it may ask for it back; asking again changes nothing. Throws `not_found`, and
   * `origin_not_allowed` on pages that may not embed it.
   */
  async restore(id: string, viewer: Viewer): Promise<Video> {
    const video = await this.#deps.videos.visible(id, viewer.id);
    originOfRight(video, viewer, this.#deps.publicUrl);
    await this.bringBack(id);
    return this.#deps.videos.get(id, viewer.id);
  }

  /** Begins the way back of all that rests; nothing to do when nothing does. */
  async bringBack(id: string): Promise<void> {
    const { ladders, videos } = this.#deps;
    const ladder = await ladders.find(id);
    if (!ladder) return;
    const readyAt = ladder.readyAt ?? (await this.#ask(ladder.keys));
    if (ladder.readyAt === null) {
      await ladders.markRestoring(id, readyAt);
      await videos.tellOf(id);
    }
    this.#finishAt(readyAt);
  }

  /** Sends videos to rest by the policy. */
  async archiveIdle(): Promise<void> {
    const { archiveAfterDays, ladders, videos } = this.#deps;
    if (archiveAfterDays === null) return;
    let rested = 0;
    for (const id of await ladders.listIdle(archiveAfterDays, candidates)) {
      const video = await videos.find(id);
      if (video && (await this.#rest(video)) && ++rested === atOnce) return;
    }
  }

  /** Moves the objects of what rests; what a crash cut short goes on where it was. */
  async moveOut(): Promise<void> {
    for (const id of await this.#deps.ladders.listLeaving(atOnce)) {
      await this.#each(id, (beat) => this.#moveOut(id, beat));
    }
  }

  /** Hears from the archive that a file of the video can be read again. */
  async onRestored(videoId: string): Promise<void> {
    if (await this.#deps.ladders.bringForward(videoId)) await this.finishRestores();
  }

  /** Ends restores whose time has come. */
  async finishRestores(): Promise<void> {
    for (const id of await this.#deps.ladders.listDue(atOnce)) {
      await this.#each(id, (beat) => this.#moveIn(id, beat));
    }
  }

  /** Lets restores under way come to an end; the next process goes on with the others. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#finishing;
  }

  async #rest(video: VideoRecord): Promise<boolean> {
    const { ladders, links, videos } = this.#deps;
    const keys = await this.#keysOf(video);
    if (keys.length === 0) return false;
    const leavesAt = links.expiry(new Date(Date.now() + marginMs));
    const quietSince = new Date(Date.now() - links.longestMs - viewStepMs);
    const rests = await ladders.rest(video, { keys, leavesAt, quietSince });
    if (rests) await videos.tellOf(video.id);
    return rests;
  }

  /** Objects that leave: the media of what is shown, and of all of it where only a part is. */
  async #keysOf({ publication, whole }: VideoRecord): Promise<string[]> {
    if (!publication || publication.growing) return [];
    const shown = whole && whole.prefix !== publication.prefix ? [publication, whole] : [publication];
    return (await Promise.all(shown.map((one) => this.#mediaOf(one)))).flat();
  }

  async #mediaOf({ prefix, preview }: Publication): Promise<string[]> {
    const objects = await this.#deps.objects.list(prefix);
    return objects
      .map(({ key }) => key)
      .filter((key) => key.endsWith('.mp4') && key !== `${prefix}${preview}`);
  }

  /** Without those of a publication that another has replaced since; the storage audit removes them. */
  async #currentKeys(id: string): Promise<string[]> {
    const video = await this.#deps.videos.find(id);
    const shown = [video?.publication, video?.whole].filter((one) => one != null);
    return (video?.ladder?.keys ?? []).filter((key) => shown.some(({ prefix }) => key.startsWith(prefix)));
  }

  async #moveOut(id: string, beat: () => Promise<void>): Promise<void> {
    const { cold, ladders, log } = this.#deps;
    for (const key of await this.#currentKeys(id)) {
      await beat();
      const now = await ladders.find(id);
      if (now?.readyAt !== null) return;
      const moved = await nullIfMissing(cold.archive(key).then(() => true));
      if (!moved) log.error({ videoId: id, key }, 'media of a video is gone');
    }
    await ladders.markLeft(id);
  }

  async #moveIn(id: string, beat: () => Promise<void>): Promise<void> {
    const { cold, ladders, videos, log } = this.#deps;
    const ladder = await ladders.find(id);
    if (!ladder?.readyAt || ladder.readyAt > new Date()) return;
    const late: string[] = [];
    const gone: string[] = [];
    for (const key of await this.#currentKeys(id)) {
      await beat();
      const here = await nullIfMissing(cold.fetch(key));
      if (here === null) gone.push(key);
      else if (!here) late.push(key);
    }
    if (late.length > 0) {
      await ladders.postpone(id, await this.#ask(late));
      await videos.tellOf(id);
      return;
    }
    if (!(await ladders.markRestored(id))) return;
    await videos.tellOf(id);
    if (gone.length === 0) return;
    log.error({ videoId: id, gone }, 'media of a video did not come back');
    await this.#deps.reprocess(id, ladder.ownerId);
  }

  /** When all of these can be here at the earliest. */
  async #ask(keys: readonly string[]): Promise<Date> {
    const times = await Promise.all(keys.map((key) => nullIfMissing(this.#deps.cold.restore(key))));
    return new Date(Math.max(Date.now(), ...times.map((time) => time?.getTime() ?? 0)));
  }

  /** Who waits for it should not wait for the janitor's round. */
  #finishAt(readyAt: Date): void {
    const wait = readyAt.getTime() - Date.now();
    if (wait > longestTimerMs) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#finishing = this.#finishing.then(() => this.finishRestores()).catch(this.#warn);
      },
      Math.max(0, wait),
    );
    this.#timers.add(timer);
  }

  /** One that fails does not keep the others from theirs. */
  async #each(videoId: string, work: (beat: () => Promise<void>) => Promise<void>): Promise<void> {
    await this.#deps.ladders.alone(videoId, work).catch(this.#warn);
  }

  readonly #warn = (err: unknown): void => {
    this.#deps.log.warn({ err }, 'a ladder could not be moved, will try again');
  };
}
