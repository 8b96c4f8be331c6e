import { scopes as apiScopes } from '@vidkit/contracts/operations';
import type { Scope } from '@vidkit/contracts/operations';
import type { SigningKey } from '@vidkit/platform/local/secrets';
import type { Identity } from '@vidkit/platform/ports/identity';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JWK, JWTPayload, JWTVerifyGetKey } from 'jose';

import { siteIdOf } from './clients.ts';
import type { ClientDirectory } from './clients.ts';
import type { OidcRecords } from './cached-oidc-records.ts';
import { operatorClientId } from './operator-token.ts';
import type { Principal } from './principal.ts';
import { grantClaim } from './provider.ts';

/** A revoked token can be used for this long still. */
const livenessMs = 5_000;
const livenessEntries = 10_000;

export interface AccessTokensOptions {
  /** Current first; previous ones still verify. */
  readonly signingKeys: readonly SigningKey[];
  readonly clients: ClientDirectory;
  readonly records: Pick<OidcRecords, 'find'>;
  readonly identity: Pick<Identity, 'find'>;
}

/** Checks the API's access tokens (RFC 9068) with this installation's keys: no call to anybody. */
export class AccessTokens {
  readonly #keys: JWTVerifyGetKey;
  readonly #clients: ClientDirectory;
  readonly #records: Pick<OidcRecords, 'find'>;
  readonly #identity: Pick<Identity, 'find'>;
  readonly #liveness = new Map<string, { alive: Promise<boolean>; until: number }>();

  constructor({ signingKeys, clients, records, identity }: AccessTokensOptions) {
    this.#keys = createLocalJWKSet({ keys: signingKeys.map(publicPart) });
    this.#clients = clients;
    this.#records = records;
    this.#identity = identity;
  }

  /** Who the token acts for. Null when it is not ours, not for the API, expired or revoked. */
  async verify(token: string): Promise<Principal | null> {
    const payload = await this.#payload(token);
    const { sub, client_id: clientId, scope, [grantClaim]: grantId } = payload ?? {};
    if (!sub || typeof clientId !== 'string') return null;
    const siteId = siteIdOf(clientId);

    const alive =
      clientId === operatorClientId
        ? this.#remember(`account ${sub}`, async () => (await this.#identity.find(sub)) !== null)
        : typeof grantId === 'string' &&
          this.#remember(`grant ${grantId}`, async () => {
            if (siteId !== null && !(await this.#clients.site(siteId))) return false;
            return (await this.#records.find('Grant', grantId)) !== undefined;
          });
    if (!(await alive)) return null;

    const named = typeof scope === 'string' ? scope.split(' ') : [];
    return { kind: 'person', accountId: sub, scopes: new Set(named.filter(isScope)), clientId, siteId };
  }

  async #payload(token: string): Promise<JWTPayload | null> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        algorithms: ['ES256', 'RS256'],
        typ: 'at+jwt',
        issuer: this.#clients.issuer,
        audience: this.#clients.resource,
        requiredClaims: ['exp', 'sub', 'client_id'],
      });
      return payload;
    } catch {
      return null;
    }
  }

  #remember(key: string, check: () => Promise<boolean>): Promise<boolean> {
    const now = Date.now();
    const known = this.#liveness.get(key);
    if (known && known.until > now) return known.alive;
    const alive = check();
    // A check that failed says nothing about the token: the next request asks again.
    alive.catch(() => this.#liveness.delete(key));
    this.#liveness.delete(key);
    this.#liveness.set(key, { alive, until: now + livenessMs });
    if (this.#liveness.size > livenessEntries)
      this.#liveness.delete(this.#liveness.keys().next().value ?? '');
    return alive;
  }
}

const publicPart = (key: SigningKey): JWK => {
  const { kid, alg, use } = key;
  return key.kty === 'EC'
    ? { kty: key.kty, crv: key.crv, kid, alg, use, x: key.x, y: key.y }
    : { kty: key.kty, kid, alg, use, n: key.n, e: key.e };
};

const isScope = (scope: string): scope is Scope => Object.hasOwn(apiScopes, scope);
