import type { Client } from '@vidkit/contracts/client/uploads';

import type { UploadItem } from '../model/upload-item.ts';
import { mediaProblem } from '../model/upload-problem.ts';
import { watchVideo, type WatchedVideo } from './video-watch.ts';

export interface ProcessingOptions {
  videoId: string;
  /** Whether to hold a live stream open. */
  live: boolean;
  onChange: (patch: Partial<UploadItem>) => void;
}

/** Follows a stored video until it is ready or has failed, as changes of its item. Returns the function that ends it. */
export const followProcessing = (
  client: Client,
  { videoId, live, onChange }: ProcessingOptions,
): (() => void) => {
  const ended = new AbortController();
  let linked = false;

  /** The server knows its public address better than we do. */
  const readLinks = async (): Promise<void> => {
    linked = true;
    const input = { params: { id: videoId }, signal: ended.signal };
    const playback = await client.call('getPlayback', input).catch(() => null);
    if (!playback || ended.signal.aborted) return;
    const { watchUrl, embedUrl, poster } = playback;
    onChange({ watchUrl, embedUrl, ...(poster ? { posterUrl: poster.url } : {}) });
  };

  const endWatch = watchVideo(client, videoId, {
    live,
    onVideo: (video) => {
      if (video.playable && !linked) void readLinks();
      onChange(patchFrom(video));
    },
    onRefused: () => onChange({ processing: null }),
  });

  return () => {
    ended.abort();
    endWatch();
  };
};

const patchFrom = ({
  status,
  playable,
  progress,
  failure,
  posterUrl,
  visibility,
}: WatchedVideo): Partial<UploadItem> => ({
  status,
  playable,
  ...(posterUrl === undefined ? {} : { posterUrl }),
  ...(visibility === undefined ? {} : { visibility }),
  ...(status === 'failed'
    ? { phase: 'failed', processing: null, problem: mediaProblem(failure?.code ?? 'unexpected') }
    : status === 'ready'
      ? { phase: 'ready', processing: null }
      : { processing: progress }),
});
