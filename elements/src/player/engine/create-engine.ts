import { PlayerError } from '../model/player-error.ts';
import { isHls, type Engine, type EngineOptions } from './engine.ts';
import { NativeEngine } from './native-engine.ts';

export { keepFresh } from '../source/keep-fresh.ts';
export { syncTracks } from '../source/tracks.ts';

/**
 * Picks who plays a source. Media source extensions come first even where the browser says that it knows HLS:
 * Chromium answers "maybe" and then offers neither qualities nor their automatic choice.
 *
 * @throws {PlayerError} `unsupported`, or `network` when the engine itself could not be fetched.
 */
export const createEngine = async (options: EngineOptions, type?: string): Promise<Engine> => {
  if (!isHls(options.url, type)) return new NativeEngine(options);
  if ('MediaSource' in window || 'ManagedMediaSource' in window) {
    const { HlsEngine } = await import('./hls-engine.ts').catch((cause: unknown) => {
      throw new PlayerError('network', 'engine not loaded', { cause });
    });
    if (HlsEngine.supported) return new HlsEngine(options);
  }
  if (options.media.canPlayType('application/vnd.apple.mpegurl')) return new NativeEngine(options);
  throw new PlayerError('unsupported', 'no media source extensions');
};
