import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';

import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';

import { ServiceRefusal, unavailable } from '../testing/aws/json-service.ts';
import { RestService } from '../testing/aws/rest-service.ts';
import { useTestCredentials } from '../testing/aws/test-credentials.ts';
import { putEdgeKeys } from './cloudfront-edge-keys.ts';
import { sdkLimits } from './sdk-limits.ts';

const arn = 'arn:aws:cloudfront::111122223333:key-value-store/3f0e1c3a-0c3d-4a5e-9a55-000000000000';

const loopback = { address: '127.0.0.1', family: 4 };

/**
 * The SDK's own client with its signer of SigV4A, and a stand-in with the store's ETag over loopback. It does not verify the
 * signature, nor prove how long a change takes to reach the edges.
 */
describe('putEdgeKeys', () => {
  const keys = new Map<string, string>();
  let version = 1;
  let meddle = 0;
  let service: RestService;
  let client: CloudFrontKeyValueStoreClient;

  before(async () => {
    useTestCredentials();
    service = await RestService.start(({ method, path, headers, input }) => {
      assert.match(headers.authorization ?? '', /^AWS4-ECDSA-P256-SHA256 Credential=/);
      const [, found, key] = /^\/key-value-stores\/([^/]+\/[^/]+)(?:\/keys)?(?:\/([^/]+))?$/.exec(path) ?? [];
      assert.equal(found, arn);
      const etag = { etag: `v${version}` };
      if (method === 'POST') {
        if (headers['if-match'] !== `v${version}`)
          throw new ServiceRefusal('ConflictException', 'changed', 409);
        const { Puts = [], Deletes = [] } = input as {
          Puts?: { Key: string; Value: string }[];
          Deletes?: { Key: string }[];
        };
        for (const { Key, Value } of Puts) keys.set(Key, Value);
        for (const { Key } of Deletes)
          if (!keys.delete(Key)) throw new ServiceRefusal('ValidationException', 'no such key');
        version++;
        return { body: { ItemCount: keys.size, TotalSizeInBytes: 100 }, headers: { etag: `v${version}` } };
      }
      if (key === undefined) {
        // Somebody else is as fast.
        if (meddle > 0) setImmediate(() => version++);
        meddle = Math.max(0, meddle - 1);
        const Created = 1_767_225_600;
        return { body: { ItemCount: keys.size, TotalSizeInBytes: 1, KvsARN: arn, Created }, headers: etag };
      }
      const Value = keys.get(key);
      if (Value === undefined) throw new ServiceRefusal('ResourceNotFoundException', 'no such key', 404);
      return { body: { Key: key, Value, ItemCount: keys.size, TotalSizeInBytes: 1 } };
    });
    // The client asks the host of the account, which no resolver knows here.
    const httpAgent = new Agent({ lookup: (_host, _options, done) => done(null, [loopback]) });
    const { maxAttempts, requestHandler } = sdkLimits({ requestTimeout: 1000 });
    client = new CloudFrontKeyValueStoreClient({
      endpoint: service.url.replace('127.0.0.1', 'localhost'),
      maxAttempts,
      requestHandler: { ...requestHandler, httpAgent },
    });
  });
  beforeEach(() => {
    keys.clear();
    service.heal();
    meddle = 0;
  });
  after(async () => {
    client.destroy();
    await service.stop();
  });

  it('writes the first key, and both at a rotation', async () => {
    await putEdgeKeys(client, arn, { current: 'one', previous: null });
    assert.deepEqual([...keys], [['current', 'one']]);
    await putEdgeKeys(client, arn, { current: 'two', previous: 'one' });
    assert.deepEqual(Object.fromEntries(keys), { current: 'two', previous: 'one' });
    await putEdgeKeys(client, arn, { current: 'two', previous: 'one' });
    await putEdgeKeys(client, arn, { current: 'three', previous: null });
    assert.deepEqual([...keys], [['current', 'three']]);
  });

  it('begins anew when somebody else changed the store meanwhile, but not for ever', async () => {
    meddle = 2;
    await putEdgeKeys(client, arn, { current: 'one', previous: 'zero' });
    assert.equal(keys.get('current'), 'one');
    meddle = 99;
    await assert.rejects(putEdgeKeys(client, arn, { current: 'two', previous: 'one' }), {
      code: 'edge_keys_contended',
    });
    assert.equal(keys.get('current'), 'one');
  });

  it('bears failures and a lost answer', async () => {
    service.failNext(unavailable, 'cut');
    await putEdgeKeys(client, arn, { current: 'one', previous: 'zero' });
    service.failNext({ status: 403, code: 'AccessDeniedException' });
    await assert.rejects(putEdgeKeys(client, arn, { current: 'two', previous: 'one' }), {
      name: 'AccessDeniedException',
    });
    assert.equal(keys.get('current'), 'one');
  });
});
