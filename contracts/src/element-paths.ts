/** What elements and the pages of viewers call: their bundles carry each of these strings, and those of no other operation. */
export const elementPaths = {
  getMe: 'GET /v1/me',

  getVideo: 'GET /v1/videos/:id',
  updateVideo: 'PATCH /v1/videos/:id',
  getPlayback: 'GET /v1/videos/:id/playback',
  unarchiveVideo: 'POST /v1/videos/:id/restore',
  followVideo: 'GET /v1/videos/:id/events',
  getViewerState: 'GET /v1/videos/:id/viewer',
  reactToVideo: 'PUT /v1/videos/:id/reaction',

  listComments: 'GET /v1/videos/:id/comments',
  createComment: 'POST /v1/videos/:id/comments',
  getComment: 'GET /v1/comments/:id',
  listReplies: 'GET /v1/comments/:id/replies',
  updateComment: 'PATCH /v1/comments/:id',
  deleteComment: 'DELETE /v1/comments/:id',
  reactToComment: 'PUT /v1/comments/:id/reaction',

  subscribe: 'PUT /v1/channels/:id/subscription',
  unsubscribe: 'DELETE /v1/channels/:id/subscription',

  getEmbedClient: 'GET /v1/embed-client',
} as const;

export type ElementOperationId = keyof typeof elementPaths;
