/** Why somebody cannot be signed in. Each code has a sentence in the catalogue of the element that shows it. */
export type SessionErrorCode =
  /** The browser refused to open the window; a second click usually works. */
  | 'popup_blocked'
  /** The person closed the window before the end. */
  | 'window_closed'
  /** The person, or the server, said no. */
  | 'refused'
  /** Nothing came back within five minutes. */
  | 'timed_out'
  /** This page's origin is not registered with the server. Final for the page. */
  | 'site_not_registered'
  /** The page is not a secure context, so the browser offers no cryptography. Final for the page. */
  | 'insecure_page'
  /** The server could not be reached. */
  | 'network';

export class SessionError extends Error {
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SessionError';
    this.code = code;
  }

  /** Whether a new attempt on the same page can succeed. */
  get temporary(): boolean {
    return this.code !== 'site_not_registered' && this.code !== 'insecure_page';
  }
}
