import type { PlayerPort } from '../model/player-port.ts';
import {
  loadCastLibrary,
  type CastSession,
  type RemotePlayer,
  type RemotePlayerController,
} from './cast-sender.ts';

/** A receiver application of Google's, such as the default one, CC1AD845. */
const appIdPattern = /^[0-9A-F]{8}$/i;

/** The receiver that the page wants; null where there is none, it is not one, or the browser cannot cast. */
export const castAppId = ({ element }: PlayerPort): string | null => {
  const id = element.getAttribute('cast-app-id') ?? '';
  return 'chrome' in window && appIdPattern.test(id) ? id : null;
};

/** One stay of a video on a Cast device: it goes there where it is, and comes back where it was then. */
export class Cast {
  readonly #port: PlayerPort;
  readonly #onChange: () => void;
  #player: RemotePlayer | null = null;
  #session: CastSession | null = null;
  #controller: RemotePlayerController | null = null;
  /** Where the device is: the library forgets it when it disconnects. */
  #position = 0;
  #paused = false;

  constructor(port: PlayerPort, onChange: () => void) {
    this.#port = port;
    this.#onChange = onChange;
    const { media } = port;
    // Keys and buttons play and seek here: it is the device that is meant.
    media.addEventListener('play', () => {
      if (!this.#player) return;
      media.pause();
      this.togglePlay();
    });
    media.addEventListener('seeking', () => {
      if (!this.#player) return;
      this.#player.currentTime = media.currentTime;
      this.#controller?.seek();
    });
  }

  /** Of the device; null while it plays here. */
  get deviceName(): string | null {
    return this.#session?.getCastDevice().friendlyName ?? null;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /**
   * Asks for a device and moves there. Resolves without doing so when the viewer changed their mind.
   *
   * @throws when the library or the device cannot be reached.
   */
  async start(appId: string): Promise<void> {
    const { framework, media } = await loadCastLibrary();
    const context = framework.CastContext.getInstance();
    context.setOptions({ receiverApplicationId: appId, autoJoinPolicy: 'origin_scoped' });
    try {
      await context.requestSession();
    } catch (error) {
      if (error === 'cancel') return;
      throw error;
    }
    const session = context.getCurrentSession();
    if (!session) return;

    const { playback, currentSrc, paused, currentTime } = this.#port;
    const hls = playback !== null || /\.m3u8(\?|$)/i.test(currentSrc);
    const info = new media.MediaInfo(currentSrc, hls ? 'application/x-mpegURL' : 'video/mp4');
    info['metadata'] = Object.assign(new media.GenericMediaMetadata(), {
      title: playback?.title ?? document.title,
      subtitle: playback?.channel.name ?? '',
      images: playback?.poster ? [{ url: playback.poster.url }] : [],
    });
    // Ours are fMP4; the receiver would take them for transport streams.
    if (playback) Object.assign(info, { hlsSegmentFormat: 'fmp4', hlsVideoSegmentFormat: 'fmp4' });
    const request = Object.assign(new media.LoadRequest(info), { currentTime, autoplay: !paused });
    this.#position = currentTime;
    this.#port.pause();
    try {
      await session.loadMedia(request);
    } catch (error) {
      session.endSession(true);
      if (!paused) void this.#port.play().catch(() => undefined);
      throw error;
    }
    this.#session = session;
    this.#follow(framework);
    this.#onChange();
  }

  togglePlay(): void {
    this.#controller?.playOrPause();
  }

  /** Plays here again, where the device was. */
  stop(): void {
    this.#session?.endSession(true);
    this.#comeBack();
  }

  #follow(framework: Awaited<ReturnType<typeof loadCastLibrary>>['framework']): void {
    const player = new framework.RemotePlayer();
    const controller = new framework.RemotePlayerController(player);
    this.#player = player;
    this.#controller = controller;
    this.#paused = player.isPaused;
    controller.addEventListener('currentTimeChanged', () => {
      if (this.#player === player && player.currentTime > 0) this.#position = player.currentTime;
    });
    controller.addEventListener('isPausedChanged', () => {
      if (this.#player !== player) return;
      this.#paused = player.isPaused;
      this.#onChange();
    });
    controller.addEventListener('isConnectedChanged', () => {
      if (this.#player === player && !player.isConnected) this.#comeBack();
    });
  }

  #comeBack(): void {
    if (!this.#player) return;
    const paused = this.#paused;
    this.#player = null;
    this.#session = null;
    this.#port.currentTime = this.#position;
    if (!paused) void this.#port.play().catch(() => undefined);
    this.#onChange();
  }
}
