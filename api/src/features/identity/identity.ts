import type { Scope } from '@vidkit/contracts/operations';
import type { EmbedClient } from '@vidkit/contracts/schemas/site';
import type { Config } from '@vidkit/platform/config';
import type { Secrets } from '@vidkit/platform/local/secrets';
import type { Cache } from '@vidkit/platform/ports/cache';
import type { Identity } from '@vidkit/platform/ports/identity';
import type { Mailer } from '@vidkit/platform/ports/mailer';
import type { SocialSignIn } from '@vidkit/platform/ports/social-sign-in';
import type { RateLimiter } from '@vidkit/platform/ports/rate-limiter';
import type { Logger } from 'pino';

import { Seal } from '../second-factor/seal.ts';
import { SecondFactorRepository } from '../second-factor/second-factor.repository.ts';
import { SecondFactor } from '../second-factor/second-factor.service.ts';
import { AccessTokens } from './access-tokens.ts';
import { AccountsService } from './accounts.service.ts';
import { CachedOidcRecords } from './cached-oidc-records.ts';
import { ClientDirectory } from './clients.ts';
import type { SiteLookup } from './clients.ts';
import { ConsentRepository } from './consent.repository.ts';
import { FormGuard } from './form-guard.ts';
import { identityRoutes } from './identity.routes.ts';
import { Interactions } from './interactions.ts';
import { OidcRecordRepository } from './oidc-record.repository.ts';
import { signOperatorToken } from './operator-token.ts';
import { OneTimeLinkRepository } from './one-time-link.repository.ts';
import type { Mailbox } from './mailbox.routes.ts';
import { renderProviderError } from './page-errors.ts';
import type { Principal } from './principal.ts';
import { passWith } from './second-step.routes.ts';
import { SecondStep } from './second-step.ts';
import { createProvider } from './provider.ts';
import { Sessions } from './sessions.ts';
import { Throttle } from './throttle.ts';

export interface IdentityDeps extends SiteLookup {
  readonly config: Pick<Config, 'publicUrl'>;
  readonly secrets: Pick<Secrets, 'cookieKeys' | 'signingKeys'>;
  readonly knex: ConstructorParameters<typeof OidcRecordRepository>[0];
  readonly identity: Identity;
  /** Null: people sign in with a password only. */
  readonly social: SocialSignIn | null;
  readonly mailer: Mailer;
  /** The mailer's own folder where mails go nowhere else; null where they are really sent. */
  readonly mailbox: Mailbox | null;
  readonly rateLimiter: RateLimiter;
  /** For what is read with every request; null: it is read from the database. */
  readonly cache: Cache | null;
  readonly log: Logger;
}

export interface IdentityFeature {
  /** For the root: `/oauth`, `/.well-known`, `/interaction`, `/embed/callback`, the account pages, `/dev/mail`. */
  readonly router: ReturnType<typeof identityRoutes>;
  /** Seals second factors by the current key that the previous one sealed. */
  resealSecondFactors(): Promise<void>;
  /** Who a bearer token acts for; null when it is not good for anything. */
  verifyAccessToken(token: string): Promise<Principal | null>;
  /** An access token of five minutes for the operators' command line. */
  mintOperatorToken(accountId: string, scopes: readonly Scope[]): Promise<string>;
  /** How elements on a page of this origin sign people in; null when the origin is not registered. */
  embedClientFor(origin: string): Promise<EmbedClient | null>;
}

/** Accounts, sign-in and tokens. The only part that knows cookies and OAuth. */
export const createIdentityFeature = (deps: IdentityDeps): IdentityFeature => {
  const { config, secrets, knex, identity, social, mailer, mailbox, rateLimiter, cache, log } = deps;
  const { publicUrl } = config;
  const { cookieKeys, signingKeys } = secrets;
  const [signingKey] = signingKeys;
  if (!signingKey) throw new TypeError('There is no signing key');

  const stored = new OidcRecordRepository(knex);
  const records = cache ? new CachedOidcRecords(stored, cache) : stored;
  const consents = new ConsentRepository(knex);
  const links = new OneTimeLinkRepository(knex);
  const clients = new ClientDirectory(publicUrl, deps);
  const provider = createProvider({
    publicUrl,
    cookieKeys,
    signingKeys,
    clients,
    records,
    consents,
    identity,
    log,
    renderError: renderProviderError,
  });
  const sessions = new Sessions(provider, records, publicUrl.startsWith('https:'));
  const factors = new SecondFactor(
    new SecondFactorRepository(knex),
    new Seal(cookieKeys, 'second factor'),
    new URL(publicUrl).host,
  );
  const interactions = new Interactions(provider, clients, sessions);
  const secondStep = new SecondStep({ keys: cookieKeys, secure: publicUrl.startsWith('https:') });
  const tokens = new AccessTokens({ signingKeys, clients, records, identity });

  return {
    router: identityRoutes({
      publicUrl,
      provider,
      clients,
      consents,
      identity,
      social,
      accounts: new AccountsService({ publicUrl, identity, links, records, mailer, log }),
      sessions,
      interactions,
      factors,
      secondStep,
      pass: passWith({ interactions, factors, secondStep }),
      guard: new FormGuard({ publicUrl, keys: cookieKeys }),
      throttle: new Throttle(rateLimiter),
      mailbox,
      log,
    }),
    resealSecondFactors: () => factors.reseal(),
    verifyAccessToken: (token) => tokens.verify(token),
    mintOperatorToken: (accountId, scopes) => signOperatorToken({ signingKey, publicUrl, accountId, scopes }),
    embedClientFor: (origin) => clients.embedClientFor(origin),
  };
};
