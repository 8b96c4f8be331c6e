import { mediaFailures, type MediaFailureCode } from '@vidkit/contracts/errors';

/** The source cannot become a video, however often it is tried. The person who sent it sees `code` and `detail`. */
export class MediaFailure extends Error {
  readonly code: MediaFailureCode;
  /** For operators: what was found. Never shown to the uploader. */
  readonly found: string;

  constructor(code: MediaFailureCode, found = '', options?: ErrorOptions) {
    super(found === '' ? code : `${code}: ${found}`, options);
    this.name = 'MediaFailure';
    this.code = code;
    this.found = found;
  }

  /** A sentence for people. */
  get detail(): string {
    return mediaFailures[this.code];
  }
}
