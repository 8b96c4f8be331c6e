import { followEvents } from '@vidkit/contracts/client/events';
import type { Client } from '@vidkit/contracts/client';
import type { LiveFrame } from '@vidkit/contracts/events/live';

export interface FrameReader {
  readonly frames: LiveFrame[];
  /** Waits for a frame; rejects after five seconds. */
  until<T extends LiveFrame>(test: (frame: LiveFrame) => frame is T): Promise<T>;
  until(test: (frame: LiveFrame) => boolean): Promise<LiveFrame>;
  stop(): void;
}

/** Follows a live stream with the client that elements use. Resolves once the stream is open. */
export const readFrames = async (
  client: Client,
  id: 'followMe' | 'followVideo',
  params: Record<string, string> = {},
): Promise<FrameReader> => {
  const frames: LiveFrame[] = [];
  let wake = (): void => undefined;
  const opened = Promise.withResolvers<void>();
  const stop = followEvents(client, id, params, {
    onFrame: (frame) => {
      frames.push(frame);
      wake();
    },
    onOpen: () => opened.resolve(),
    onRefused: (status) => opened.reject(new Error(`refused with ${status}`)),
  });
  await opened.promise;
  return {
    frames,
    stop,
    until: async (test: (frame: LiveFrame) => boolean) => {
      const deadline = Date.now() + 5000;
      for (;;) {
        const found = frames.find(test);
        if (found) return found as never;
        const left = deadline - Date.now();
        if (left <= 0) throw new Error(`no such frame among ${JSON.stringify(frames)}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, left);
        });
      }
    },
  };
};
