import type { UploadItem } from './model/upload-item.ts';

/** What the events of `<vid-upload>` say about a file. */
export interface UploadEventDetail {
  /** Of this page; the same through all events of one file. */
  readonly id: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly sentBytes: number;
  /** Known once the upload is open. */
  readonly videoId: string | null;
  readonly title: string;
}

export interface UploadErrorDetail extends UploadEventDetail {
  /** Of the public error catalogue, or one that only a browser can find, such as `file_changed`. */
  readonly code: string;
  readonly retryable: boolean;
}

export interface UploadDetailsDetail extends UploadEventDetail {
  /** The copy of the page's own form, a child of the element; null where the page has none. */
  readonly container: HTMLElement | null;
}

export interface UploadEventMap {
  'vid-upload-start': CustomEvent<UploadEventDetail>;
  'vid-upload-progress': CustomEvent<UploadEventDetail>;
  'vid-upload-stored': CustomEvent<UploadEventDetail>;
  'vid-upload-ready': CustomEvent<UploadEventDetail>;
  'vid-upload-error': CustomEvent<UploadErrorDetail>;
  'vid-upload-details': CustomEvent<UploadDetailsDetail>;
}

export const eventDetail = ({
  id,
  fileName,
  size,
  sentBytes,
  videoId,
  title,
}: UploadItem): UploadEventDetail => ({
  id,
  fileName,
  size,
  sentBytes,
  videoId,
  title,
});
