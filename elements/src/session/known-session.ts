import type { Session } from './session-port.ts';

// Two bundles on one page (one tag each) must not make the viewer sign in twice.
const registryKey = Symbol.for('vidkit.sessions.1');

/** The page's sessions by the origin of their API. */
export const sessions = (): Map<string, Session> => {
  const holder = globalThis as { [registryKey]?: Map<string, Session> };
  if (!holder[registryKey]) Object.defineProperty(holder, registryKey, { value: new Map() });
  return holder[registryKey] as Map<string, Session>;
};

/** The session that some element of the page has opened already. Costs nothing: carries no way to sign in. */
export const knownSession = (apiUrl: string): Session | undefined =>
  sessions().get(new URL(apiUrl, location.href).origin);
