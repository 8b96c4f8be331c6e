import type { CommentSort } from '@vidkit/contracts/schemas/comment';

import type { Knex } from '../../db/connect.ts';

export interface CommentRecord {
  readonly id: string;
  readonly videoId: string;
  readonly rootId: string | null;
  readonly parentId: string | null;
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly body: string;
  readonly atMs: number | null;
  readonly likes: number;
  readonly replyCount: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** Whether the asking person likes it. */
  readonly liked: boolean;
}

interface Row {
  id: string;
  video_id: string;
  root_id: string | null;
  parent_id: string | null;
  author_id: string | null;
  author_name: string | null;
  body: string;
  at_ms: number | null;
  likes: number;
  reply_count: number;
  version: number;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  liked: boolean;
}

export interface NewComment {
  readonly id: string;
  readonly videoId: string;
  readonly parentId: string | null;
  readonly authorId: string;
  readonly body: string;
  readonly atMs: number | null;
}

const previewReplies = 2;

/** Roots by keyset over stored columns; a thread is one range of `(root_id, id)`. */
export class CommentsRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  transaction<T>(work: (comments: CommentsRepository) => Promise<T>): Promise<T> {
    return this.#knex.transaction((trx) => work(new CommentsRepository(trx)));
  }

  /**
   * Inserts once, whatever the number of repeats, and moves both counters in the same transaction. False when
   * the comment to answer is gone or under another video.
   */
  async insert(comment: NewComment): Promise<'inserted' | 'exists' | 'parent_missing'> {
    return this.#knex.transaction(async (trx) => {
      let rootId: string | null = null;
      if (comment.parentId !== null) {
        const parent = await trx('comment')
          .where({ id: comment.parentId, video_id: comment.videoId })
          .whereNull('deleted_at')
          .first<{ id: string; root_id: string | null } | undefined>('id', 'root_id');
        if (!parent) return 'parent_missing';
        rootId = parent.root_id ?? parent.id;
      }
      const inserted = await trx('comment')
        .insert({
          id: comment.id,
          video_id: comment.videoId,
          root_id: rootId,
          parent_id: comment.parentId,
          author_id: comment.authorId,
          body: comment.body,
          at_ms: comment.atMs,
        })
        .onConflict('id')
        .ignore()
        .returning('id');
      if (inserted.length === 0) return 'exists';
      if (rootId !== null) await trx('comment').where({ id: rootId }).increment('reply_count', 1);
      await trx('video').where({ id: comment.videoId }).increment('comments', 1);
      return 'inserted';
    });
  }

  async find(id: string, viewerId: string | null): Promise<CommentRecord | null> {
    const row = await this.#select(viewerId).where('comment.id', id).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** One row more than the limit. `after` is the sort position of the last row seen. */
  async listRoots(options: {
    videoId: string;
    viewerId: string | null;
    sort: CommentSort;
    after: readonly (string | number)[] | undefined;
    limit: number;
  }): Promise<CommentRecord[]> {
    const query = this.#select(options.viewerId)
      .where('comment.video_id', options.videoId)
      .whereNull('comment.root_id')
      .where('comment.listed', true)
      .limit(options.limit + 1);
    const { after } = options;
    if (options.sort === 'top') {
      query.orderBy('comment.likes', 'desc').orderBy('comment.id', 'desc');
      if (after) query.whereRaw('(comment.likes, comment.id) < (?, ?)', [Number(after[0]), String(after[1])]);
    } else {
      const newest = options.sort === 'newest';
      query.orderBy('comment.id', newest ? 'desc' : 'asc');
      if (after) query.where('comment.id', newest ? '<' : '>', String(after[0]));
    }
    return (await query.then((rows: Row[]) => rows)).map(toRecord);
  }

  /** The first two visible replies of each root, in one query. */
  async listFirstReplies(rootIds: readonly string[], viewerId: string | null): Promise<CommentRecord[]> {
    if (rootIds.length === 0) return [];
    const { rows } = await this.#knex.raw<{ rows: { id: string }[] }>(
      `select reply.id from unnest(?::uuid[]) as root (id)
       cross join lateral (
         select comment.id from comment where comment.root_id = root.id and comment.deleted_at is null
         order by comment.id limit ?) as reply`,
      [[...rootIds], previewReplies],
    );
    const replies = await this.#select(viewerId)
      .whereIn(
        'comment.id',
        rows.map((row) => row.id),
      )
      .orderBy('comment.id')
      .then((found: Row[]) => found);
    return replies.map(toRecord);
  }

  async listReplies(
    rootId: string,
    viewerId: string | null,
    after: string | undefined,
    limit: number,
  ): Promise<CommentRecord[]> {
    const query = this.#select(viewerId)
      .where('comment.root_id', rootId)
      .whereNull('comment.deleted_at')
      .orderBy('comment.id')
      .limit(limit + 1);
    if (after !== undefined) query.where('comment.id', '>', after);
    return (await query.then((rows: Row[]) => rows)).map(toRecord);
  }

  /** False when the version is no longer the given one. */
  async updateBody(id: string, version: number, body: string): Promise<boolean> {
    const count = await this.#knex('comment')
      .where({ id, version })
      .whereNull('deleted_at')
      .update({ body, edited_at: this.#knex.fn.now(), version: version + 1 });
    return count > 0;
  }

  /** Clears body and author; the place stays while it has replies. False when it was already gone. */
  async markDeleted(id: string): Promise<boolean> {
    return this.#knex.transaction(async (trx) => {
      const [row] = await trx('comment')
        .where({ id })
        .whereNull('deleted_at')
        .update({
          body: '',
          author_id: null,
          at_ms: null,
          deleted_at: trx.fn.now(),
          version: trx.raw('version + 1'),
        })
        .returning<{ root_id: string | null; video_id: string }[]>(['root_id', 'video_id']);
      if (!row) return false;
      if (row.root_id !== null) await trx('comment').where({ id: row.root_id }).decrement('reply_count', 1);
      await trx('video').where({ id: row.video_id }).decrement('comments', 1);
      return true;
    });
  }

  #select(viewerId: string | null): Knex.QueryBuilder {
    return this.#knex('comment')
      .leftJoin('person', 'person.id', 'comment.author_id')
      .select('comment.*', 'person.name as author_name')
      .select(
        viewerId === null
          ? this.#knex.raw('false as liked')
          : this.#knex.raw(
              'exists (select from comment_reaction where comment_id = comment.id and person_id = ?) as liked',
              [viewerId],
            ),
      );
  }
}

const toRecord = (row: Row): CommentRecord => ({
  id: row.id,
  videoId: row.video_id,
  rootId: row.root_id,
  parentId: row.parent_id,
  author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
  body: row.body,
  atMs: row.at_ms,
  likes: row.likes,
  replyCount: row.reply_count,
  version: row.version,
  createdAt: row.created_at,
  editedAt: row.edited_at,
  deletedAt: row.deleted_at,
  liked: row.liked,
});
