import type { Caller } from '../identity/principal.ts';

/** Who sends a file: its owner, or somebody with a token of the owner's, who sees what was sent with that token. */
export interface Uploader {
  readonly ownerId: string;
  readonly tokenId: string | null;
}

export const uploaderOf = (caller: Caller): Uploader =>
  caller.kind === 'person'
    ? { ownerId: caller.accountId, tokenId: null }
    : { ownerId: caller.ownerId, tokenId: caller.tokenId };
