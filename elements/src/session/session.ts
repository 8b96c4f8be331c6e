import { PopupSession } from './popup-session.ts';
import type { Session } from './session-port.ts';

export { HostSession } from './host-session.ts';
export { SessionError, type SessionErrorCode } from './session-error.ts';
export type { Session, SessionState } from './session-port.ts';

// Two bundles on one page (one tag each) must not make the viewer sign in twice.
const registryKey = Symbol.for('vidkit.sessions.1');

type Registry = Map<string, Session>;

/** The page's session with the API at `apiUrl`: one for each origin. */
export const getSession = (apiUrl: string): Session => {
  const { origin } = new URL(apiUrl, location.href);
  const sessions = registry();
  const known = sessions.get(origin);
  if (known) return known;
  const session = new PopupSession(origin);
  sessions.set(origin, session);
  return session;
};

const registry = (): Registry => {
  const holder = globalThis as { [registryKey]?: Registry };
  if (!holder[registryKey]) Object.defineProperty(holder, registryKey, { value: new Map() });
  return holder[registryKey] as Registry;
};
