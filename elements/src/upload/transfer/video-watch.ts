import { ApiError, type Client } from '@vidkit/contracts/client/uploads';
import { followEvents } from '@vidkit/contracts/client/events';
import type { Video } from '@vidkit/contracts/schemas/video';

export type WatchedVideo = Pick<Video, 'status' | 'playable' | 'progress' | 'failure'> &
  Partial<Pick<Video, 'posterUrl' | 'visibility'>>;

export interface VideoWatch {
  /** One open stream is enough for a page; the others ask from time to time. */
  live: boolean;
  onVideo: (video: WatchedVideo) => void;
  /** The server will not tell this viewer; the video goes its way all the same. */
  onRefused: () => void;
}

const firstPoll = 2_000;
const slowestPoll = 15_000;

/**
 * Follows a video through processing: live events, and questions wherever the stream is silent. Ends by itself
 * once the video is ready or has failed. Returns the function that ends it earlier.
 */
export const watchVideo = (client: Client, id: string, watch: VideoWatch): (() => void) => {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  let wait = firstPoll;
  let endStream = (): void => undefined;

  const end = (): void => {
    ended.abort();
    clearTimeout(timer);
    endStream();
  };

  const tell = (video: WatchedVideo): void => {
    if (ended.signal.aborted) return;
    watch.onVideo(video);
    if (video.status === 'ready' || video.status === 'failed') end();
  };

  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      tell(await client.call('getVideo', { params: { id }, signal: ended.signal }));
    } catch (error) {
      if (ended.signal.aborted) return;
      if (error instanceof ApiError && !error.temporary && error.code !== 'unauthenticated') {
        end();
        return watch.onRefused();
      }
    }
    if (ended.signal.aborted) return;
    timer = setTimeout(() => void ask(), wait);
    wait = Math.min(wait * 1.5, slowestPoll);
  };

  if (watch.live) {
    endStream = followEvents(
      client,
      'followVideo',
      { id },
      {
        onFrame: (frame) => {
          if (frame.type === 'reset') return void ask();
          if (frame.type !== 'video' || frame.videoId !== id) return;
          // The frame has no picture address, so the last word is read whole.
          if (frame.status === 'ready' || frame.status === 'failed') return void ask();
          wait = slowestPoll;
          tell(frame);
        },
      },
    );
  }
  void ask();
  return end;
};
