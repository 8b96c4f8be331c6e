import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createClient, type Client } from '@vidkit/contracts/client';
import { scopes, type Scope } from '@vidkit/contracts/operations';
import { readConfig } from '@vidkit/platform/config';
import { loadSecrets } from '@vidkit/platform/local/secrets';
import { createTestDatabase } from '@vidkit/platform/testing/test-database';
import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';

import type { Adapters } from '../adapters.ts';
import { compose, type Product } from '../compose.ts';
import { localAdapters } from '../local/adapters.ts';
import { signOperatorToken } from '../features/identity/operator-token.ts';

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly client: Client;
}

export interface TestApi {
  readonly url: string;
  readonly product: Product;
  readonly adapters: Adapters;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly visitor: Client;
  /** A new account with a token of the given scopes, of all when none are given. */
  person(name?: string, scopes?: readonly Scope[]): Promise<TestPerson>;
  stop(): Promise<void>;
}

/** The whole API on a real database, a real disk store and a real port. */
export const startTestApi = async (env: Record<string, string> = {}): Promise<TestApi> => {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'vidkit-api-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const secrets = await loadSecrets(dataDir);
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    ...env,
  });
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const adapters = localAdapters({ ...config, databaseUrl: database.url }, secrets, log);
  const product = compose({ config, secrets, adapters, log });
  await product.start();
  const server = createServer(product.app);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  const [signingKey] = secrets.signingKeys;
  if (!signingKey) throw new Error('no signing key');
  return {
    url,
    product,
    adapters,
    databaseUrl: database.url,
    dataDir,
    visitor: createClient({ baseUrl: url }),
    person: async (name = 'Ada', granted = Object.keys(scopes) as Scope[]) => {
      const id = uuidv7();
      const email = `${id}@example.test`;
      await product.identity.create({ id, email, name, password: `correct horse ${id}`, confirmed: true });
      const token = await signOperatorToken({ signingKey, publicUrl: url, accountId: id, scopes: granted });
      return {
        id,
        email,
        token,
        client: createClient({ baseUrl: url, getToken: () => Promise.resolve(token) }),
      };
    },
    stop: async () => {
      product.drain();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await product.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
};
