import type { Upload } from '@vidkit/contracts/schemas/upload';

/** The server has given the upload up, or has all of it already; `state` says which. */
export class UploadGone extends Error {
  readonly code = 'upload_closed';
  readonly state: Upload['state'];

  constructor(state: Upload['state']) {
    super(`The upload is ${state}.`);
    this.name = 'UploadGone';
    this.state = state;
  }
}
