import type { Scope } from '@vidkit/contracts/operations';

/** Who a request acts for, and what its token allows. */
export interface Principal {
  readonly accountId: string;
  readonly scopes: ReadonlySet<Scope>;
  /** `studio`, `site:<id>`, `site:self` (our own watch and embed pages) or `operator` (the CLI). */
  readonly clientId: string;
  /** The registered site whose page the token was given to; null for our own pages and tools. */
  readonly siteId: string | null;
}
