import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { covers } from './dependencies.mjs';
import { cacheFolder, repository } from './folders.mjs';
import { isEnough } from './node.mjs';
import { npm } from './npm.mjs';

describe('isEnough', () => {
  it('demands the first Node that runs TypeScript as it is', () => {
    for (const version of ['22.18.0', '22.23.3', '24.0.0']) assert.equal(isEnough(version), true, version);
    for (const version of ['20.19.0', '22.17.9', '21.99.0']) assert.equal(isEnough(version), false, version);
  });
});

describe('covers', () => {
  const wanted = {
    packages: {
      '': {},
      api: {},
      'node_modules/@vidkit/api': { link: true },
      'node_modules/express': { version: '5.3.0' },
      'node_modules/eslint': { version: '10.15.0', dev: true },
      'node_modules/@esbuild/win32-x64': { version: '0.28.2', optional: true },
    },
  };
  const express = { 'node_modules/express': { version: '5.3.0' } };

  it('needs every package in its version', () => {
    assert.equal(covers(wanted, { packages: express }, 'run'), true);
    assert.equal(covers(wanted, { packages: {} }, 'run'), false);
    assert.equal(
      covers(wanted, { packages: { 'node_modules/express': { version: '5.2.0' } } }, 'run'),
      false,
    );
    assert.equal(covers(wanted, null, 'run'), false);
  });

  it('needs development packages only for the full set', () => {
    assert.equal(covers(wanted, { packages: express }, 'all'), false);
    const all = { ...express, 'node_modules/eslint': { version: '10.15.0', dev: true } };
    assert.equal(covers(wanted, { packages: all }, 'all'), true);
  });

  it('bears optional packages of other machines, but not in a wrong version', () => {
    const stale = { ...express, 'node_modules/@esbuild/win32-x64': { version: '0.1.0', optional: true } };
    assert.equal(covers(wanted, { packages: stale }, 'run'), false);
  });
});

describe('cacheFolder', () => {
  it('is the user’s, or the repository’s when there is no home or it cannot be written', async () => {
    const home = await mkdtemp(join(tmpdir(), 'vidkit-home-'));
    assert.deepEqual(cacheFolder({ HOME: home }), { folder: join(home, '.cache', 'vidkit'), own: true });
    assert.equal(
      cacheFolder({ HOME: home, XDG_CACHE_HOME: join(home, 'x') }).folder,
      join(home, 'x', 'vidkit'),
    );
    const own = { folder: join(repository, '.cache'), own: false };
    assert.deepEqual(cacheFolder({}), own);
    assert.deepEqual(cacheFolder({ HOME: '/dev/null' }), own);
    await rm(home, { recursive: true });
  });
});

describe('npm', () => {
  it('says that the registry cannot be reached, and nothing else', async () => {
    const args = ['ping', '--registry=http://127.0.0.1:9/', '--fetch-retries=0'];
    await assert.rejects(npm(args, { cwd: repository, task: 'ask' }), {
      code: 'offline',
      message: 'Could not ask: the npm registry cannot be reached. Go online and start again.',
    });
  });
});
