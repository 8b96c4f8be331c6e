import type { CaptionKind, Chapter } from '@vidkit/contracts/schemas/texts';

import type { Knex } from '../../db/connect.ts';

export interface CaptionRecord {
  readonly kind: CaptionKind;
  readonly language: string;
  readonly label: string;
  readonly isDefault: boolean;
  /** Heard by a program, and by nobody corrected. */
  readonly generated: boolean;
  readonly cues: number;
  /** Of the WebVTT in the object store. */
  readonly objectKey: string;
  readonly updatedAt: Date;
}

export type CaptionName = Pick<CaptionRecord, 'kind' | 'language'>;

/** Texts of a video: what the creator wrote, null where there is nothing. */
export interface TextRecords {
  readonly captions: readonly CaptionRecord[];
  readonly chapters: readonly Chapter[] | null;
}

interface Row {
  kind: CaptionKind;
  language: string;
  label: string;
  is_default: boolean;
  generated: boolean;
  cues: number;
  object_key: string;
  updated_at: Date;
}

export class TextsRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(videoId: string): Promise<TextRecords> {
    const [captions, list] = await Promise.all([
      this.#knex('caption')
        .where({ video_id: videoId })
        .orderBy([{ column: 'is_default', order: 'desc' }, 'language', 'kind'])
        .select<Row[]>('*'),
      this.#knex('chapter_list').where({ video_id: videoId }).first<{ chapters: Chapter[] } | undefined>(),
    ]);
    return { captions: captions.map(toRecord), chapters: list?.chapters ?? null };
  }

  /** Returns what it replaces, if anything. Locks the video, so that one track at most is the default. */
  putCaptions(
    videoId: string,
    { kind, language, label, isDefault, generated, cues, objectKey }: Omit<CaptionRecord, 'updatedAt'>,
  ): Promise<CaptionRecord | null> {
    return this.#knex.transaction(async (trx) => {
      await trx('video').where({ id: videoId }).forUpdate().select('id');
      const name = { video_id: videoId, kind, language };
      const before = await trx('caption').where(name).first<Row | undefined>();
      if (isDefault) await trx('caption').where({ video_id: videoId }).update({ is_default: false });
      await trx('caption')
        .insert({
          ...name,
          label,
          is_default: isDefault,
          generated,
          cues,
          object_key: objectKey,
          updated_at: trx.fn.now(3),
        })
        .onConflict(['video_id', 'kind', 'language'])
        .merge();
      return before ? toRecord(before) : null;
    });
  }

  /** Adds a track unless the video has one of that kind and language. False when it has. */
  async addCaptions(videoId: string, track: Omit<CaptionRecord, 'updatedAt'>): Promise<boolean> {
    const rows = await this.#knex('caption')
      .insert({
        video_id: videoId,
        kind: track.kind,
        language: track.language,
        label: track.label,
        is_default: track.isDefault,
        generated: track.generated,
        cues: track.cues,
        object_key: track.objectKey,
      })
      .onConflict(['video_id', 'kind', 'language'])
      .ignore()
      .returning<{ language: string }[]>('language');
    return rows.length > 0;
  }

  /** Puts a track in the place of one that was generated, or of none. Returns what stood there, which keeps its place if a person wrote it. */
  putGenerated(
    videoId: string,
    { kind, language, label, cues, objectKey }: Omit<CaptionRecord, 'updatedAt' | 'isDefault' | 'generated'>,
  ): Promise<CaptionRecord | null> {
    return this.#knex.transaction(async (trx) => {
      await trx('video').where({ id: videoId }).forUpdate().select('id');
      const name = { video_id: videoId, kind, language };
      const before = await trx('caption').where(name).first<Row | undefined>();
      if (before && !before.generated) return toRecord(before);
      const track = { label, is_default: false, generated: true, cues, object_key: objectKey };
      await trx('caption')
        .insert({ ...name, ...track, updated_at: trx.fn.now(3) })
        .onConflict(['video_id', 'kind', 'language'])
        .merge();
      return before ? toRecord(before) : null;
    });
  }

  /** Returns what was there; null when nothing was. */
  async deleteCaptions(videoId: string, { kind, language }: CaptionName): Promise<CaptionRecord | null> {
    const rows = await this.#knex('caption')
      .where({ video_id: videoId, kind, language })
      .delete()
      .returning<Row[]>('*');
    return rows[0] ? toRecord(rows[0]) : null;
  }

  async putChapters(videoId: string, chapters: readonly Chapter[] | null): Promise<void> {
    if (chapters === null) {
      await this.#knex('chapter_list').where({ video_id: videoId }).delete();
      return;
    }
    await this.#knex('chapter_list')
      .insert({ video_id: videoId, chapters: JSON.stringify(chapters) })
      .onConflict('video_id')
      .merge();
  }
}

const toRecord = (row: Row): CaptionRecord => ({
  kind: row.kind,
  language: row.language,
  label: row.label,
  isDefault: row.is_default,
  generated: row.generated,
  cues: row.cues,
  objectKey: row.object_key,
  updatedAt: row.updated_at,
});
