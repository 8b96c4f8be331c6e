import type { Video } from '@vidkit/contracts/schemas/video';

/** Bubbles from a component to the shell, which deletes the video and offers to take it back. */
export class DeleteRequest extends Event {
  static readonly type = 'studio-delete-request';
  readonly video: Video;

  constructor(video: Video) {
    super(DeleteRequest.type, { bubbles: true, composed: true });
    this.video = video;
  }
}

/** Bubbles from a component to the shell, which encodes the video again from its source. */
export class ReprocessRequest extends Event {
  static readonly type = 'studio-reprocess-request';
  readonly video: Video;

  constructor(video: Video) {
    super(ReprocessRequest.type, { bubbles: true, composed: true });
    this.video = video;
  }
}

declare global {
  interface HTMLElementEventMap {
    'studio-delete-request': DeleteRequest;
    'studio-reprocess-request': ReprocessRequest;
  }
}
