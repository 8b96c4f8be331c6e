import type { Comment, Reply } from '@vidkit/contracts/schemas/comment';

import { problem, type MockApi } from './api.ts';
import { idOf, videoId } from './ids.ts';
import { MockLive } from './live.ts';
import { ada, alan, grace, katherine } from './people.ts';

const minute = 60_000;
let made = 0;

export const createReply = (overrides: Partial<Reply> = {}): Reply => {
  made += 1;
  return {
    id: idOf(0x10_000 + made),
    videoId,
    rootId: null,
    parentId: null,
    author: alan,
    byCreator: false,
    body: 'What a light.',
    atMs: null,
    deleted: false,
    likes: 0,
    replyCount: 0,
    createdAt: new Date(Date.now() - made * 7 * minute).toISOString(),
    editedAt: null,
    version: 1,
    viewer: null,
    ...overrides,
  };
};

export const createComment = (overrides: Partial<Comment> = {}): Comment => {
  const comment = { ...createReply(overrides), replies: overrides.replies ?? [] };
  const replies = comment.replies.map((reply) => ({ ...reply, rootId: comment.id, parentId: comment.id }));
  return { ...comment, replies, replyCount: overrides.replyCount ?? replies.length };
};

/** A talk as there are many: moments, replies, a creator who answers, one that was deleted. */
export const talk = (): Comment[] => [
  createComment({
    author: katherine,
    body: 'The moment at 0:06 when the sun touches the hills is *exactly* the picture I was looking for.',
    atMs: 6_000,
    likes: 24,
    replies: [
      createReply({ author: ada, byCreator: true, body: 'Thank you! It took three evenings.', likes: 7 }),
      createReply({ author: alan, body: 'Three evenings well spent.' }),
    ],
    replyCount: 5,
  }),
  createComment({ author: grace, body: 'Which lens is this?', likes: 2, editedAt: new Date().toISOString() }),
  createComment({
    author: null,
    body: '',
    deleted: true,
    replies: [createReply({ author: katherine, body: 'I had asked myself the same.' })],
  }),
  createComment({ body: 'More at https://example.com/evenings?from=hills', likes: 1_204 }),
];

/** Marks what Grace may do in a list. */
export const asGrace = (comments: readonly Comment[]): Comment[] =>
  comments.map((comment) => {
    const seen = <C extends Reply>(one: C): C => {
      const own = one.author?.id === grace.id;
      return { ...one, viewer: { liked: one.likes > 20, canEdit: own, canDelete: own } };
    };
    return { ...seen(comment), replies: comment.replies.map(seen) };
  });

export interface CommentsWorld {
  readonly comments?: readonly Comment[];
  /** There are more pages than the first. */
  readonly more?: boolean;
  /** Replaces what the world answers. */
  readonly api?: MockApi;
}

/** The comments of one video. */
export const commentsApi = ({ comments = talk(), more = false, api = {} }: CommentsWorld = {}): MockApi => ({
  listComments: ({ query }) =>
    query.has('cursor')
      ? new Promise(() => undefined)
      : { items: [...comments], nextCursor: more ? 'next' : null },
  listReplies: ({ params }) => ({
    items: [3, 4, 5].map((n) => createReply({ rootId: params['id'] ?? null, body: `Reply number ${n}.` })),
    nextCursor: null,
  }),
  getComment: ({ params }) => comments.find(({ id }) => id === params['id']) ?? problem('not_found'),
  createComment: ({ body }) =>
    createComment({
      ...(body.id ? { id: body.id } : {}),
      author: grace,
      body: body.body,
      atMs: body.atMs ?? null,
      createdAt: new Date().toISOString(),
      viewer: { liked: false, canEdit: true, canDelete: true },
    }),
  reactToComment: ({ body, params }) => {
    const likes = comments.find(({ id }) => id === params['id'])?.likes ?? 0;
    return { liked: body.liked, likes: likes + (body.liked ? 1 : 0) };
  },
  followVideo: new MockLive().follow,
  ...api,
});
