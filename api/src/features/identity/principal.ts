import type { Scope } from '@vidkit/contracts/operations';

/** A person that a request acts for, and what the access token allows. */
export interface Principal {
  readonly kind: 'person';
  readonly accountId: string;
  readonly scopes: ReadonlySet<Scope>;
  /** `studio`, `site:<id>`, `site:self` (our own watch and embed pages) or `operator` (the CLI). */
  readonly clientId: string;
  /** The registered site whose page the token was given to; null for our own pages and tools. */
  readonly siteId: string | null;
}

/**
 * Somebody without an account of ours who uploads with a token that a creator made. It has no `accountId`, so that
 * no code takes it for the creator by mistake.
 */
export interface Delegate {
  readonly kind: 'upload-token';
  readonly tokenId: string;
  /** The creator, to whom the videos belong. */
  readonly ownerId: string;
  /** Bytes of the largest file that it takes; null is what the server accepts. */
  readonly maxFileBytes: number | null;
}

export type Caller = Principal | Delegate;
