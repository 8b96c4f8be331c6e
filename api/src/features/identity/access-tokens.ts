import { randomUUID } from 'node:crypto';

import { scopes as apiScopes } from '@vidkit/contracts/operations';
import type { Scope } from '@vidkit/contracts/operations';
import type { SigningKey } from '@vidkit/platform/local/secrets';
import type { Identity } from '@vidkit/platform/ports/identity';
import { createLocalJWKSet, importJWK, jwtVerify, SignJWT } from 'jose';
import type { JWK, JWTPayload, JWTVerifyGetKey } from 'jose';

import { siteIdOf } from './clients.ts';
import type { ClientDirectory } from './clients.ts';
import type { OidcRecords } from './cached-oidc-records.ts';
import type { Principal } from './principal.ts';
import { grantClaim } from './provider.ts';

const operatorClientId = 'operator';
const operatorTokenSeconds = 300;

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

/** Checks and makes the API's access tokens (RFC 9068) with this installation's keys: no call to anybody. */
export class AccessTokens {
  readonly #keys: JWTVerifyGetKey;
  readonly #current: SigningKey;
  readonly #clients: ClientDirectory;
  readonly #records: Pick<OidcRecords, 'find'>;
  readonly #identity: Pick<Identity, 'find'>;
  readonly #liveness = new Map<string, { alive: Promise<boolean>; until: number }>();

  constructor({ signingKeys, clients, records, identity }: AccessTokensOptions) {
    const [current] = signingKeys;
    if (!current) throw new TypeError('There is no signing key');
    this.#current = current;
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

  /** A short-lived token for the operators' command line. */
  async mintForOperator(accountId: string, scopes: readonly Scope[]): Promise<string> {
    return new SignJWT({ client_id: operatorClientId, scope: scopes.join(' ') })
      .setProtectedHeader({ alg: this.#current.alg, typ: 'at+jwt', kid: this.#current.kid })
      .setIssuer(this.#clients.issuer)
      .setAudience(this.#clients.resource)
      .setSubject(accountId)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${operatorTokenSeconds}s`)
      .sign(await importJWK({ ...this.#current }, this.#current.alg));
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
