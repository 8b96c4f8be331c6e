import { z } from 'zod';

import { id, milliseconds, pageQuery, person, text, timestamp } from './basics.ts';

/** Characters in one comment. */
export const commentMaxLength = 5_000;

const commentFields = {
  id,
  videoId: id,
  /** The comment that opened the thread; null on it itself. */
  rootId: id.nullable(),
  /** The comment this one answers. */
  parentId: id.nullable(),
  /** Null once deleted. */
  author: person.nullable(),
  /** True when the author owns the video. */
  byCreator: z.boolean(),
  /** As typed; empty once deleted. Never HTML. */
  body: z.string(),
  /** The moment in the video that it speaks of. */
  atMs: milliseconds.nullable(),
  deleted: z.boolean(),
  likes: z.int().min(0),
  /** On roots: all visible replies. */
  replyCount: z.int().min(0),
  createdAt: timestamp,
  editedAt: timestamp.nullable(),
  version: z.int().min(1),
  /** What the asking person may do; null for a visitor. */
  viewer: z.object({ liked: z.boolean(), canEdit: z.boolean(), canDelete: z.boolean() }).nullable(),
};

export const reply = z.object(commentFields);
/** The first two replies of a root travel with it. */
export const comment = z.object({ ...commentFields, replies: z.array(reply) });
export type Reply = z.infer<typeof reply>;
export type Comment = z.infer<typeof comment>;

export const commentSort = z.enum(['newest', 'oldest', 'top']);
export type CommentSort = z.infer<typeof commentSort>;

export const commentListQuery = pageQuery.extend({ sort: commentSort.default('newest') });
export type CommentListQuery = z.input<typeof commentListQuery>;

const body = text(commentMaxLength);

export const createComment = z.strictObject({
  /** Made by the client (UUIDv7), so that a retry is the same comment. */
  id: id.optional(),
  parentId: id.optional(),
  body,
  atMs: milliseconds.optional(),
});
export type CreateComment = z.input<typeof createComment>;

export const commentPatch = z.strictObject({ body });
export type CommentPatch = z.input<typeof commentPatch>;

export const reaction = z.strictObject({ liked: z.boolean() });
export type Reaction = z.infer<typeof reaction>;

export const reactionState = z.object({ liked: z.boolean(), likes: z.int().min(0) });
export type ReactionState = z.infer<typeof reactionState>;

export const subscriptionState = z.object({ subscribed: z.boolean(), subscribers: z.int().min(0) });
export type SubscriptionState = z.infer<typeof subscriptionState>;

/** What the asking person has done with a video. */
export const viewerState = z.object({ liked: z.boolean(), subscribed: z.boolean(), owner: z.boolean() });
export type ViewerState = z.infer<typeof viewerState>;
