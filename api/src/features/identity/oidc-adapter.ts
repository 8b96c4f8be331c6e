import { createHash } from 'node:crypto';

import { errors } from 'oidc-provider';
import type { Adapter, AdapterPayload } from 'oidc-provider';

import type { ClientDirectory } from './clients.ts';
import type { OidcRecords } from './cached-oidc-records.ts';

/** Whoever holds the id of one of these holds the right, so the table keeps only its hash. */
const bearerModels: ReadonlySet<string> = new Set(['AuthorizationCode', 'RefreshToken', 'AccessToken']);

/** Stores one of the authorization server's models in Postgres; clients come from the registered sites. */
export class OidcAdapter implements Adapter {
  readonly #model: string;
  readonly #records: OidcRecords;
  readonly #clients: ClientDirectory;

  constructor(model: string, records: OidcRecords, clients: ClientDirectory) {
    this.#model = model;
    this.#records = records;
    this.#clients = clients;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { jti, ...rest } = payload;
    const stored = bearerModels.has(this.#model) ? rest : { ...rest, jti };
    await this.#records.upsert(this.#model, this.#key(id), stored, expiresIn);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.#model === 'Client') return this.#clients.find(id);
    const payload = await this.#records.find(this.#model, this.#key(id));
    return payload && { ...payload, jti: id };
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#records.findByUid(this.#model, uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#records.findByUserCode(this.#model, userCode);
  }

  async consume(id: string): Promise<void> {
    const first = await this.#records.consume(this.#model, this.#key(id));
    if (!first) throw new errors.InvalidGrant('already used');
  }

  async destroy(id: string): Promise<void> {
    await this.#records.destroy(this.#model, this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#records.revokeByGrantId(this.#model, grantId);
  }

  #key(id: string): string {
    return bearerModels.has(this.#model) ? createHash('sha256').update(id).digest('base64url') : id;
  }
}
