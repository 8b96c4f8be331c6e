import { scopes as apiScopes } from '@vidkit/contracts/operations';
import type { Scope } from '@vidkit/contracts/operations';
import type { EmbedClient } from '@vidkit/contracts/schemas/site';
import type { ClientMetadata } from 'oidc-provider';

/** A site as sign-in needs it. */
export interface RegisteredSite {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly scopes: readonly Scope[];
}

export interface SiteLookup {
  findSite(id: string): Promise<RegisteredSite | null>;
  findSiteByOrigin(origin: string): Promise<RegisteredSite | null>;
}

export const studioClientId = 'studio';
/** The client of our own watch and embed pages. */
export const ownPagesClientId = 'site:self';
/** Id of our own pages where a site id is expected. */
export const ownPagesSiteId = 'self';

const sitePrefix = 'site:';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const siteIdOf = (clientId: string): string | null =>
  clientId.startsWith(sitePrefix) && clientId !== ownPagesClientId ? clientId.slice(sitePrefix.length) : null;

/** Our own clients act for us and need nobody's consent. */
export const isFirstParty = (clientId: string): boolean =>
  clientId === studioClientId || clientId === ownPagesClientId;

/** The OAuth clients: the studio, our own pages, and one for each registered site. */
export class ClientDirectory {
  readonly #publicUrl: string;
  readonly #sites: SiteLookup;

  constructor(publicUrl: string, sites: SiteLookup) {
    this.#publicUrl = publicUrl;
    this.#sites = sites;
  }

  get issuer(): string {
    return `${this.#publicUrl}/oauth`;
  }

  /** Resource indicator (RFC 8707) of the API, the audience of its access tokens. */
  get resource(): string {
    return `${this.#publicUrl}/v1`;
  }

  async find(clientId: string): Promise<ClientMetadata | undefined> {
    if (clientId === studioClientId) {
      return publicClient(clientId, 'Vidkit Studio', `${this.#publicUrl}/studio/callback`, this.#publicUrl);
    }
    const siteId = clientId.startsWith(sitePrefix) ? clientId.slice(sitePrefix.length) : null;
    const site = siteId === null ? null : await this.site(siteId);
    return site ? publicClient(clientId, site.name, this.#callback(site.id), site.origin) : undefined;
  }

  /** What a client may ask of the API. Empty for unknown ones. */
  async scopesOf(clientId: string): Promise<readonly Scope[]> {
    if (clientId === studioClientId) return Object.keys(apiScopes) as Scope[];
    const siteId = clientId.startsWith(sitePrefix) ? clientId.slice(sitePrefix.length) : null;
    return (siteId === null ? null : await this.site(siteId))?.scopes ?? [];
  }

  /** A registered site, or our own pages for `self`. */
  async site(id: string): Promise<RegisteredSite | null> {
    if (id === ownPagesSiteId) return this.#ownPages();
    return uuid.test(id) ? this.#sites.findSite(id) : null;
  }

  /** How an element on this origin signs people in, or null when nobody registered the origin. */
  async embedClientFor(origin: string): Promise<EmbedClient | null> {
    const site = origin === this.#publicUrl ? this.#ownPages() : await this.#sites.findSiteByOrigin(origin);
    if (!site) return null;
    return {
      clientId: `${sitePrefix}${site.id}`,
      siteName: site.name,
      authorizationUrl: `${this.issuer}/auth`,
      tokenUrl: `${this.issuer}/token`,
      revocationUrl: `${this.issuer}/token/revocation`,
      redirectUri: this.#callback(site.id),
      messageOrigin: this.#publicUrl,
      issuer: this.issuer,
      resource: this.resource,
      scope: site.scopes.join(' '),
    };
  }

  #ownPages(): RegisteredSite {
    return {
      id: ownPagesSiteId,
      name: 'Vidkit',
      origin: this.#publicUrl,
      scopes: ['comments:write', 'reactions:write', 'uploads:write', 'history:write'],
    };
  }

  #callback(siteId: string): string {
    return `${this.#publicUrl}/embed/callback/${siteId}`;
  }
}

const publicClient = (id: string, name: string, redirectUri: string, origin: string): ClientMetadata => ({
  client_id: id,
  client_name: name,
  application_type: 'web',
  redirect_uris: [redirectUri],
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_method: 'none',
  // Our own property: the only page whose scripts may call the token endpoint.
  page_origin: origin,
});
