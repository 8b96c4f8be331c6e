import { z } from 'zod';

import type { ErrorCode } from './errors/catalogue.ts';
import type { OperationId } from './paths.ts';
import { id, page, pageQuery } from './schemas/basics.ts';
import {
  comment,
  commentListQuery,
  commentPatch,
  createComment,
  reaction,
  reactionState,
  reply,
  subscriptionState,
  viewerState,
} from './schemas/comment.ts';
import { playback } from './schemas/playback.ts';
import { createSite, embedClient, limits, site } from './schemas/site.ts';
import {
  completedUpload,
  completeUpload,
  createdUpload,
  createUpload,
  signedParts,
  signParts,
  upload,
} from './schemas/upload.ts';
import {
  captionParams,
  putCaptions,
  putChapters,
  storedCaptions,
  transcript,
  transcriptQuery,
  videoTexts,
} from './schemas/texts.ts';
import { me, video, videoListQuery, videoPatch } from './schemas/video.ts';

/** What an access token may do. The embed scopes are a subset. */
export const scopes = {
  'videos:read': 'See your videos, also private ones',
  'videos:write': 'Edit, publish and delete your videos',
  'uploads:write': 'Upload videos to your channel',
  'comments:write': 'Write comments in your name',
  'reactions:write': 'Like and subscribe in your name',
  'sites:write': 'Manage the sites on which people can sign in',
} as const;
export type Scope = keyof typeof scopes;

export interface Operation {
  readonly tag: string;
  readonly summary: string;
  /** `optional`: a visitor gets the public answer, a signed-in person their own. */
  readonly auth: 'none' | 'optional' | 'required';
  readonly scope?: Scope;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: number;
  /** Absent for 204 and for event streams. */
  readonly response?: z.ZodType;
  /** A stream of `events/live` frames. */
  readonly stream?: true;
  /** Takes `Idempotency-Key`. */
  readonly idempotent?: true;
  /** Demands `If-Match`. */
  readonly conditional?: true;
  readonly errors: readonly ErrorCode[];
}

const byId = z.object({ id });

const define = <T extends Record<OperationId, Operation>>(operations: T): T => operations;

export const operations = define({
  getMe: {
    tag: 'Identity',
    summary: 'The signed-in person',
    auth: 'required',
    status: 200,
    response: me,
    errors: [],
  },
  followMe: {
    tag: 'Live',
    summary: 'Changes of all my videos, as server-sent events',
    auth: 'required',
    scope: 'videos:read',
    status: 200,
    stream: true,
    errors: [],
  },
  getLimits: {
    tag: 'Uploads',
    summary: 'What this server accepts',
    auth: 'none',
    status: 200,
    response: limits,
    errors: [],
  },

  createUpload: {
    tag: 'Uploads',
    summary: 'Open an upload and get its first signed parts',
    auth: 'required',
    scope: 'uploads:write',
    body: createUpload,
    status: 201,
    response: createdUpload,
    idempotent: true,
    errors: ['file_empty', 'file_too_large', 'file_type_refused', 'too_many_uploads', 'storage_full'],
  },
  listUploads: {
    tag: 'Uploads',
    summary: 'My unfinished uploads, newest first',
    auth: 'required',
    scope: 'uploads:write',
    query: pageQuery,
    status: 200,
    response: page(upload),
    errors: ['invalid_cursor'],
  },
  getUpload: {
    tag: 'Uploads',
    summary: 'State and stored parts of an upload',
    auth: 'required',
    scope: 'uploads:write',
    params: byId,
    status: 200,
    response: upload,
    errors: ['not_found'],
  },
  signParts: {
    tag: 'Uploads',
    summary: 'Signed URLs for parts, up to 100 at once',
    auth: 'required',
    scope: 'uploads:write',
    params: byId,
    body: signParts,
    status: 200,
    response: signedParts,
    errors: ['not_found', 'upload_closed', 'part_number_invalid'],
  },
  completeUpload: {
    tag: 'Uploads',
    summary: 'Check all parts and hand the file to processing',
    auth: 'required',
    scope: 'uploads:write',
    params: byId,
    body: completeUpload,
    status: 200,
    response: completedUpload,
    errors: [
      'not_found',
      'upload_closed',
      'part_number_invalid',
      'parts_missing',
      'part_mismatch',
      'checksum_mismatch',
      'storage_full',
    ],
  },
  abortUpload: {
    tag: 'Uploads',
    summary: 'Give an upload up',
    auth: 'required',
    scope: 'uploads:write',
    params: byId,
    status: 204,
    errors: ['not_found', 'upload_closed'],
  },

  listVideos: {
    tag: 'Videos',
    summary: 'My videos, newest first',
    auth: 'required',
    scope: 'videos:read',
    query: videoListQuery,
    status: 200,
    response: page(video),
    errors: ['invalid_cursor'],
  },
  getVideo: {
    tag: 'Videos',
    summary: 'One video',
    auth: 'optional',
    params: byId,
    status: 200,
    response: video,
    errors: ['not_found'],
  },
  updateVideo: {
    tag: 'Videos',
    summary: 'Change title, description, language, visibility or where it may be embedded',
    auth: 'required',
    scope: 'videos:write',
    params: byId,
    body: videoPatch,
    status: 200,
    response: video,
    conditional: true,
    errors: ['not_found', 'precondition_required', 'version_conflict'],
  },
  deleteVideo: {
    tag: 'Videos',
    summary: 'Delete a video; it can be restored for a while',
    auth: 'required',
    scope: 'videos:write',
    params: byId,
    status: 204,
    errors: ['not_found'],
  },
  restoreVideo: {
    tag: 'Videos',
    summary: 'Take a deletion back',
    auth: 'required',
    scope: 'videos:write',
    params: byId,
    status: 200,
    response: video,
    errors: ['not_found'],
  },
  reprocessVideo: {
    tag: 'Videos',
    summary: 'Encode again from the stored source',
    auth: 'required',
    scope: 'videos:write',
    params: byId,
    status: 202,
    response: video,
    errors: ['not_found', 'object_missing'],
  },
  getTexts: {
    tag: 'Texts',
    summary: 'Captions and chapters of a video',
    auth: 'optional',
    params: byId,
    status: 200,
    response: videoTexts,
    errors: ['not_found'],
  },
  putCaptions: {
    tag: 'Texts',
    summary: 'Store captions of one kind and language, WebVTT or SubRip',
    auth: 'required',
    scope: 'videos:write',
    params: captionParams,
    body: putCaptions,
    status: 200,
    response: storedCaptions,
    errors: ['not_found', 'captions_unreadable', 'too_many_captions', 'body_too_large'],
  },
  deleteCaptions: {
    tag: 'Texts',
    summary: 'Remove captions of one kind and language',
    auth: 'required',
    scope: 'videos:write',
    params: captionParams,
    status: 204,
    errors: ['not_found'],
  },
  putChapters: {
    tag: 'Texts',
    summary: 'Store chapters, or go back to those of the file',
    auth: 'required',
    scope: 'videos:write',
    params: byId,
    body: putChapters,
    status: 200,
    response: videoTexts,
    errors: ['not_found'],
  },
  getTranscript: {
    tag: 'Texts',
    summary: 'What is said and when, whole or by words',
    auth: 'optional',
    params: byId,
    query: transcriptQuery,
    status: 200,
    response: transcript,
    errors: ['not_found'],
  },
  getPlayback: {
    tag: 'Playback',
    summary: 'All that a player needs',
    auth: 'optional',
    params: byId,
    status: 200,
    response: playback,
    errors: ['not_found', 'not_playable', 'origin_not_allowed'],
  },
  followVideo: {
    tag: 'Live',
    summary: 'Changes of one video and its comments, as server-sent events',
    auth: 'optional',
    params: byId,
    status: 200,
    stream: true,
    errors: ['not_found'],
  },
  getViewerState: {
    tag: 'Reactions',
    summary: 'What I have done with a video',
    auth: 'required',
    params: byId,
    status: 200,
    response: viewerState,
    errors: ['not_found'],
  },
  reactToVideo: {
    tag: 'Reactions',
    summary: 'Like a video, or take it back',
    auth: 'required',
    scope: 'reactions:write',
    params: byId,
    body: reaction,
    status: 200,
    response: reactionState,
    errors: ['not_found'],
  },

  listComments: {
    tag: 'Comments',
    summary: 'Comments with their first replies',
    auth: 'optional',
    params: byId,
    query: commentListQuery,
    status: 200,
    response: page(comment),
    errors: ['not_found', 'invalid_cursor'],
  },
  createComment: {
    tag: 'Comments',
    summary: 'Comment or reply',
    auth: 'required',
    scope: 'comments:write',
    params: byId,
    body: createComment,
    status: 201,
    response: comment,
    idempotent: true,
    errors: ['not_found', 'comment_empty', 'comment_parent_missing'],
  },
  getComment: {
    tag: 'Comments',
    summary: 'One comment',
    auth: 'optional',
    params: byId,
    status: 200,
    response: comment,
    errors: ['not_found'],
  },
  listReplies: {
    tag: 'Comments',
    summary: 'Replies of a thread, oldest first',
    auth: 'optional',
    params: byId,
    query: pageQuery,
    status: 200,
    response: page(reply),
    errors: ['not_found', 'invalid_cursor'],
  },
  updateComment: {
    tag: 'Comments',
    summary: 'Edit my comment',
    auth: 'required',
    scope: 'comments:write',
    params: byId,
    body: commentPatch,
    status: 200,
    response: comment,
    conditional: true,
    errors: [
      'not_found',
      'comment_empty',
      'comment_edit_closed',
      'precondition_required',
      'version_conflict',
    ],
  },
  deleteComment: {
    tag: 'Comments',
    summary: 'Delete my comment, or one under my video',
    auth: 'required',
    scope: 'comments:write',
    params: byId,
    status: 204,
    errors: ['not_found'],
  },
  reactToComment: {
    tag: 'Reactions',
    summary: 'Like a comment, or take it back',
    auth: 'required',
    scope: 'reactions:write',
    params: byId,
    body: reaction,
    status: 200,
    response: reactionState,
    errors: ['not_found'],
  },

  subscribe: {
    tag: 'Reactions',
    summary: 'Subscribe to a channel',
    auth: 'required',
    scope: 'reactions:write',
    params: byId,
    status: 200,
    response: subscriptionState,
    errors: ['not_found'],
  },
  unsubscribe: {
    tag: 'Reactions',
    summary: 'End a subscription',
    auth: 'required',
    scope: 'reactions:write',
    params: byId,
    status: 200,
    response: subscriptionState,
    errors: ['not_found'],
  },

  listSites: {
    tag: 'Sites',
    summary: 'Sites on which people can sign in through my embeds',
    auth: 'required',
    scope: 'sites:write',
    query: pageQuery,
    status: 200,
    response: page(site),
    errors: ['invalid_cursor'],
  },
  createSite: {
    tag: 'Sites',
    summary: 'Register a site',
    auth: 'required',
    scope: 'sites:write',
    body: createSite,
    status: 201,
    response: site,
    idempotent: true,
    errors: ['origin_taken'],
  },
  deleteSite: {
    tag: 'Sites',
    summary: 'End sign-in on a site',
    auth: 'required',
    scope: 'sites:write',
    params: byId,
    status: 204,
    errors: ['not_found'],
  },
  getEmbedClient: {
    tag: 'Sites',
    summary: 'How an element on the calling origin signs people in',
    auth: 'none',
    status: 200,
    response: embedClient,
    errors: ['site_not_registered'],
  },
});

export type Operations = typeof operations;
