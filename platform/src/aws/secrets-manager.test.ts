import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { rotateSecrets, type Secrets } from '../local/secrets.ts';
import { type Json, JsonService, ServiceRefusal, unavailable } from '../testing/aws/json-service.ts';
import { useTestCredentials } from '../testing/aws/test-credentials.ts';
import { sdkLimits } from './sdk-limits.ts';
import { SecretsManager } from './secrets-manager.ts';

/** The SDK's own client, and a stand-in over loopback that knows versions, but neither rights nor keys of KMS. */
describe('SecretsManager', () => {
  const versions = new Map<string, { AWSCURRENT?: string; AWSPREVIOUS?: string }>();
  let service: JsonService;
  let client: SecretsManagerClient;
  let secrets: SecretsManager;
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message), error: () => undefined };
  const create = (keepMs = 60_000): SecretsManager => new SecretsManager({ client, log, keepMs });

  before(async () => {
    useTestCredentials();
    service = await JsonService.start({
      target: 'secretsmanager',
      contentType: 'application/x-amz-json-1.1',
      act: (action, input) => Promise.resolve(act(action, input)),
    });
    client = new SecretsManagerClient({ endpoint: service.url, ...sdkLimits({ requestTimeout: 200 }) });
  });
  after(async () => {
    client.destroy();
    await service.stop();
  });
  beforeEach(() => {
    secrets = create();
  });
  afterEach(() => {
    versions.clear();
    service.heal();
    service.requests.length = 0;
    warnings.length = 0;
  });

  const act = (action: string, { SecretId, SecretString, VersionStage = 'AWSCURRENT' }: Json): Json => {
    const found = versions.get(String(SecretId));
    if (!found) throw new ServiceRefusal('ResourceNotFoundException', 'there is no such secret');
    if (action === 'PutSecretValue') {
      const previous = found.AWSCURRENT === undefined ? {} : { AWSPREVIOUS: found.AWSCURRENT };
      versions.set(String(SecretId), { ...previous, AWSCURRENT: String(SecretString) });
      return {};
    }
    assert.equal(action, 'GetSecretValue');
    const value = found[VersionStage as 'AWSCURRENT' | 'AWSPREVIOUS'];
    if (value === undefined)
      throw new ServiceRefusal('ResourceNotFoundException', 'there is no such version');
    return { SecretString: value };
  };

  const dayMs = 86_400_000;
  /** As old as keys mostly are. */
  const keysOf = (old: Secrets | null = null): Secrets => rotateSecrets(old, new Date(Date.now() - dayMs));

  describe('installation', () => {
    it('gives the current keys first, and those before them', async () => {
      const [first, other] = [keysOf(), keysOf()];
      versions.set('keys', { AWSCURRENT: JSON.stringify(first) });
      assert.deepEqual(await secrets.installation('keys'), first);
      versions.set('keys', { AWSCURRENT: JSON.stringify(other), AWSPREVIOUS: JSON.stringify(first) });
      const both = await create().installation('keys');
      assert.deepEqual(both.mediaKeys, [...other.mediaKeys, ...first.mediaKeys]);
      assert.deepEqual(
        both.signingKeys.map(({ kid }) => kid),
        [...other.signingKeys, ...first.signingKeys].map(({ kid }) => kid),
      );
      assert.equal(both.rotatedAt, other.rotatedAt);
    });

    it('forgets a key after two rotations, which end it for good', async () => {
      const day = (count: number) => new Date(Date.now() - count * dayMs);
      const first = rotateSecrets(null, day(3));
      const second = rotateSecrets(first, day(2));
      const third = rotateSecrets(second, day(1));
      versions.set('keys', { AWSCURRENT: JSON.stringify(third), AWSPREVIOUS: JSON.stringify(second) });
      const keys = await create().installation('keys');
      assert.ok(!keys.cookieKeys.includes(first.cookieKeys[0] ?? ''));
      assert.ok(!keys.signingKeys.some(({ kid }) => kid === first.signingKeys[0]?.kid));
      assert.deepEqual([keys.cookieKeys.length, keys.signingKeys.length], [2, 2]);
    });

    it('reads on where the version before has no keys', async () => {
      const first = keysOf();
      versions.set('keys', { AWSCURRENT: JSON.stringify(first), AWSPREVIOUS: '{}' });
      assert.deepEqual(await create().installation('keys'), first);
    });

    it('lets a new key be published for two hours before it signs', async () => {
      const first = keysOf();
      const second = rotateSecrets(first, new Date(), 'RS256');
      versions.set('keys', { AWSCURRENT: JSON.stringify(second), AWSPREVIOUS: JSON.stringify(first) });
      const kids = async () => (await create().installation('keys')).signingKeys.map(({ kid }) => kid);
      const [older, newer] = [first.signingKeys[0]?.kid, second.signingKeys[0]?.kid];
      assert.deepEqual(await kids(), [older, newer]);
      const cookies = (await create().installation('keys')).cookieKeys;
      assert.deepEqual(cookies, [first.cookieKeys[0], second.cookieKeys[0]]);
      const later = { ...second, rotatedAt: new Date(Date.now() - 3 * 3_600_000).toISOString() };
      versions.set('keys', { AWSCURRENT: JSON.stringify(later), AWSPREVIOUS: JSON.stringify(first) });
      assert.deepEqual(await kids(), [newer, older]);
    });

    it('names each key once when the current version holds the previous ones itself', async () => {
      const first = keysOf();
      const second = keysOf(first);
      versions.set('keys', { AWSCURRENT: JSON.stringify(second), AWSPREVIOUS: JSON.stringify(first) });
      assert.deepEqual(await secrets.installation('keys'), second);
    });

    it('is rotated, from nothing, too', async () => {
      await assert.rejects(secrets.rotateInstallation('keys'), { code: 'secret_missing' });
      for (const empty of [{}, { AWSCURRENT: '{}' }]) {
        versions.set('keys', empty);
        await secrets.rotateInstallation('keys');
        assert.equal(JSON.parse(versions.get('keys')?.AWSCURRENT ?? '').mediaKeys.length, 1);
      }
      const before = JSON.parse(versions.get('keys')?.AWSCURRENT ?? '') as Secrets;
      versions.set('keys', { AWSCURRENT: JSON.stringify(before) });
      await secrets.rotateInstallation('keys');
      const { mediaKeys } = await secrets.installation('keys');
      // The one before signs on, until everybody knows the new one.
      assert.deepEqual([mediaKeys.length, mediaKeys[0]], [2, before.mediaKeys[0]]);
    });
  });

  it('reads what RDS keeps, and passwords alone or in JSON', async () => {
    const stored = { engine: 'postgres', host: 'db', port: 5433, dbname: 'v', username: 'u', password: 'p@' };
    versions.set('db', { AWSCURRENT: JSON.stringify(stored) });
    const { engine: _, ...credentials } = stored;
    assert.deepEqual(await secrets.database('db'), credentials);
    versions.set('redis', { AWSCURRENT: 'plain' });
    versions.set('json', { AWSCURRENT: '{"password":"inside"}' });
    assert.deepEqual([await secrets.password('redis'), await secrets.password('json')], ['plain', 'inside']);
  });

  it('keeps values for a while, also those that many ask for at once', async () => {
    versions.set('redis', { AWSCURRENT: 'one' });
    const brief = create(100);
    await Promise.all([1, 2, 3].map(() => brief.password('redis')));
    assert.equal(service.count('GetSecretValue'), 1);
    versions.set('redis', { AWSCURRENT: 'two' });
    assert.equal(await brief.password('redis'), 'one');
    await sleep(120);
    assert.equal(await brief.password('redis'), 'two');
  });

  it('goes on with the last value while Secrets Manager is away, and says so', async () => {
    versions.set('redis', { AWSCURRENT: 'one' });
    const brief = create(1);
    await brief.password('redis');
    await sleep(5);
    service.failNext('GetSecretValue', unavailable, 4);
    assert.equal(await brief.password('redis'), 'one');
    assert.equal(warnings.length, 1);
  });

  it('reads a replaced password anew when the old one is refused, once', async () => {
    versions.set('db', { AWSCURRENT: 'old' });
    const connect = (accepted: string) =>
      secrets.use('db', {
        read: () => secrets.password('db'),
        work: (password) =>
          password === accepted ? Promise.resolve(password) : Promise.reject(new Error('28P01')),
        isRefusal: (error) => (error as Error).message === '28P01',
      });
    assert.equal(await connect('old'), 'old');
    await assert.rejects(connect('new'), /28P01/);
    versions.set('db', { AWSCURRENT: 'new' });
    assert.equal(await connect('new'), 'new');
    const before = service.count('GetSecretValue');
    await assert.rejects(
      secrets.use('db', {
        read: () => secrets.password('db'),
        work: () => Promise.reject(new Error('elsewhere')),
        isRefusal: () => false,
      }),
      /elsewhere/,
    );
    assert.equal(service.count('GetSecretValue'), before);
  });

  describe('what cannot be had', () => {
    it('is coded, and never quoted', async () => {
      await assert.rejects(secrets.password('none'), { code: 'secret_missing' });
      for (const [value, read] of [
        ['{"mediaKeys": "s3cr3t', () => secrets.installation('odd')],
        ['"s3cr3t"', () => secrets.installation('odd')],
        [JSON.stringify({ ...keysOf(), mediaKeys: 's3cr3t' }), () => secrets.installation('odd')],
        [JSON.stringify({ ...keysOf(), signingKeys: [{ d: 's3cr3t' }] }), () => secrets.installation('odd')],
        ['{"host":"h","username":"s3cr3t"}', () => secrets.database('odd')],
        ['{"host":"h","username":"u","password":"p","port":"s3cr3t"}', () => secrets.database('odd')],
        ['{"pass":"s3cr3t"}', () => secrets.password('odd')],
      ] as const) {
        versions.set('odd', { AWSCURRENT: value });
        secrets.forget('odd');
        await assert.rejects(read(), (error: Error & { code: string }) => {
          assert.equal(error.code, 'secret_malformed');
          assert.ok(error.message.includes('odd') && !error.message.includes('s3cr3t'), error.message);
          return true;
        });
      }
    });

    for (const [name, code] of [
      ['AccessDeniedException', 'secret_denied'],
      ['DecryptionFailure', 'secret_denied'],
      ['InvalidRequestException', 'secret_missing'],
    ] as const) {
      it(`is ${code} for ${name}`, async () => {
        versions.set('redis', { AWSCURRENT: 'one' });
        service.failNext('GetSecretValue', { status: 400, code: name });
        await assert.rejects(secrets.password('redis'), { code });
        assert.equal(await secrets.password('redis'), 'one', 'a failure is not kept');
      });
    }

    it('is tried again when throttled, failed, cut or silent, and unavailable in the end', async () => {
      versions.set('redis', { AWSCURRENT: 'one' });
      service.failNext('GetSecretValue', { status: 400, code: 'ThrottlingException' });
      service.failNext('GetSecretValue', 'cut');
      service.failNext('GetSecretValue', 'hang');
      assert.equal(await secrets.password('redis'), 'one');
      secrets.forget('redis');
      service.failNext('GetSecretValue', unavailable, 4);
      await assert.rejects(secrets.password('redis'), { code: 'secret_unavailable' });
    });
  });
});
