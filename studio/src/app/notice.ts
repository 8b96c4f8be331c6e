/** What a page asks the shell to say, with at most one thing to do about it. */
export interface Notice {
  readonly text: string;
  readonly tone?: 'neutral' | 'critical';
  readonly action?: { readonly label: string; readonly run: () => void | Promise<void> };
  /** Milliseconds on the screen. */
  readonly lasts?: number;
}

/** Bubbles from any component to the shell. */
export class NoticeEvent extends Event {
  static readonly type = 'studio-notice';
  readonly notice: Notice;

  constructor(notice: Notice) {
    super(NoticeEvent.type, { bubbles: true, composed: true });
    this.notice = notice;
  }
}

declare global {
  interface HTMLElementEventMap {
    'studio-notice': NoticeEvent;
  }
}
