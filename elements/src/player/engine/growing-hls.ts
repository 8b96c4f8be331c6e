import type Hls from 'hls.js';

/**
 * hls.js for a video that is still being encoded. To hls.js a playlist without an end is a live stream, whose viewers
 * belong near its edge: without this it would bring back whoever seeks ahead of what there is, instead of waiting.
 */
export const growing = (Kind: typeof Hls): typeof Hls =>
  class extends Kind {
    override get liveSyncPosition(): null {
      return null;
    }
  };
