import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { readConfig } from '@vidkit/platform/config';

import { repository } from '../bootstrap/folders.mjs';

const text = (path: string): string => readFileSync(join(repository, path), 'utf8');
const dockerfile = text('Dockerfile');
const compose = text('compose.yaml');

/** The image itself is built where there is something that builds images; this holds what drifts without anybody noticing. */
describe('the container image', () => {
  it('knows every workspace, without which npm installs nothing', () => {
    const { workspaces } = JSON.parse(text('package.json')) as { workspaces: string[] };
    for (const workspace of workspaces) {
      const copies =
        dockerfile.match(new RegExp(`^COPY .*${workspace}/package\\.json ${workspace}/$`, 'gm')) ?? [];
      assert.ok(copies.length >= 2, `${workspace}/package.json is copied ${copies.length} times`);
    }
  });

  it('copies and starts what is there', () => {
    const built = /\/dist$/;
    const paths = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) \S+$/gm)].map(
      (match) => match[1] ?? '',
    );
    const started = [...`${dockerfile}${compose}`.matchAll(/\w+\/src\/[\w/.-]+\.ts/g)].map(
      (match) => match[0],
    );
    assert.ok(started.length >= 2);
    for (const path of [...paths, ...started]) {
      assert.ok(built.test(path) || existsSync(join(repository, path)), path);
    }
  });

  it('runs as nobody special, on exact versions', () => {
    assert.match(dockerfile, /^USER node$/m);
    for (const [, image] of `${dockerfile}\n${compose}`.matchAll(/(?:^ARG NODE=|image: )(\S+)/gm)) {
      assert.ok(image === 'vidkit' || /:\d+\.\d+[\w.-]*$/.test(image ?? ''), image);
    }
  });

  it('is told only what the product understands', () => {
    const environment = /environment: &environment\n((?: {4}\w+: .*\n)+)/.exec(compose)?.[1] ?? '';
    const given = Object.fromEntries(
      [...environment.matchAll(/^ {4}(\w+): (.*)$/gm)].map(([, name = '', value = '']) => [
        name,
        value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{\w+(:\?[^}]*)?\}/g, 'example.com'),
      ]),
    );
    assert.ok(Object.keys(given).length >= 8);
    const source = text('platform/src/config.ts');
    for (const name of Object.keys(given)) assert.match(source, new RegExp(`^  ${name}: `, 'm'));
    const config = readConfig(given);
    assert.equal(config.publicUrl, 'https://example.com');
    assert.equal(config.redisUrl, 'redis://redis:6379');
    assert.equal(config.trustProxy, true);
  });
});
