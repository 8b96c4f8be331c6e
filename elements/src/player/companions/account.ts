import type { GetToken } from '@vidkit/contracts/client/elements';

import type { PlayerPort } from '../model/player-port.ts';
import { apiUrlOf } from '../../session/api-url.ts';
import { knownSession } from '../../session/known-session.ts';

/** Who watches, if the page or a session of it knows: the way to a token, else null. Asks nobody. */
export const tokenOf = ({ getToken, api }: Pick<PlayerPort, 'getToken' | 'api'>): GetToken | null => {
  if (getToken) return getToken;
  const session = knownSession(apiUrlOf(api));
  return session?.state === 'signed-in' ? session.getToken : null;
};
