import { sessions } from './known-session.ts';
import { PopupSession } from './popup-session.ts';
import type { Session } from './session-port.ts';

export { HostSession } from './host-session.ts';
export { SessionError, type SessionErrorCode } from './session-error.ts';
export type { Session, SessionState } from './session-port.ts';

/** The page's session with the API at `apiUrl`: one for each origin. */
export const getSession = (apiUrl: string): Session => {
  const { origin } = new URL(apiUrl, location.href);
  const known = sessions().get(origin);
  if (known) return known;
  const session = new PopupSession(origin);
  sessions().set(origin, session);
  return session;
};
