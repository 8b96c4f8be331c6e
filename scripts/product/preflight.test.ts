import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { prepareDataDir, requireDiskSpace, requirePort } from './preflight.ts';

describe('preflight', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-preflight-'));
  });

  after(() => rm(folder, { recursive: true }));

  it('makes the data folder private, also one that was open', async () => {
    const dataDir = join(folder, 'a', 'b');
    await prepareDataDir(dataDir);
    assert.equal((await stat(dataDir)).mode & 0o777, 0o700);
    await chmod(dataDir, 0o755);
    await prepareDataDir(dataDir);
    assert.equal((await stat(dataDir)).mode & 0o777, 0o700);
  });

  it('names the folder that cannot be made', async () => {
    await assert.rejects(prepareDataDir('/dev/null/data'), {
      code: 'notAllowed',
      message: /\/dev\/null\/data.*DATA_DIR/,
    });
  });

  it('refuses a full disk', async () => {
    await requireDiskSpace(folder, 1);
    await assert.rejects(requireDiskSpace(folder, Number.MAX_SAFE_INTEGER), {
      code: 'diskFull',
      message: /free/,
    });
  });

  it('refuses a port that is taken and tells how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await assert.rejects(requirePort('127.0.0.1', port, 'PORT'), {
      code: 'portTaken',
      message: new RegExp(`Port ${port} .*PORT=\\d+ npm start`),
    });
    server.close();
    await once(server, 'close');
    await requirePort('127.0.0.1', port, 'PORT');
  });

  it('refuses an address of another machine', async () => {
    await assert.rejects(requirePort('203.0.113.7', 0, 'PORT'), { code: 'badConfiguration' });
  });
});
