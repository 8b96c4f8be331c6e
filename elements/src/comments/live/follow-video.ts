import type { Client } from '@vidkit/contracts/client/elements';
import { followEvents } from '@vidkit/contracts/client/events';
import type { LiveFrame } from '@vidkit/contracts/events/live';

/** One stream for all elements of the page that follow the same video of the same API. */
interface Stream {
  listeners: Set<LiveListener>;
  connected: boolean;
  stop: () => void;
}

export interface LiveListener {
  onFrame(frame: LiveFrame): void;
  /** What happened since the last frame may have been missed: ask. Also the beat of the fallback while offline. */
  onGap(): void;
}

const streams = new Map<string, Stream>();
/** Asks this often while no stream stands. */
const pollInterval = 15_000;

/** Follows a video while the page is visible. Returns the function that ends it. */
export const followVideo = (client: Client, videoId: string, listener: LiveListener): (() => void) => {
  let leave: (() => void) | null = null;
  const followVisibility = () => {
    if (document.hidden) {
      leave?.();
      leave = null;
    } else leave ??= join(client, videoId, listener);
  };
  followVisibility();
  document.addEventListener('visibilitychange', followVisibility);
  return () => {
    document.removeEventListener('visibilitychange', followVisibility);
    leave?.();
  };
};

const join = (client: Client, videoId: string, listener: LiveListener): (() => void) => {
  const key = `${client.baseUrl} ${videoId}`;
  const stream = streams.get(key) ?? openStream(client, videoId);
  streams.set(key, stream);
  stream.listeners.add(listener);
  if (stream.connected) listener.onGap();
  return () => {
    stream.listeners.delete(listener);
    if (stream.listeners.size > 0) return;
    stream.stop();
    streams.delete(key);
  };
};

const openStream = (client: Client, videoId: string): Stream => {
  const listeners = new Set<LiveListener>();
  const gap = () => listeners.forEach((listener) => listener.onGap());
  const stop = followEvents(
    client,
    'followVideo',
    { id: videoId },
    {
      onFrame: (frame) => listeners.forEach((listener) => listener.onFrame(frame)),
      onOpen: ({ resumed }) => {
        stream.connected = true;
        if (!resumed) gap();
      },
      onClose: () => (stream.connected = false),
    },
  );
  const poll = setInterval(() => {
    if (!stream.connected) gap();
  }, pollInterval);
  const stream: Stream = {
    listeners,
    connected: false,
    stop: () => {
      clearInterval(poll);
      stop();
    },
  };
  return stream;
};
