import type { Locator, Page, Request } from 'playwright-core';

import { until } from './until.ts';

export interface PlaybackFacts {
  readonly seconds: number;
  readonly paused: boolean;
  readonly frames: number;
  readonly audioBytes: number;
  /** Lines of the picture that is shown. */
  readonly height: number;
  /** The reason of a failure, or null. */
  readonly error: string | null;
}

type Media = HTMLVideoElement & { readonly webkitAudioDecodedByteCount: number };

/** What a `<vid-player>` and the decoder behind it say. */
export const factsOf = (player: Locator): Promise<PlaybackFacts> =>
  player.evaluate((element) => {
    const host = element as HTMLVideoElement;
    const media = element.shadowRoot?.querySelector('video') as Media;
    const { error } = host as unknown as { error: { reason: string } | null };
    return {
      seconds: host.currentTime,
      paused: host.paused,
      frames: media.getVideoPlaybackQuality().totalVideoFrames,
      audioBytes: media.webkitAudioDecodedByteCount,
      height: media.videoHeight,
      error: error?.reason ?? null,
    };
  });

/** Resolves when the position, decoded frames and decoded sound all have moved on. */
export const playsOn = async (player: Locator, { sound = true } = {}): Promise<PlaybackFacts> => {
  const before = await factsOf(player);
  return until('Playback moves on', async () => {
    const now = await factsOf(player);
    if (now.error) throw new Error(`The player failed: ${now.error}`);
    const heard = !sound || now.audioBytes > before.audioBytes;
    return now.seconds > before.seconds + 0.5 && now.frames > before.frames + 5 && heard ? now : null;
  });
};

/** Names of the renditions whose media the page asked for, in order: `720`, `240`, `audio-und`. */
export const followRenditions = (page: Page): string[] => {
  const asked: string[] = [];
  page.on('request', (request: Request) => {
    const name = /\/p\/[^/]+\/v\/[^/]+\/\d+\/([^/?]+)\.mp4/.exec(request.url())?.[1];
    if (name) asked.push(name);
  });
  return asked;
};

export interface Line {
  /** In bytes per second. */
  limitTo(download: number): Promise<void>;
  /** As fast as it can be. */
  release(): Promise<void>;
}

/** Lets the page load at most this many bytes per second, and nothing from the browser's cache. */
export const limitBandwidth = async (page: Page, download: number): Promise<Line> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const limitTo = async (downloadThroughput: number): Promise<void> => {
    const conditions = { offline: false, latency: 20, downloadThroughput, uploadThroughput: -1 };
    await session.send('Network.emulateNetworkConditions', conditions);
  };
  await limitTo(download);
  return { limitTo, release: () => limitTo(-1) };
};

/** Seeks past everything that is loaded. Returns the new position in seconds. */
export const skipBuffer = (player: Locator): Promise<number> =>
  player.evaluate((element) => {
    const media = element as HTMLVideoElement;
    const { buffered } = media;
    const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
    if (end + 8 > media.duration) throw new Error(`${end} of ${media.duration} s are loaded already`);
    media.currentTime = end + 2;
    return end + 2;
  });
