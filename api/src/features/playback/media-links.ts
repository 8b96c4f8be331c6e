import type { Publication } from '@vidkit/contracts/events/media';
import type { UrlSigner } from '@vidkit/platform/ports/url-signer';

import { posterOf, type VideoRecord } from '../videos/video-record.ts';

export interface MediaLinksOptions {
  readonly publicUrl: string;
  readonly signer: UrlSigner;
  /** How long a link lasts at least; at most twice as long. */
  readonly ttlSeconds: number;
}

/** A right to read what a video has published. */
export interface MediaRight {
  readonly expiresAt: Date;
  /** The one origin to whose pages it is given; null: to everybody who has the link. */
  readonly origin: string | null;
}

/** Absolute addresses of a video's published files, each with its own right to be read. */
export class MediaLinks {
  readonly #options: MediaLinksOptions;

  constructor(options: MediaLinksOptions) {
    this.#options = options;
  }

  /** No right lasts longer. */
  get longestMs(): number {
    return this.#options.ttlSeconds * 2000;
  }

  /** Ends of rights lie on a grid: those who ask within the same step get equal links, which caches can share. */
  expiry(now = new Date()): Date {
    const step = this.#options.ttlSeconds * 1000;
    return new Date((Math.floor(now.getTime() / step) + 2) * step);
  }

  /** A file by a right that opens the whole video, so that what it names relatively opens too. */
  file(videoId: string, publication: Publication, file: string, right: MediaRight): string {
    const base = `/v/${videoId}/`;
    const signed = this.#options.signer.sign(base, right.expiresAt, right.origin);
    return `${this.#options.publicUrl}${signed}${below(base, publication)}${file}`;
  }

  /** Any one file of a video by a right that opens nothing else: a picture may stand where the video must not play. */
  ofFile(key: string, expiresAt = this.expiry()): string {
    return `${this.#options.publicUrl}${this.#options.signer.signFile(`/${key}`, expiresAt)}`;
  }

  poster(video: Pick<VideoRecord, 'poster' | 'publication'>): string | null {
    const shown = posterOf(video);
    return shown && this.ofFile(`${shown.prefix}${shown.file}`);
  }

  /** An address of the poster that stays, and leads to one that ends. */
  stablePoster(videoId: string): string {
    return `${this.watchPage(videoId)}/poster.jpg`;
  }

  /** The same for its stream. */
  stableStream(videoId: string): string {
    return `${this.watchPage(videoId)}/video.m3u8`;
  }

  watchPage(videoId: string): string {
    return `${this.#options.publicUrl}/watch/${videoId}`;
  }

  transcript(videoId: string): string {
    return `${this.#options.publicUrl}/v1/videos/${videoId}/transcript`;
  }

  embedPage(videoId: string): string {
    return `${this.#options.publicUrl}/embed/${videoId}`;
  }
}

const below = (base: string, publication: Publication): string => {
  if (!publication.prefix.startsWith(base.slice(1))) throw new Error(`publication outside ${base}`);
  return publication.prefix.slice(base.length - 1);
};
