import { randomUUID } from 'node:crypto';

import type { Scope } from '@vidkit/contracts/operations';
import type { SigningKey } from '@vidkit/platform/local/secrets';
import { importJWK, SignJWT } from 'jose';

export const operatorClientId = 'operator';

const lifeSeconds = 300;

export interface OperatorTokenOptions {
  readonly signingKey: SigningKey;
  readonly publicUrl: string;
  readonly accountId: string;
  readonly scopes: readonly Scope[];
}

/**
 * An access token for the operators' command line, who holds this installation's keys: of the same shape as those
 * of the OAuth server, for five minutes, in the name of an account.
 */
export const signOperatorToken = async ({
  signingKey,
  publicUrl,
  accountId,
  scopes,
}: OperatorTokenOptions): Promise<string> =>
  new SignJWT({ client_id: operatorClientId, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: signingKey.alg, typ: 'at+jwt', kid: signingKey.kid })
    .setIssuer(`${publicUrl}/oauth`)
    .setAudience(`${publicUrl}/v1`)
    .setSubject(accountId)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${lifeSeconds}s`)
    .sign(await importJWK({ ...signingKey }, signingKey.alg));
