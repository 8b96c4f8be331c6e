import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { operations } from '@vidkit/contracts/operations';
import { type OperationId, paths } from '@vidkit/contracts/paths';

import { directPatterns, gatewayPath, gatewayPattern, tokenRoutes } from '../lib/delivery-routes.ts';

/** As CloudFront compares: `*` is anything, slashes included. */
const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(path);

const wayOf = (path: string): 'direct' | 'gateway' | 'page' => {
  if (directPatterns.some((pattern) => matches(pattern, path))) return 'direct';
  return matches(gatewayPattern, path) ? 'gateway' : 'page';
};

const example = (id: OperationId): string => (paths[id].split(' ')[1] ?? '').replace(/:\w+/g, '0198');

describe('directPatterns', () => {
  it('sends streams and files past the gateway, which would cut them off', () => {
    for (const id of Object.keys(paths) as OperationId[]) {
      const operation = operations[id];
      if ('stream' in operation || 'file' in operation) assert.equal(wayOf(example(id)), 'direct', id);
    }
    for (const path of ['/v1/tus', '/v1/tus/0198', '/v1/uppy/token/s3/multipart']) {
      assert.equal(wayOf(path), 'direct', path);
    }
  });

  it('sends all other operations but reports of views through the gateway', () => {
    for (const id of Object.keys(paths) as OperationId[]) {
      const operation = operations[id];
      if ('stream' in operation || 'file' in operation || id === 'recordEvents') continue;
      // A pattern of another operation may take it along; that costs nothing but the gateway's part.
      assert.notEqual(wayOf(example(id)), 'page', id);
    }
    assert.equal(wayOf('/v1/me'), 'gateway');
    assert.equal(wayOf('/v1/uploads/0198/complete'), 'gateway');
    assert.equal(wayOf('/v1/events'), 'direct');
  });

  it('leaves pages, sign-in and discovery to the balancer', () => {
    for (const path of ['/', '/watch/0198', '/oauth/token', '/.well-known/openid-configuration', '/oembed']) {
      assert.equal(wayOf(path), 'page', path);
    }
  });

  it('stays far below the number of behaviours that a distribution takes', () => {
    assert.ok(directPatterns.length < 15, String(directPatterns.length));
  });
});

describe('tokenRoutes', () => {
  it('asks for a token where the product always does, and upload tokens cannot do', () => {
    const ids = new Set(tokenRoutes.map(({ id }) => id));
    for (const id of ['getMe', 'listVideos', 'deleteVideo', 'createSite', 'createComment'] as const) {
      assert.ok(ids.has(id), id);
    }
    for (const id of [
      'createUpload',
      'updateVideo',
      'getVideo',
      'getPlayback',
      'recordEvents',
      'followMe',
    ] as const) {
      assert.ok(!ids.has(id), id);
    }
  });

  it('spells parameters as the gateway does', () => {
    assert.equal(
      gatewayPath('/v1/videos/:id/captions/:kind/:language'),
      '/v1/videos/{id}/captions/{kind}/{language}',
    );
  });
});
