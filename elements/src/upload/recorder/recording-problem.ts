/** Why nothing can be recorded. Texts come from the catalogue by these. */
export type RecordingProblem =
  'permission_refused' | 'no_device' | 'device_busy' | 'not_supported' | 'storage_full' | 'recording_failed';

const byName: Readonly<Record<string, RecordingProblem>> = {
  NotAllowedError: 'permission_refused',
  SecurityError: 'permission_refused',
  NotFoundError: 'no_device',
  OverconstrainedError: 'no_device',
  NotReadableError: 'device_busy',
  AbortError: 'device_busy',
  NotSupportedError: 'not_supported',
  TypeError: 'not_supported',
  QuotaExceededError: 'storage_full',
};

/** From what browsers throw (Media Capture and Streams, 10.2; File System, 4). */
export const recordingProblem = (error: unknown): RecordingProblem =>
  byName[(error as { name?: string } | null)?.name ?? ''] ?? 'recording_failed';
