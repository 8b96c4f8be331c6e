import { importStatus, type ImportStatus } from '@vidkit/contracts/events/import';
import { line } from '@vidkit/contracts/schemas/basics';
import type { CreatedImport, CreateImport } from '@vidkit/contracts/schemas/import';
import type { Delivery } from '@vidkit/platform/ports/queue';
import type { Logger } from 'pino';

import type { Knex } from '../../db/connect.ts';
import { enqueue, type OutboxRelay } from '../../db/outbox.ts';
import { AppError } from '../../http/app-error.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { PeopleService } from '../people/people.service.ts';
import { titleFrom } from '../videos/title-from.ts';
import { VideosRepository } from '../videos/videos.repository.ts';
import { frameOf } from '../videos/videos.service.ts';
import { ImportsRepository } from './imports.repository.ts';

export interface ImportsDeps {
  knex: Knex;
  people: PeopleService;
  outbox: OutboxRelay;
  live: LiveHub;
  maxFileBytes: number;
  /** Bytes that one person's videos may take; null is no limit. */
  quotaBytes: number | null;
  log: Logger;
}

const maxOpenImports = 20;
const fileName = line(255);

/** Videos that come from an address on the web. A worker fetches them; from then on they are like uploads. */
export class ImportsService {
  readonly #deps: ImportsDeps;

  constructor(deps: ImportsDeps) {
    this.#deps = deps;
  }

  /** Makes the video and asks for its file; a repeat with the same `id` finds it again. */
  async create(ownerId: string, id: string, { url, title }: CreateImport): Promise<CreatedImport> {
    const { knex, people, outbox, maxFileBytes } = this.#deps;
    const imports = new ImportsRepository(knex);
    if ((await imports.countOpen(ownerId)) >= maxOpenImports) throw new AppError('too_many_uploads');
    const maxBytes = Math.min(maxFileBytes, await this.#bytesLeft(ownerId));
    if (maxBytes <= 0) throw new AppError('quota_exceeded');
    const { channel } = await people.ensure(ownerId);
    await knex.transaction(async (trx) => {
      await new VideosRepository(trx).insertUploading({
        id,
        channelId: channel.id,
        ownerId,
        title: title ?? titleFrom(fileNameOf(new URL(url))),
        fileName: '',
        sizeBytes: 0,
      });
      const message = { videoId: id, url, sourceKey: `sources/${id}`, maxBytes };
      await enqueue(trx, 'import-requested', message, id);
    });
    outbox.kick();
    return { videoId: id, status: (await imports.statusOf(id)) ?? 'uploading' };
  }

  /** What the workers report becomes rows and live frames; repeats and news of what is over change nothing. */
  readonly onStatus = async ({ message }: Delivery): Promise<void> => {
    const parsed = importStatus.safeParse(message);
    if (!parsed.success) {
      this.#deps.log.error({ issues: parsed.error.issues }, 'unreadable import status dropped');
      return;
    }
    if (await this.#record(parsed.data)) await this.#tell(parsed.data.videoId);
  };

  async #bytesLeft(ownerId: string): Promise<number> {
    const { knex, quotaBytes } = this.#deps;
    return quotaBytes === null
      ? Infinity
      : quotaBytes - (await new VideosRepository(knex).usedBytes(ownerId));
  }

  async #record(status: ImportStatus): Promise<boolean> {
    const { knex, outbox } = this.#deps;
    const { videoId } = status;
    if (status.type === 'importing') {
      const percent = status.totalBytes ? Math.min(100, (status.bytes / status.totalBytes) * 100) : 0;
      return new ImportsRepository(knex).recordProgress(videoId, {
        stage: 'importing',
        percent: Math.round(percent * 10) / 10,
        secondsLeft: null,
      });
    }
    if (status.type === 'import_failed') {
      return new ImportsRepository(knex).recordFailure(videoId, status.failure);
    }
    const { sourceKey, sizeBytes, fileName } = status;
    const begun = await knex.transaction(async (trx) => {
      const videos = new VideosRepository(trx);
      if ((await videos.lock(videoId))?.status !== 'uploading') return false;
      await videos.replaceSource(videoId, { key: sourceKey, fileName, sizeBytes });
      const encode = await videos.beginEncode(videoId);
      const asked = { askedAt: Date.now(), videoId, encode, sourceKey, sizeBytes, fileName };
      await enqueue(trx, 'object-stored', asked, `${videoId}:${encode}`);
      return true;
    });
    outbox.kick();
    return begun;
  }

  async #tell(videoId: string): Promise<void> {
    const video = await new VideosRepository(this.#deps.knex).find(videoId);
    if (!video || video.deletedAt) return;
    await this.#deps.live.tell([`video:${video.id}`, `person:${video.ownerId}`], frameOf(video));
  }
}

/** The last part of the path, read as a file's name is; else the host. */
const fileNameOf = ({ pathname, hostname }: URL): string => {
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // Not escaped as addresses are: taken as it stands.
  }
  return fileName.safeParse(name.slice(0, 255)).data || hostname;
};
