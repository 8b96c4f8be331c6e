/** What a player calls for a signed-in viewer once a video plays: apart, so that no element carries it before. */
export const historyPaths = {
  listHistory: 'GET /v1/me/history',
  clearHistory: 'DELETE /v1/me/history',
  getHistoryEntry: 'GET /v1/me/history/:videoId',
  putHistoryEntry: 'PUT /v1/me/history/:videoId',
  deleteHistoryEntry: 'DELETE /v1/me/history/:videoId',
} as const;

export type HistoryOperationId = keyof typeof historyPaths;
