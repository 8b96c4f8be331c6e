import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { Page } from '@vidkit/contracts/schemas/basics';
import type { Comment, CommentSort, Reply } from '@vidkit/contracts/schemas/comment';

import { AppError, versionConflict } from '../../http/app-error.ts';
import type { Cursors } from '../../http/cursors.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { PeopleService } from '../people/people.service.ts';
import type { VideoRecord } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';
import type { CommentRecord, CommentsRepository } from './comments.repository.ts';

export interface CommentsDeps {
  comments: CommentsRepository;
  videos: VideosService;
  people: PeopleService;
  cursors: Cursors;
  live: LiveHub;
}

const editableForMs = 24 * 3_600_000;

/** Threads of comments under videos. Who may see the video may read and, signed in, write. */
export class CommentsService {
  readonly #deps: CommentsDeps;

  constructor(deps: CommentsDeps) {
    this.#deps = deps;
  }

  async create(
    videoId: string,
    authorId: string,
    comment: { id: string; parentId?: string | undefined; body: string; atMs?: number | undefined },
  ): Promise<Comment> {
    const video = await this.#deps.videos.visible(videoId, authorId);
    const body = comment.body.trim();
    if (body === '') throw new AppError('comment_empty');
    assertRecent(comment.id);
    await this.#deps.people.ensure(authorId);
    const outcome = await this.#deps.comments.insert({
      id: comment.id,
      videoId,
      parentId: comment.parentId ?? null,
      authorId,
      body,
      atMs: comment.atMs ?? null,
    });
    if (outcome === 'parent_missing') throw new AppError('comment_parent_missing');
    const record = await this.#deps.comments.find(comment.id, authorId);
    // An id that names somebody else's comment is no business of this caller.
    if (record?.author?.id !== authorId || record.videoId !== videoId) throw new AppError('not_found');
    if (outcome === 'inserted') await this.#tell('added', record);
    return { ...this.#view(record, video, authorId), replies: [] };
  }

  async get(id: string, viewerId: string | null): Promise<Comment> {
    const { record, video } = await this.#visible(id, viewerId);
    const replies = record.rootId === null ? await this.#deps.comments.listFirstReplies([id], viewerId) : [];
    return {
      ...this.#view(record, video, viewerId),
      replies: replies.map((reply) => this.#view(reply, video, viewerId)),
    };
  }

  async list(
    videoId: string,
    viewerId: string | null,
    query: { sort: CommentSort; limit: number; cursor?: string | undefined },
  ): Promise<Page<Comment>> {
    const video = await this.#deps.videos.visible(videoId, viewerId);
    const { sort, limit } = query;
    const scope = `comments:${videoId}:${sort}`;
    const after = this.#deps.cursors.decode(scope, query.cursor);
    const roots = await this.#deps.comments.listRoots({ videoId, viewerId, sort, after, limit });
    const page = this.#deps.cursors.page(scope, roots, limit, (root) =>
      sort === 'top' ? [root.likes, root.id] : [root.id],
    );
    const replies = Map.groupBy(
      await this.#deps.comments.listFirstReplies(
        page.items.filter((root) => root.replyCount > 0).map((root) => root.id),
        viewerId,
      ),
      (reply) => reply.rootId,
    );
    return {
      items: page.items.map((root) => ({
        ...this.#view(root, video, viewerId),
        replies: (replies.get(root.id) ?? []).map((reply) => this.#view(reply, video, viewerId)),
      })),
      nextCursor: page.nextCursor,
    };
  }

  async listReplies(
    id: string,
    viewerId: string | null,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Reply>> {
    const { video } = await this.#visible(id, viewerId);
    const scope = `replies:${id}`;
    const after = this.#deps.cursors.decode(scope, query.cursor)?.[0];
    const rows = await this.#deps.comments.listReplies(
      id,
      viewerId,
      after === undefined ? undefined : String(after),
      query.limit,
    );
    const page = this.#deps.cursors.page(scope, rows, query.limit, (row) => [row.id]);
    return { items: page.items.map((row) => this.#view(row, video, viewerId)), nextCursor: page.nextCursor };
  }

  async update(id: string, authorId: string, version: number, text: string): Promise<Comment> {
    const { record } = await this.#visible(id, authorId);
    if (record.author?.id !== authorId) throw new AppError('not_found');
    const body = text.trim();
    if (body === '') throw new AppError('comment_empty');
    if (!editable(record)) throw new AppError('comment_edit_closed');
    if (!(await this.#deps.comments.updateBody(id, version, body))) {
      throw versionConflict(record.version);
    }
    await this.#tell('edited', record);
    return this.get(id, authorId);
  }

  /** By its author or the owner of the video. Repeating it is no error. */
  async delete(id: string, accountId: string): Promise<void> {
    const record = await this.#deps.comments.find(id, accountId);
    if (!record) throw new AppError('not_found');
    const video = await this.#deps.videos.visible(record.videoId, accountId);
    if (record.deletedAt) return;
    if (record.author?.id !== accountId && video.ownerId !== accountId) throw new AppError('not_found');
    if (await this.#deps.comments.markDeleted(id)) await this.#tell('removed', record);
  }

  async #visible(
    id: string,
    viewerId: string | null,
  ): Promise<{ record: CommentRecord; video: VideoRecord }> {
    const record = await this.#deps.comments.find(id, viewerId);
    if (!record || (record.deletedAt && record.replyCount === 0)) throw new AppError('not_found');
    return { record, video: await this.#deps.videos.visible(record.videoId, viewerId) };
  }

  #view(record: CommentRecord, video: VideoRecord, viewerId: string | null): Reply {
    const deleted = record.deletedAt !== null;
    const own = record.author !== null && record.author.id === viewerId;
    return {
      id: record.id,
      videoId: record.videoId,
      rootId: record.rootId,
      parentId: record.parentId,
      author: record.author && { ...record.author, avatarUrl: null },
      byCreator: record.author?.id === video.ownerId,
      body: record.body,
      atMs: record.atMs,
      deleted,
      likes: record.likes,
      replyCount: record.replyCount,
      createdAt: record.createdAt.toISOString(),
      editedAt: record.editedAt?.toISOString() ?? null,
      version: record.version,
      viewer:
        viewerId === null
          ? null
          : {
              liked: record.liked,
              canEdit: !deleted && own && editable(record),
              canDelete: !deleted && (own || video.ownerId === viewerId),
            },
    };
  }

  async #tell(change: 'added' | 'edited' | 'removed', record: CommentRecord): Promise<void> {
    const frame: LiveFrame = {
      type: 'comment',
      videoId: record.videoId,
      change,
      commentId: record.id,
      rootId: record.rootId,
    };
    await this.#deps.live.record(`video:${record.videoId}`, frame);
    if (change === 'edited') return;
    const video = await this.#deps.videos.visible(record.videoId, null).catch(() => null);
    if (video) {
      const counts: LiveFrame = {
        type: 'counts',
        videoId: video.id,
        likes: video.likes,
        comments: video.comments,
      };
      await this.#deps.live.tell([`video:${video.id}`], counts);
    }
  }
}

const editable = (record: CommentRecord): boolean => Date.now() - record.createdAt.getTime() < editableForMs;

const toleranceMs = 24 * 3_600_000;

/** Ids order the list by time, so one made by a client must be a UUIDv7 (RFC 9562, 5.7) of about now. */
const assertRecent = (id: string): void => {
  const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  if (id[14] !== '7' || Math.abs(Date.now() - madeAt) > toleranceMs) {
    throw new AppError('invalid_request', 'The id of a comment must be a UUID of version 7 made now.', {
      fields: [{ pointer: '/id', code: 'invalid_format', message: 'must be a UUID of version 7 made now' }],
    });
  }
};
