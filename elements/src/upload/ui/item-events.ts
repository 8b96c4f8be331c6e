import { isStored, type UploadItem } from '../model/upload-item.ts';
import { eventDetail, type UploadEventMap } from '../upload-events.ts';

const opens = (name: keyof UploadEventMap, detail: unknown): Event =>
  new CustomEvent(name, { detail, bubbles: true, composed: true });

/** The events that lie between two states of one file, in order. */
export const eventsBetween = (before: UploadItem | undefined, now: UploadItem): Event[] => {
  const events: Event[] = [];
  const detail = eventDetail(now);
  const began = now.uploadId !== null && now.phase === 'uploading';
  if (began && (before?.uploadId !== now.uploadId || before.phase === 'waiting')) {
    events.push(opens('vid-upload-start', detail));
  }
  if (before && now.sentBytes > before.sentBytes) events.push(opens('vid-upload-progress', detail));
  if (isStored(now) && !(before && isStored(before))) events.push(opens('vid-upload-stored', detail));
  if (now.phase === 'ready' && before?.phase !== 'ready') events.push(opens('vid-upload-ready', detail));
  if (now.phase === 'failed' && before?.phase !== 'failed' && now.problem) {
    const { code, retryable } = now.problem;
    events.push(opens('vid-upload-error', { ...detail, code, retryable }));
  }
  return events;
};
