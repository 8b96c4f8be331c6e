/** What an uploader calls beside the rest: apart, so that no other element carries it. */
export const uploadPaths = {
  getLimits: 'GET /v1/limits',

  createUpload: 'POST /v1/uploads',
  listUploads: 'GET /v1/uploads',
  getUpload: 'GET /v1/uploads/:id',
  signParts: 'POST /v1/uploads/:id/parts',
  completeUpload: 'POST /v1/uploads/:id/complete',
  abortUpload: 'DELETE /v1/uploads/:id',
} as const;

export type UploadOperationId = keyof typeof uploadPaths;
