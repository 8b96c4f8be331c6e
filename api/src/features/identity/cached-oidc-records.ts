import { createHash } from 'node:crypto';

import type { Cache } from '@vidkit/platform/ports/cache';

import type { OidcRecordRepository, RecordPayload } from './oidc-record.repository.ts';

/** Records of the authorization server, as those need them who use them. */
export type OidcRecords = Pick<OidcRecordRepository, keyof OidcRecordRepository>;

/** `fence`: somebody writes; what was read before is not to be kept. */
type Entry = { readonly payload: RecordPayload } | { readonly fence: true };

/** Read with every request that carries a cookie or a token, and written seldom. */
const cachedModels: ReadonlySet<string> = new Set(['Session', 'Grant']);
/** How long a revocation can go unheard at worst: when the cache loses the fence, or cannot be reached by who revokes. */
const keptSeconds = 60;
/** Longer than a write can take with all its time-outs, and than a read that began before it. */
const fencedSeconds = 30;

/**
 * Answers what is asked most from the cache; PostgreSQL stays the truth, and answers when the cache does not. Before a record is
 * changed a fence is put in its place for half a minute, in which everybody reads PostgreSQL: whoever read the old record before that finds
 * the fence when it comes to keep it.
 */
export class CachedOidcRecords implements OidcRecords {
  readonly #records: OidcRecordRepository;
  readonly #cache: Cache;

  constructor(records: OidcRecordRepository, cache: Cache) {
    this.#records = records;
    this.#cache = cache;
  }

  async upsert(
    model: string,
    id: string,
    payload: RecordPayload,
    expiresInSeconds: number | undefined,
  ): Promise<void> {
    await this.#fence(model, id);
    await this.#records.upsert(model, id, payload, expiresInSeconds);
  }

  async find(model: string, id: string): Promise<RecordPayload | undefined> {
    if (!cachedModels.has(model)) return this.#records.find(model, id);
    const entry = await this.#cache.get<Entry>(keyOf(model, id));
    if (entry && 'payload' in entry) return entry.payload;
    const found = await this.findLiving(model, id);
    if (!found) return undefined;
    const seconds = Math.min(keptSeconds, found.secondsLeft ?? keptSeconds);
    if (!entry && seconds > 0) await this.#cache.add(keyOf(model, id), { payload: found.payload }, seconds);
    return found.payload;
  }

  async findLiving(
    model: string,
    id: string,
  ): Promise<{ payload: RecordPayload; secondsLeft: number | null } | undefined> {
    return this.#records.findLiving(model, id);
  }

  async findByUid(model: string, uid: string): Promise<RecordPayload | undefined> {
    return this.#records.findByUid(model, uid);
  }

  async findByUserCode(model: string, userCode: string): Promise<RecordPayload | undefined> {
    return this.#records.findByUserCode(model, userCode);
  }

  async listOfAccount(
    accountId: string,
    models: readonly string[],
  ): Promise<{ model: string; id: string }[]> {
    return this.#records.listOfAccount(accountId, models);
  }

  async consume(model: string, id: string): Promise<boolean> {
    await this.#fence(model, id);
    return this.#records.consume(model, id);
  }

  async destroy(model: string, id: string): Promise<void> {
    await this.#fence(model, id);
    await this.#records.destroy(model, id);
  }

  /** Of models that belong to a grant; neither sessions nor grants do. */
  async revokeByGrantId(model: string, grantId: string): Promise<void> {
    await this.#records.revokeByGrantId(model, grantId);
  }

  async revokeGrant(grantId: string): Promise<void> {
    await this.#fence('Grant', grantId);
    await this.#records.revokeGrant(grantId);
  }

  async revokeAccount(accountId: string): Promise<void> {
    for (const { model, id } of await this.listOfAccount(accountId, [...cachedModels]))
      await this.#fence(model, id);
    await this.#records.revokeAccount(accountId);
  }

  async #fence(model: string, id: string): Promise<void> {
    if (cachedModels.has(model)) await this.#cache.set(keyOf(model, id), { fence: true }, fencedSeconds);
  }
}

/** Whoever holds the id of a session holds the session: the cache is not told. */
const keyOf = (model: string, id: string): string =>
  `oidc:${model}:${createHash('sha256').update(id).digest('base64url')}`;
