import type { Client } from '@vidkit/contracts/client/elements';
import { followEvents } from '@vidkit/contracts/client/events';
import type { ProcessingProgress, VideoStatus } from '@vidkit/contracts/schemas/video';

/** Between two questions when the live stream is refused, in milliseconds. */
const pollPause = 8_000;

export interface PreparationListener {
  readonly signal: AbortSignal;
  /** Whether something plays already; then only the finished video is news. */
  readonly playable: () => boolean;
  readonly onProgress: (progress: ProcessingProgress | null) => void;
  /** There may be something new to play: ask. */
  readonly onNews: () => void;
  /** Final; `code` is one of the contract's media failures. */
  readonly onFailed: (code: string) => void;
  /** The work is over and nothing is followed any more. */
  readonly onEnd: () => void;
}

const underWay: ReadonlySet<VideoStatus> = new Set(['draft', 'uploading', 'processing', 'restoring']);

/** Follows a video from upload to its last rendition, until it is done or the signal ends it. */
export const followPreparation = (client: Client, videoId: string, listener: PreparationListener): void => {
  const { signal, playable } = listener;
  let polling: ReturnType<typeof setInterval> | undefined;

  const end = (): void => {
    stop();
    clearInterval(polling);
    listener.onEnd();
  };

  const read = (video: {
    status: VideoStatus;
    playable: boolean;
    progress: ProcessingProgress | null;
    failure: { code: string } | null;
  }): void => {
    const done = !underWay.has(video.status);
    if (done) end();
    if (video.status === 'failed' && !video.playable) listener.onFailed(video.failure?.code ?? 'unknown');
    else if (video.playable && (done || !playable())) listener.onNews();
    else listener.onProgress(video.progress);
  };

  /** What happened before the stream was open, or while it was broken. */
  const ask = async (): Promise<void> => {
    const video = await client.call('getVideo', { params: { id: videoId }, signal }).catch(() => null);
    if (video && !signal.aborted) read(video);
    else if (!signal.aborted && !playable()) listener.onNews();
  };

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
