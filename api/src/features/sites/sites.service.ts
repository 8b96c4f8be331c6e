import type { Page } from '@vidkit/contracts/schemas/basics';
import type { EmbedClient, EmbedScope, Site } from '@vidkit/contracts/schemas/site';

import { AppError } from '../../http/app-error.ts';
import type { Cursors } from '../../http/cursors.ts';
import type { PeopleService } from '../people/people.service.ts';
import type { SiteRecord, SitesRepository } from './sites.repository.ts';

export interface SitesDeps {
  sites: SitesRepository;
  people: PeopleService;
  cursors: Cursors;
  embedClientFor(origin: string): Promise<EmbedClient | null>;
  publicUrl: string;
}

/** Pages of other origins on which embedded elements may sign people in. */
export class SitesService {
  readonly #deps: SitesDeps;

  constructor(deps: SitesDeps) {
    this.#deps = deps;
  }

  async create(
    id: string,
    ownerId: string,
    site: { name: string; origin: string; scopes: readonly EmbedScope[] },
  ): Promise<Site> {
    await this.#deps.people.ensure(ownerId);
    const stored = await this.#deps.sites.insert({ id, ownerId, ...site });
    if (!stored) throw new AppError('origin_taken');
    return view(stored);
  }

  async list(ownerId: string, query: { limit: number; cursor?: string | undefined }): Promise<Page<Site>> {
    const scope = `sites:${ownerId}`;
    const before = this.#deps.cursors.decode(scope, query.cursor)?.[0];
    const rows = await this.#deps.sites.listOwn(
      ownerId,
      before === undefined ? undefined : String(before),
      query.limit,
    );
    const page = this.#deps.cursors.page(scope, rows, query.limit, (row) => [row.id]);
    return { items: page.items.map(view), nextCursor: page.nextCursor };
  }

  async delete(id: string, ownerId: string): Promise<void> {
    if (!(await this.#deps.sites.delete(id, ownerId))) throw new AppError('not_found');
  }

  /**
   * Judged by the browser's own `Origin` header, never by something the page says. Browsers send none on a GET
   * to their own origin: without it, it is one of our own pages that asks.
   */
  async embedClient(origin: string | null): Promise<EmbedClient> {
    const client = await this.#deps.embedClientFor(origin ?? this.#deps.publicUrl);
    if (!client) throw new AppError('site_not_registered');
    return client;
  }
}

const view = (site: SiteRecord): Site => ({
  id: site.id,
  name: site.name,
  origin: site.origin,
  scopes: [...site.scopes],
  createdAt: site.createdAt.toISOString(),
});
