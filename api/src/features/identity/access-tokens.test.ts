import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { loadSecrets, rotateSecrets, type SigningKey } from '@vidkit/platform/local/secrets';
import { SignJWT, decodeProtectedHeader, importJWK } from 'jose';

import { AccessTokens } from './access-tokens.ts';
import { signOperatorToken } from './operator-token.ts';
import { ClientDirectory } from './clients.ts';

const publicUrl = 'https://video.example';
const accountId = randomUUID();

describe('AccessTokens', () => {
  let folder: string;
  let old: SigningKey;
  let current: SigningKey;
  let foreign: SigningKey;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-keys-'));
    const first = await loadSecrets(folder);
    const later = await loadSecrets(folder, new Date(Date.now() + 91 * 86_400_000));
    [old, current] = [first.signingKeys[0] as SigningKey, later.signingKeys[0] as SigningKey];
    foreign = (await loadSecrets(join(folder, 'other'))).signingKeys[0] as SigningKey;
    assert.notEqual(old.kid, current.kid);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const create = (grants: ReadonlySet<string>, keys = [current, old]) =>
    new AccessTokens({
      signingKeys: keys,
      clients: new ClientDirectory(publicUrl, {
        findSite: async () => null,
        findSiteByOrigin: async () => null,
      }),
      records: { find: async (_model, id) => (grants.has(id) ? {} : undefined) },
      identity: { find: async (id) => ({ id, email: 'ada@example.com', name: 'Ada', confirmed: true }) },
    });

  const sign = async (
    key: SigningKey,
    { header = {}, claims = {} }: { header?: Record<string, string>; claims?: Record<string, unknown> } = {},
  ) =>
    new SignJWT({
      iss: `${publicUrl}/oauth`,
      aud: `${publicUrl}/v1`,
      sub: accountId,
      client_id: 'studio',
      grant: 'g',
      scope: 'videos:read nonsense constructor',
      exp: Math.floor(Date.now() / 1000) + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: key.alg, typ: 'at+jwt', kid: key.kid, ...header })
      .sign(await importJWK({ ...key }, key.alg));

  it('takes tokens of the current key and of the previous one', async () => {
    for (const key of [current, old]) {
      const principal = await create(new Set(['g'])).verify(await sign(key));
      assert.equal(principal?.accountId, accountId);
      assert.deepEqual([...principal.scopes], ['videos:read'], 'unknown scopes mean nothing');
    }
  });

  it('takes what was signed before the algorithm changed, and signs for operators by the new one', async () => {
    const [rsa] = rotateSecrets(null, new Date(), 'RS256').signingKeys as [SigningKey];
    const tokens = create(new Set(['g']), [rsa, current]);
    for (const key of [rsa, current])
      assert.equal((await tokens.verify(await sign(key)))?.accountId, accountId);
    const minted = await signOperatorToken({
      signingKey: rsa,
      publicUrl,
      accountId,
      scopes: ['videos:read'],
    });
    assert.equal(decodeProtectedHeader(minted).alg, 'RS256');
    assert.equal((await tokens.verify(minted))?.accountId, accountId);
  });

  it('refuses keys that are gone or foreign, whatever name they carry', async () => {
    const tokens = create(new Set(['g']), [current]);
    assert.equal(await tokens.verify(await sign(old)), null);
    assert.equal(await tokens.verify(await sign(foreign, { header: { kid: current.kid } })), null);
  });

  it('refuses what is for others, expired, of another kind, or lacks a claim', async () => {
    const tokens = create(new Set(['g']));
    const cases: Parameters<typeof sign>[1][] = [
      { claims: { aud: 'https://other.example/v1' } },
      { claims: { iss: 'https://other.example/oauth' } },
      { claims: { exp: Math.floor(Date.now() / 1000) - 1 } },
      { claims: { exp: undefined } },
      { claims: { sub: undefined } },
      { claims: { client_id: undefined } },
      { claims: { grant: undefined } },
      { claims: { client_id: `site:${randomUUID()}` } },
      { header: { typ: 'JWT' } },
    ];
    for (const change of cases)
      assert.equal(await tokens.verify(await sign(current, change)), null, JSON.stringify(change));
  });

  it('refuses a token whose grant is gone, and asks again after a failure', async () => {
    assert.equal(await create(new Set()).verify(await sign(current)), null);

    let down = true;
    const tokens = new AccessTokens({
      signingKeys: [current],
      clients: new ClientDirectory(publicUrl, {
        findSite: async () => null,
        findSiteByOrigin: async () => null,
      }),
      records: {
        find: async () => {
          if (down) throw new Error('database down');
          return {};
        },
      },
      identity: { find: async () => null },
    });
    const token = await sign(current);
    await assert.rejects(tokens.verify(token), /database down/);
    down = false;
    assert.ok(await tokens.verify(token));
  });
});
