import type { Page } from '@vidkit/contracts/schemas/basics';
import type { CreatedUploadToken, UploadToken } from '@vidkit/contracts/schemas/upload-token';

import { AppError } from '../../http/app-error.ts';
import type { Cursors } from '../../http/cursors.ts';
import type { Delegate } from '../identity/principal.ts';
import type { PeopleService } from '../people/people.service.ts';
import { requireUsable } from './token-rule.ts';
import { hashOf, idIn, isSecretOf, makeSecret } from './token-secret.ts';
import type { UploadTokenRecord, UploadTokensRepository } from './upload-tokens.repository.ts';

export interface UploadTokensDeps {
  tokens: UploadTokensRepository;
  people: PeopleService;
  cursors: Cursors;
}

/** A token as its maker describes it. */
export interface TokenWish {
  readonly label: string;
  readonly maxFiles: number | null;
  readonly maxFileBytes: number | null;
  readonly maxTotalBytes: number | null;
  readonly folder: string | null;
  readonly origins: readonly string[];
  readonly expiresAt: string;
}

/** Tokens that a creator hands to a site's visitors, who upload without an account of ours. */
export class UploadTokensService {
  readonly #deps: UploadTokensDeps;

  constructor(deps: UploadTokensDeps) {
    this.#deps = deps;
  }

  /** The only time that the secret is told. */
  async create(id: string, ownerId: string, wish: TokenWish): Promise<CreatedUploadToken> {
    await this.#deps.people.ensure(ownerId);
    const secret = makeSecret(id);
    const stored = await this.#deps.tokens.insert({
      ...wish,
      id,
      ownerId,
      secretHash: hashOf(secret),
      expiresAt: new Date(wish.expiresAt),
    });
    return { ...view(stored), secret };
  }

  async list(
    ownerId: string,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<UploadToken>> {
    const scope = `upload-tokens:${ownerId}`;
    const before = this.#deps.cursors.decode(scope, query.cursor)?.[0];
    const rows = await this.#deps.tokens.listOwn(
      ownerId,
      before === undefined ? undefined : String(before),
      query.limit,
    );
    const page = this.#deps.cursors.page(scope, rows, query.limit, (row) => [row.id]);
    return { items: page.items.map(view), nextCursor: page.nextCursor };
  }

  /** Takes it back from the next request on; a repeat changes nothing. */
  async revoke(id: string, ownerId: string): Promise<void> {
    if (!(await this.#deps.tokens.revoke(id, ownerId))) throw new AppError('not_found');
  }

  /**
   * Whom a secret lets in. `origin` is that of the page that asks, by what its browser says; null when the request
   * does not tell. Reads the row every time. Throws `unauthenticated`, `token_revoked`, `token_expired`,
   * `origin_not_allowed`.
   */
  async authorize(secret: string, { origin }: { origin: string | null }): Promise<Delegate> {
    const id = idIn(secret);
    const token = id === null ? null : await this.#deps.tokens.find(id);
    if (!token || !isSecretOf(token.secretHash, secret)) {
      throw new AppError('unauthenticated', 'There is no such upload token.', {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      });
    }
    requireUsable(token, { origin });
    return {
      kind: 'upload-token',
      tokenId: token.id,
      ownerId: token.ownerId,
      maxFileBytes: token.maxFileBytes,
    };
  }
}

const view = (token: UploadTokenRecord): UploadToken => ({
  id: token.id,
  label: token.label,
  maxFiles: token.maxFiles,
  maxFileBytes: token.maxFileBytes,
  maxTotalBytes: token.maxTotalBytes,
  folder: token.folder,
  origins: [...token.origins],
  usedFiles: token.usedFiles,
  usedBytes: token.usedBytes,
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt.toISOString(),
  revokedAt: token.revokedAt?.toISOString() ?? null,
});
