import { PlayerError } from '../model/player-error.ts';
import { StartUp, type HandOver } from '../start/start-up.ts';
import { StartingEngine } from '../start/starting-engine.ts';
import { isHls, type Engine, type EngineOptions } from './engine.ts';
import { NativeEngine } from './native-engine.ts';

export { recordViews } from '../beacon/record-views.ts';
export { keepFresh } from '../source/keep-fresh.ts';
export { syncTracks } from '../source/tracks.ts';

/**
 * Picks who plays a source. Media source extensions come first even where the browser says that it knows HLS:
 * Chromium answers "maybe" and then offers neither qualities nor their automatic choice. A stream of ours begins by
 * itself, and `onSuccessor` names the engine that goes on with it.
 *
 * @throws {PlayerError} `unsupported`, or `network` when the engine itself could not be fetched.
 */
export const createEngine = async (
  options: EngineOptions,
  { type, onSuccessor }: { type: string; onSuccessor: (engine: Engine) => void },
): Promise<Engine> => {
  const { media, playback, url } = options;
  if (!isHls(url, type)) return new NativeEngine(options);
  const load = async () => {
    const [{ HlsEngine }, { default: Hls }] = await Promise.all([
      import('./hls-engine.ts'),
      playback ? import('./own-hls.ts') : import('./any-hls.ts'),
    ]);
    return { Hls, make: (over: HandOver | null) => new HlsEngine(options, Hls, over) };
  };
  // What servers are told, only the engine knows to say.
  if (playback && !options.cmcd && StartUp.suits(playback)) {
    return new StartingEngine(options, async () => (await load()).make, onSuccessor);
  }
  if ('MediaSource' in window || 'ManagedMediaSource' in window) {
    const { Hls, make } = await load().catch((cause: unknown) => {
      throw new PlayerError('network', 'engine not loaded', { cause });
    });
    if (Hls.isSupported()) return make(null);
  }
  if (media.canPlayType('application/vnd.apple.mpegurl')) return new NativeEngine(options);
  throw new PlayerError('unsupported', 'no media source extensions');
};
