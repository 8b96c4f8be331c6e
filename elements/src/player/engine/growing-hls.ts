import Hls from 'hls.js';

/**
 * hls.js for a video that is still being encoded. To hls.js a playlist without an end is a live stream, whose viewers
 * belong near its edge: without this it would bring back whoever seeks ahead of what there is, instead of waiting.
 */
export class GrowingHls extends Hls {
  override get liveSyncPosition(): null {
    return null;
  }
}
