import type { Playback } from '@vidkit/contracts/schemas/playback';

import type { HlsConfig } from 'hls.js';

import type { PlayerError } from '../model/player-error.ts';
import type { Quality } from '../model/quality.ts';

/** One sound that a viewer can choose, such as another language or a described picture. */
export interface AudioTrack {
  readonly id: number;
  readonly label: string;
  /** BCP 47; empty where the stream does not say. */
  readonly language: string;
  /** Such as `description` or `commentary`, as `AudioTrack.kind` of HTML has it. */
  readonly role?: string;
}

/** What an engine knows of its own work, for those who want to see it. */
export interface EngineFacts {
  /** Of what is on the screen, as `CODECS` of HLS. */
  readonly codecs: string;
  /** Estimated bits per second of the line. */
  readonly bandwidth: number | null;
  /** Seconds behind what is happening; null for what is not live. */
  readonly latency: number | null;
}

/** Moments of a stream in a picture of their own. */
export interface Frames {
  readonly picture: HTMLVideoElement;
  /** As soon as it is there; a later wish takes the place of one that still waits. */
  show(seconds: number): void;
  destroy(): void;
}

/** Puts one source into a media element and keeps it there. */
export interface Engine {
  /** Best first; empty when there is no choice. */
  readonly qualities: readonly Quality[];
  /** The chosen quality, or null for automatic. Setting it takes effect within a segment. */
  quality: number | null;
  /** What is on the screen now. */
  readonly activeQuality: Quality | null;
  /** Keeps the automatic choice at `savingQuality`, to spare the line. */
  dataSaver: boolean;
  readonly savingQuality: Quality | null;
  /** Empty when there is no choice. */
  readonly audioTracks: readonly AudioTrack[];
  /** Id of the one that is heard. */
  audioTrack: number;
  readonly facts: EngineFacts | null;
  /** Seconds of the media at which viewers of a live stream are; null for what is not live, and where nobody says. */
  readonly livePosition: number | null;
  /** The language of what is heard, as the stream tells it; null where it does not. */
  readonly soundLanguage: string | null;
  /** The stream brings the texts of a video itself, and the browser makes tracks of them. */
  readonly bringsTexts: boolean;
  /** The keyframes, where the stream lists them by themselves (`EXT-X-I-FRAME-STREAM-INF`); null where and until it does not. */
  openFrames?(): Frames | null;
  /** Fetches media from now on, from `startTime` seconds; before, only what tells about the video. Once. */
  start(startTime: number): void;
  /** The media's right to be read was renewed; `url` is the new address of the same source. */
  renew(url: string): void;
  destroy(): void;
}

export interface EngineOptions {
  readonly media: HTMLVideoElement;
  /** The player, whose attributes say what of a viewer may be remembered. */
  readonly host: Element;
  /** Tells servers of media what is being played and how it goes (CTA-5004), in the address of each request. */
  readonly cmcd: boolean;
  /** Licence servers by key system, as `drmSystems` of hls.js; null for what is not encrypted. */
  readonly drmSystems: HlsConfig['drmSystems'] | null;
  readonly url: string;
  /** What the API says of it; null for an address of the page's own. */
  readonly playback: Playback | null;
  /** The qualities, or the active one, are others now. */
  readonly onChange: () => void;
  /** The server refused a file (401, 403): answers with a renewed address, or null. */
  readonly onExpired: () => Promise<string | null>;
  /** The engine gave up; it plays no more. */
  readonly onError: (error: PlayerError) => void;
}

/** HLS by address: the path ends in `.m3u8`, or says nothing and the type does. */
export const isHls = (url: string, type = ''): boolean =>
  /mpegurl/i.test(type) || /\.m3u8$/i.test(new URL(url, document.baseURI).pathname);
