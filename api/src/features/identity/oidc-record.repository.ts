import type { Knex } from '../../db/connect.ts';

/** What the authorization server stores about one session, code, grant or token. */
export type RecordPayload = Record<string, unknown>;

interface Row {
  payload: RecordPayload;
  consumed_at: Date | null;
}

const sweepEveryMs = 10 * 60_000;

/** Records of the authorization server, keyed by model and id. Expired ones are never answered. */
export class OidcRecordRepository {
  readonly #db: Knex;
  #sweptAt = 0;

  constructor(db: Knex) {
    this.#db = db;
  }

  async upsert(
    model: string,
    id: string,
    payload: RecordPayload,
    expiresInSeconds: number | undefined,
  ): Promise<void> {
    await this.#sweepNowAndThen();
    await this.#db.raw(
      `insert into oidc_record (model, id, payload, account_id, grant_id, uid, user_code, expires_at)
       values (:model, :id, :payload::jsonb, :accountId, :grantId, :uid, :userCode,
         now() + make_interval(secs => :expiresIn::double precision))
       on conflict (model, id) do update set
         payload = excluded.payload, account_id = excluded.account_id, grant_id = excluded.grant_id,
         uid = excluded.uid, user_code = excluded.user_code, expires_at = excluded.expires_at`,
      {
        model,
        id,
        payload: JSON.stringify(payload),
        accountId: text(payload['accountId']),
        grantId: text(payload['grantId']),
        uid: text(payload['uid']),
        userCode: text(payload['userCode']),
        expiresIn: expiresInSeconds ?? null,
      },
    );
  }

  async find(model: string, id: string): Promise<RecordPayload | undefined> {
    return this.#findBy({ model, id });
  }

  /** With the seconds for which it is still good; null: without end. */
  async findLiving(
    model: string,
    id: string,
  ): Promise<{ payload: RecordPayload; secondsLeft: number | null } | undefined> {
    const row = await this.#db('oidc_record')
      .where({ model, id })
      .whereRaw('(expires_at is null or expires_at > now())')
      .select(
        'payload',
        'consumed_at',
        this.#db.raw('extract(epoch from expires_at - now())::float8 as left'),
      )
      .first<(Row & { left: number | null }) | undefined>();
    return row && { payload: payloadOf(row), secondsLeft: row.left };
  }

  /** Which records of some models a person has. */
  async listOfAccount(
    accountId: string,
    models: readonly string[],
  ): Promise<{ model: string; id: string }[]> {
    return this.#db('oidc_record')
      .where({ account_id: accountId })
      .whereIn('model', [...models])
      .select<{ model: string; id: string }[]>('model', 'id');
  }

  async findByUid(model: string, uid: string): Promise<RecordPayload | undefined> {
    return this.#findBy({ model, uid });
  }

  async findByUserCode(model: string, userCode: string): Promise<RecordPayload | undefined> {
    return this.#findBy({ model, user_code: userCode });
  }

  /** True for exactly one of several callers at the same moment: the one that used it first. */
  async consume(model: string, id: string): Promise<boolean> {
    const changed = await this.#db('oidc_record')
      .where({ model, id })
      .whereNull('consumed_at')
      .update({ consumed_at: this.#db.fn.now() });
    return changed === 1;
  }

  async destroy(model: string, id: string): Promise<void> {
    await this.#db('oidc_record').where({ model, id }).delete();
  }

  async revokeByGrantId(model: string, grantId: string): Promise<void> {
    await this.#db('oidc_record').where({ model, grant_id: grantId }).delete();
  }

  /** Ends a grant and everything issued from it. */
  async revokeGrant(grantId: string): Promise<void> {
    await this.#db('oidc_record')
      .where({ grant_id: grantId })
      .orWhere({ model: 'Grant', id: grantId })
      .delete();
  }

  /** Ends everything of a person: sessions, grants and tokens, on every device, and sign-ins that nobody has followed yet. */
  async revokeAccount(accountId: string): Promise<void> {
    await this.#db('oidc_record')
      .where({ account_id: accountId })
      .orWhereRaw(`(model = 'Interaction' and payload->'result'->'login'->>'accountId' = ?)`, [accountId])
      .delete();
  }

  async #findBy(where: Record<string, string>): Promise<RecordPayload | undefined> {
    const row = await this.#db('oidc_record')
      .where(where)
      .whereRaw('(expires_at is null or expires_at > now())')
      .select('payload', 'consumed_at')
      .first<Row | undefined>();
    return row && payloadOf(row);
  }

  async #sweepNowAndThen(): Promise<void> {
    const now = Date.now();
    if (now - this.#sweptAt < sweepEveryMs) return;
    this.#sweptAt = now;
    await this.#db('oidc_record').where('expires_at', '<', this.#db.fn.now()).delete();
    await this.#db('one_time_link').where('expires_at', '<', this.#db.fn.now()).delete();
  }
}

const payloadOf = ({ payload, consumed_at }: Row): RecordPayload =>
  consumed_at ? { ...payload, consumed: Math.floor(consumed_at.getTime() / 1000) } : payload;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
