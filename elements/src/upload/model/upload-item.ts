import type { ProcessingProgress, VideoStatus, Visibility } from '@vidkit/contracts/schemas/video';

import type { UploadProblem } from './upload-problem.ts';

/**
 * `checking → waiting → uploading → completing → processing → ready`. `paused` and `reconnecting` lie inside
 * `uploading`. `interrupted` is an upload of an earlier visit that waits for its file. `failed` and `canceled` end it.
 */
export type UploadPhase =
  | 'checking'
  | 'waiting'
  | 'uploading'
  | 'paused'
  | 'reconnecting'
  | 'completing'
  | 'processing'
  | 'ready'
  | 'interrupted'
  | 'failed'
  | 'canceled';

/** Whose trouble it is while `reconnecting`: the viewer's line, or our server. */
export type Trouble = 'offline' | 'network' | 'server';

export type TitleState = 'idle' | 'unsaved' | 'saving' | 'saved' | 'failed' | 'locked';

/** One file as it stands. A new object after every change. */
export interface UploadItem {
  /** Of this page; not the server's. */
  readonly id: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Null while `interrupted`. */
  readonly file: File | null;
  readonly phase: UploadPhase;
  readonly title: string;
  readonly titleState: TitleState;
  readonly uploadId: string | null;
  readonly videoId: string | null;
  /** Never falls, but for an upload that starts again from nothing. */
  readonly sentBytes: number;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly trouble: Trouble | null;
  readonly processing: ProcessingProgress | null;
  readonly status: VideoStatus | null;
  /** One rendition plays already. */
  readonly playable: boolean;
  readonly posterUrl: string | null;
  readonly visibility: Visibility | null;
  /** Where people watch it, and what a frame of another page shows; known once it is stored. */
  readonly watchUrl: string | null;
  readonly embedUrl: string | null;
  readonly problem: UploadProblem | null;
  /** An `interrupted` upload that goes on by one click: the browser still knows the file. */
  readonly canReopen: boolean;
}

export const newItem = (id: string, file: Pick<File, 'name' | 'size'>): UploadItem => ({
  id,
  fileName: file.name,
  size: file.size,
  file: null,
  phase: 'checking',
  title: titleFrom(file.name),
  titleState: 'idle',
  uploadId: null,
  videoId: null,
  sentBytes: 0,
  bytesPerSecond: null,
  secondsLeft: null,
  trouble: null,
  processing: null,
  status: null,
  playable: false,
  posterUrl: null,
  visibility: null,
  watchUrl: null,
  embedUrl: null,
  problem: null,
  canReopen: false,
});

/** Bytes are moving, or would be if they could: leaving the page now costs something. */
export const isMoving = ({ phase }: UploadItem): boolean =>
  phase === 'uploading' ||
  phase === 'reconnecting' ||
  phase === 'completing' ||
  phase === 'waiting' ||
  phase === 'checking';

/** The bytes are safely on the server. */
export const isStored = ({ phase, videoId, status }: UploadItem): boolean =>
  videoId !== null &&
  (phase === 'processing' || phase === 'ready' || (phase === 'failed' && status === 'failed'));

export const isOver = ({ phase }: UploadItem): boolean =>
  phase === 'ready' || phase === 'failed' || phase === 'canceled';

/** A title from a file's name: without the ending, with spaces for separators, at most 200 characters. */
export const titleFrom = (fileName: string): string => {
  const stem = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const spaced = stem
    .replace(/[_]+|(?<=\S)\.(?=\S)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (spaced || fileName.trim() || 'Video').slice(0, 200);
};
