/** Why nothing plays, as far as a viewer can act on it. */
export type PlayerErrorCode =
  | 'offline'
  | 'network'
  | 'forbidden'
  | 'not_found'
  | 'unsupported'
  | 'decode'
  | 'processing_failed'
  | 'no_source';

/** `MediaError.code` of HTML: 2 network, 3 decode, 4 source not supported. */
const mediaErrorCodes: Record<PlayerErrorCode, 2 | 3 | 4> = {
  offline: 2,
  network: 2,
  forbidden: 4,
  not_found: 4,
  unsupported: 4,
  decode: 3,
  processing_failed: 4,
  no_source: 4,
};

/** As much of a `MediaError` as scripts can tell, and why. */
export interface FailedMedia extends MediaError {
  readonly reason: PlayerErrorCode;
}

/** A failure that the player could not heal by itself. `message` is for developers; viewers read the catalogue. */
export class PlayerError extends Error {
  readonly code: PlayerErrorCode;
  /** More precise than `code`, for support: an HTTP status, an engine's detail, a failure code of processing. */
  readonly detail: string;
  #mediaError: FailedMedia | undefined;

  constructor(code: PlayerErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = 'PlayerError';
    this.code = code;
    this.detail = detail;
  }

  /** What `HTMLMediaElement.error` is: only browsers can make a true one. */
  get mediaError(): FailedMedia {
    return (this.#mediaError ??= Object.create(MediaError.prototype, {
      code: { value: mediaErrorCodes[this.code] },
      message: { value: this.message },
      reason: { value: this.code },
    }) as FailedMedia);
  }

  /** Whether trying again may help. */
  get retryable(): boolean {
    return this.code !== 'unsupported' && this.code !== 'processing_failed' && this.code !== 'no_source';
  }
}

/** What an HTTP status of a media file or of the API says to a viewer; status 0 is no answer at all. */
export const errorOfStatus = (status: number, detail: string, options?: ErrorOptions): PlayerError => {
  if (status === 401 || status === 403 || status === 451)
    return new PlayerError('forbidden', detail, options);
  if (status === 404 || status === 410) return new PlayerError('not_found', detail, options);
  return new PlayerError(navigator.onLine ? 'network' : 'offline', detail, options);
};
