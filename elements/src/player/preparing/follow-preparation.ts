import { createClient } from '@vidkit/contracts/client/elements';
import type { ClientOptions } from '@vidkit/contracts/client/of';
import { followEvents } from '@vidkit/contracts/client/events';
import type { ProcessingProgress, VideoStatus } from '@vidkit/contracts/schemas/video';

/** Between two questions when the live stream is refused, in milliseconds. */
const pollPause = 8_000;
/** How often the time that is left is told anew, in milliseconds. */
const countPause = 20_000;

/** What is known of a video that cannot be played yet. */
export interface Preparation {
  readonly videoId: string;
  readonly status: VideoStatus;
  /** Null while nobody has begun. */
  readonly progress: ProcessingProgress | null;
  /** When a video that is being restored is back, at the earliest. */
  readonly readyAt: string | null;
  readonly posterUrl: string | null;
  /** Of asking for a video that rests. */
  readonly asking: 'no' | 'now' | 'failed';
  /** Asks for a video that rests. What comes of it is told like all else. */
  readonly restore: () => Promise<void>;
}

export interface PreparationListener {
  readonly signal: AbortSignal;
  /** Whether something plays already; then only the finished video is news. */
  readonly playable: () => boolean;
  readonly onChange: (preparation: Preparation) => void;
  /** There may be something new to play: ask. */
  readonly onNews: () => void;
  /** Final; `code` is one of the contract's media failures. */
  readonly onFailed: (code: string) => void;
  /** The work is over and nothing is followed any more. */
  readonly onEnd: () => void;
}

const underWay: ReadonlySet<VideoStatus> = new Set([
  'draft',
  'uploading',
  'processing',
  'archived',
  'restoring',
]);

/** A video, or a frame about it. */
interface News {
  readonly status: VideoStatus;
  readonly playable: boolean;
  readonly progress: ProcessingProgress | null;
  readonly readyAt: string | null;
  readonly posterUrl?: string | null;
  readonly failure: { readonly code: string } | null;
}

const unknown = {
  status: 'draft',
  progress: null,
  readyAt: null,
  posterUrl: null,
  asking: 'no',
} as const;

/** Follows a video from upload to its last rendition, or back from the archive, until it is there or the signal ends it. */
export const followPreparation = (
  options: ClientOptions,
  videoId: string,
  listener: PreparationListener,
): void => {
  const client = createClient(options);
  const { signal, playable } = listener;
  let polling: ReturnType<typeof setInterval> | undefined;
  let known: Preparation | null = null;

  const end = (): void => {
    stop();
    clearInterval(polling);
    clearInterval(counting);
    listener.onEnd();
  };

  const tell = (news: Partial<Preparation> = {}): void => {
    known = { ...unknown, videoId, restore, ...known, ...news };
    listener.onChange(known);
  };

  const read = (video: News): void => {
    const done = !underWay.has(video.status);
    if (done) end();
    if (video.status === 'failed' && !video.playable) listener.onFailed(video.failure?.code ?? 'unknown');
    else if (video.playable && (done || !playable())) listener.onNews();
    else {
      const { status, progress, readyAt, posterUrl = known?.posterUrl ?? null } = video;
      tell({ status, progress, readyAt, posterUrl });
    }
  };

  /** What happened before the stream was open, or while it was broken. */
  const ask = async (): Promise<void> => {
    const video = await client.call('getVideo', { params: { id: videoId }, signal }).catch(() => null);
    if (video && !signal.aborted) read(video);
    else if (!signal.aborted && !playable()) listener.onNews();
  };

  const restore = async (): Promise<void> => {
    tell({ asking: 'now' });
    try {
      const video = await client.call('unarchiveVideo', { params: { id: videoId }, signal });
      tell({ asking: 'no' });
      read(video);
    } catch {
      if (!signal.aborted) tell({ asking: 'failed' });
    }
  };

  const counting = setInterval(() => known?.readyAt && tell(), countPause);
  const stop = followEvents(
    client,
    'followVideo',
    { id: videoId },
    {
      onOpen: () => void ask(),
      onFrame: (frame) => {
        if (frame.type === 'reset') void ask();
        else if (frame.type === 'video' && frame.videoId === videoId) read(frame);
      },
      onRefused: () => (polling = setInterval(() => void ask(), pollPause)),
    },
  );
  signal.addEventListener('abort', end, { once: true });
};
