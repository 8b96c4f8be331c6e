import { SessionError } from './session-error.ts';

/** What the window's message must match. */
export interface Expectation {
  /** Origin of the page that sends it. */
  origin: string;
  state: string;
  issuer: string;
}

const size = { width: 480, height: 640 };
const attemptLimit = 5 * 60_000;
const closedCheck = 400;

/**
 * Opens the sign-in window in the middle of the page's screen. Must run in the click itself, before any `await`,
 * or pop-up blockers step in. An empty `url` opens a blank window, to be sent on later by `navigate`.
 *
 * @throws {SessionError} `popup_blocked`
 */
export const openSignInWindow = (url: string): Window => {
  const left = Math.round(screenX + Math.max(0, (outerWidth - size.width) / 2));
  const top = Math.round(screenY + Math.max(0, (outerHeight - size.height) / 2));
  const features = `popup,width=${size.width},height=${size.height},left=${left},top=${top}`;
  const opened = window.open(url, '_blank', features);
  if (!opened) throw new SessionError('popup_blocked', 'The browser blocked the sign-in window.');
  return opened;
};

/**
 * Waits for the one message that carries the authorization code. A message counts only when it comes from the
 * expected origin *and* from the opened window *and* repeats our `state` and the issuer (RFC 9207); anything else
 * is ignored, so that no other frame can end or hijack the attempt. Listening ends with the attempt.
 *
 * @throws {SessionError} `refused`, `window_closed`, `timed_out`
 */
export const waitForCode = (popup: Window, expected: Expectation): Promise<string> =>
  new Promise((resolve, reject) => {
    const attempt = new AbortController();
    const end = (settle: () => void) => {
      attempt.abort();
      clearTimeout(limit);
      clearInterval(watch);
      settle();
    };
    const fail = (code: 'refused' | 'window_closed' | 'timed_out', message: string) =>
      end(() => reject(new SessionError(code, message)));

    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.origin !== expected.origin || event.source !== popup || !isAnswer(event.data)) return;
      const { code, state, iss, error } = event.data;
      if (state !== expected.state || iss !== expected.issuer) return;
      if (typeof code === 'string' && code) end(() => resolve(code));
      else fail('refused', `Sign-in was refused${typeof error === 'string' ? ` (${error})` : ''}.`);
    };

    const limit = setTimeout(() => fail('timed_out', 'Sign-in took longer than five minutes.'), attemptLimit);
    let closedBefore = false;
    // The message of a window that closes at once may arrive after `closed` turns true: look twice.
    const watch = setInterval(() => {
      if (popup.closed && closedBefore) fail('window_closed', 'The sign-in window was closed.');
      closedBefore = popup.closed;
    }, closedCheck);
    addEventListener('message', onMessage, { signal: attempt.signal });
  });

interface Answer {
  type: 'vidkit:authorization';
  code?: unknown;
  state?: unknown;
  iss?: unknown;
  error?: unknown;
}

const isAnswer = (data: unknown): data is Answer =>
  typeof data === 'object' && data !== null && (data as Answer).type === 'vidkit:authorization';
