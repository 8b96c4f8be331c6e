import type { Scope } from '@vidkit/contracts/operations';
import type { SigningKey } from '@vidkit/platform/local/secrets';
import type { Identity } from '@vidkit/platform/ports/identity';
import { errors, Provider } from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Logger } from 'pino';

import { isFirstParty, studioClientId } from './clients.ts';
import type { ClientDirectory } from './clients.ts';
import type { ConsentRepository } from './consent.repository.ts';
import { OidcAdapter } from './oidc-adapter.ts';
import type { OidcRecords } from './cached-oidc-records.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export const accessTokenSeconds = 10 * minute;

/** Claim of our access tokens that names the grant they came from: gone grant, dead token. */
export const grantClaim = 'grant';

export interface ProviderOptions {
  readonly publicUrl: string;
  readonly cookieKeys: readonly string[];
  readonly signingKeys: readonly SigningKey[];
  readonly clients: ClientDirectory;
  readonly records: OidcRecords;
  readonly consents: ConsentRepository;
  readonly identity: Pick<Identity, 'find'>;
  readonly renderError: (ctx: KoaContextWithOIDC, error: { error: string }) => void;
  readonly log: Logger;
}

/**
 * The OAuth 2.1 / OpenID Connect server: authorization code with PKCE for public clients, rotating refresh
 * tokens, signed access tokens for the API.
 *
 * Scopes of the API belong to the resource and not to the server's own `scopes`: there they would make it ask
 * for consent for ever.
 */
export const createProvider = (options: ProviderOptions): Provider => {
  const { publicUrl, clients, records, consents, identity, log } = options;
  const secure = publicUrl.startsWith('https:');
  const [signing] = options.signingKeys;
  if (!signing) throw new TypeError('There is no signing key');
  const { alg } = signing;

  const configuration: Configuration = {
    adapter: (model) => new OidcAdapter(model, records, clients),
    jwks: { keys: [...options.signingKeys] },
    cookies: {
      keys: [...options.cookieKeys],
      names: {
        session: secure ? '__Host-vid_session' : 'vid_session',
        interaction: 'vid_interaction',
        resume: 'vid_resume',
      },
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: '/', secure },
      short: { signed: true, httpOnly: true, sameSite: 'lax', secure },
    },
    clientDefaults: { id_token_signed_response_alg: alg, token_endpoint_auth_method: 'none' },
    clientAuthMethods: ['none'],
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    extraClientMetadata: { properties: ['page_origin'] },
    clientBasedCORS: (_ctx, origin, client) => origin === client['page_origin'],
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => clients.resource,
        useGrantedResource: () => true,
        getResourceServerInfo: async (_ctx, indicator, client) => {
          if (indicator !== clients.resource) throw new errors.InvalidTarget();
          return {
            scope: (await clients.scopesOf(client.clientId)).join(' '),
            audience: clients.resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: accessTokenSeconds,
            jwt: { sign: { alg } },
          };
        },
      },
    },
    extraTokenClaims: (_ctx, token) => ('grantId' in token ? { [grantClaim]: token.grantId } : undefined),
    // A refresh token without `offline_access` ends with the session on our origin and after half a day, so that
    // a long upload or an open page stays signed in and nothing is left behind.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: (_ctx, source) => !source.scopes.has('offline_access'),
    rotateRefreshToken: () => true,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: minute,
      IdToken: accessTokenSeconds,
      Interaction: hour,
      Session: 14 * day,
      Grant: 90 * day,
      RefreshToken: (_ctx, token, client) => {
        const longLived = client.clientId === studioClientId || token.scopes.has('offline_access');
        const age = token.iiat === undefined ? 0 : Math.floor(Date.now() / 1000) - token.iiat;
        const left = (longLived ? 30 * day : hour * 12) - age;
        return Math.max(1, Math.min(left, 7 * day));
      },
    },
    findAccount: async (_ctx, id) => {
      const account = await identity.find(id);
      if (!account) return undefined;
      return {
        accountId: account.id,
        claims: () => ({
          sub: account.id,
          name: account.name,
          email: account.email,
          email_verified: account.confirmed,
        }),
      };
    },
    loadExistingGrant: (ctx) => loadGrant(ctx, clients, consents),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    renderError: (ctx, out) => options.renderError(ctx, out),
  };

  const provider = new Provider(clients.issuer, configuration);
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'authorization server failed'));
  provider.on('grant.revoked', (_ctx, grantId) => log.info({ grantId }, 'grant revoked'));
  return provider;
};

/**
 * The session's grant for the client; else one made from what the person allowed before, or from everything the
 * client may ask when it is our own. Undefined asks the person.
 */
const loadGrant = async (
  ctx: KoaContextWithOIDC,
  clients: ClientDirectory,
  consents: ConsentRepository,
): Promise<InstanceType<Provider['Grant']> | undefined> => {
  const { oidc } = ctx;
  const { client, session, account, provider, result } = oidc;
  if (!client || !session || !account) return undefined;
  const may = await clients.scopesOf(client.clientId);
  const allowed = isFirstParty(client.clientId)
    ? may
    : (await consents.find(account.accountId, client.clientId)).filter((scope) => may.includes(scope));

  const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const existing = grantId ? await provider.Grant.find(grantId) : undefined;
  // A grant of whoever used this browser before is not this person's.
  if (existing && existing.accountId === account.accountId) {
    const held = existing.getResourceScope(clients.resource).split(' ');
    if (allowed.some((scope) => !held.includes(scope))) {
      existing.addResourceScope(clients.resource, allowed.join(' '));
      await existing.save();
    }
    return existing;
  }
  if (allowed.length === 0) return undefined;
  return saveGrant(provider, {
    accountId: account.accountId,
    clientId: client.clientId,
    resource: clients.resource,
    oidcScope: isFirstParty(client.clientId) ? 'openid profile email offline_access' : 'openid',
    scopes: allowed,
  });
};

export const saveGrant = async (
  provider: Provider,
  grant: {
    accountId: string;
    clientId: string;
    resource: string;
    oidcScope: string;
    scopes: readonly Scope[];
  },
): Promise<InstanceType<Provider['Grant']>> => {
  const made = new provider.Grant({ accountId: grant.accountId, clientId: grant.clientId });
  made.addOIDCScope(grant.oidcScope);
  if (grant.scopes.length > 0) made.addResourceScope(grant.resource, grant.scopes.join(' '));
  await made.save();
  return made;
};
