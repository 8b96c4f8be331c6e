import type { GetToken } from '@vidkit/contracts/client/elements';

import type { PlayerPort } from '../model/player-port.ts';
import { apiUrlOf } from '../../session/api-url.ts';

/** Where `known-session.ts` keeps the page's sessions: while there are none, its code is not worth a request. */
const registryKey = Symbol.for('vidkit.sessions.1');

/** Who watches, if the page or a session of it knows: the way to a token, else null. Asks nobody. */
export const tokenOf = async ({
  getToken,
  api,
}: Pick<PlayerPort, 'getToken' | 'api'>): Promise<GetToken | null> => {
  if (getToken) return getToken;
  if (!(registryKey in globalThis)) return null;
  const { knownSession } = await import('../../session/known-session.ts');
  const session = knownSession(apiUrlOf(api));
  return session?.state === 'signed-in' ? session.getToken : null;
};
