/** Method and address of every operation. Free of schemas, so that a browser bundle carries only these strings. */
export const paths = {
  getMe: 'GET /v1/me',
  followMe: 'GET /v1/me/events',
  getLimits: 'GET /v1/limits',

  createUpload: 'POST /v1/uploads',
  listUploads: 'GET /v1/uploads',
  getUpload: 'GET /v1/uploads/:id',
  signParts: 'POST /v1/uploads/:id/parts',
  completeUpload: 'POST /v1/uploads/:id/complete',
  abortUpload: 'DELETE /v1/uploads/:id',

  importVideo: 'POST /v1/imports',

  listVideos: 'GET /v1/videos',
  getVideo: 'GET /v1/videos/:id',
  updateVideo: 'PATCH /v1/videos/:id',
  deleteVideo: 'DELETE /v1/videos/:id',
  restoreVideo: 'POST /v1/videos/:id/undelete',
  reprocessVideo: 'POST /v1/videos/:id/reprocess',
  getTexts: 'GET /v1/videos/:id/texts',
  putCaptions: 'PUT /v1/videos/:id/captions/:kind/:language',
  deleteCaptions: 'DELETE /v1/videos/:id/captions/:kind/:language',
  putChapters: 'PUT /v1/videos/:id/chapters',
  getTranscript: 'GET /v1/videos/:id/transcript',
  downloadSource: 'POST /v1/videos/:id/source/download',
  restoreSource: 'POST /v1/videos/:id/source/restore',
  getPlayback: 'GET /v1/videos/:id/playback',
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

  listSites: 'GET /v1/sites',
  createSite: 'POST /v1/sites',
  deleteSite: 'DELETE /v1/sites/:id',
  getEmbedClient: 'GET /v1/embed-client',
} as const;

export type OperationId = keyof typeof paths;
