import { elementPaths } from './element-paths.ts';
import { historyPaths } from './history-paths.ts';
import { uploadPaths } from './upload-paths.ts';

/** Method and address of every operation. Free of schemas, so that a browser bundle carries only strings. */
export const paths = {
  ...elementPaths,
  ...historyPaths,
  ...uploadPaths,

  followMe: 'GET /v1/me/events',

  importVideo: 'POST /v1/imports',

  createUploadToken: 'POST /v1/upload-tokens',
  listUploadTokens: 'GET /v1/upload-tokens',
  revokeUploadToken: 'DELETE /v1/upload-tokens/:id',

  listVideos: 'GET /v1/videos',
  listFolders: 'GET /v1/folders',
  deleteVideo: 'DELETE /v1/videos/:id',
  restoreVideo: 'POST /v1/videos/:id/undelete',
  reprocessVideo: 'POST /v1/videos/:id/reprocess',
  archiveVideo: 'POST /v1/videos/:id/archive',
  getTexts: 'GET /v1/videos/:id/texts',
  putCaptions: 'PUT /v1/videos/:id/captions/:kind/:language',
  deleteCaptions: 'DELETE /v1/videos/:id/captions/:kind/:language',
  generateCaptions: 'POST /v1/videos/:id/captions/generate',
  putChapters: 'PUT /v1/videos/:id/chapters',
  getTranscript: 'GET /v1/videos/:id/transcript',
  getTrim: 'GET /v1/videos/:id/trim',
  putTrim: 'PUT /v1/videos/:id/trim',
  getPoster: 'GET /v1/videos/:id/poster',
  putPoster: 'PUT /v1/videos/:id/poster',
  putPosterPicture: 'PUT /v1/videos/:id/poster/picture',
  downloadSource: 'POST /v1/videos/:id/source/download',
  restoreSource: 'POST /v1/videos/:id/source/restore',

  recordEvents: 'POST /v1/events',
  getVideoMetrics: 'GET /v1/videos/:id/metrics',

  listSites: 'GET /v1/sites',
  createSite: 'POST /v1/sites',
  deleteSite: 'DELETE /v1/sites/:id',
} as const;

export type OperationId = keyof typeof paths;
