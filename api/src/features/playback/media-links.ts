import type { Publication } from '@vidkit/contracts/events/media';
import type { UrlSigner } from '@vidkit/platform/ports/url-signer';

const hourMs = 3_600_000;

/** Absolute addresses of a video's published files, each with its own right to be read. */
export class MediaLinks {
  readonly #publicUrl: string;
  readonly #signer: UrlSigner;

  constructor(publicUrl: string, signer: UrlSigner) {
    this.#publicUrl = publicUrl;
    this.#signer = signer;
  }

  /** Between one and two hours ahead, on the hour: links of the same hour are equal and can be cached. */
  expiry(now = new Date()): Date {
    return new Date((Math.floor(now.getTime() / hourMs) + 2) * hourMs);
  }

  file(videoId: string, publication: Publication, file: string, expiresAt = this.expiry()): string {
    const base = `/v/${videoId}/`;
    if (!publication.prefix.startsWith(base.slice(1))) throw new Error(`publication outside ${base}`);
    return `${this.#publicUrl}${this.#signer.sign(base, expiresAt)}${publication.prefix.slice(base.length - 1)}${file}`;
  }

  poster(videoId: string, publication: Publication | null): string | null {
    return publication?.poster ? this.file(videoId, publication, publication.poster.file) : null;
  }

  watchPage(videoId: string): string {
    return `${this.#publicUrl}/watch/${videoId}`;
  }

  embedPage(videoId: string): string {
    return `${this.#publicUrl}/embed/${videoId}`;
  }
}
