import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EmlMailer } from '@vidkit/platform/local/eml-mailer';
import { LocalIdentity } from '@vidkit/platform/local/local-identity';
import { MemoryRateLimiter } from '@vidkit/platform/local/memory-rate-limiter';
import { rotateSecrets, type SigningKey } from '@vidkit/platform/local/secrets';
import type { SocialSignIn } from '@vidkit/platform/ports/social-sign-in';
import type { Cache } from '@vidkit/platform/ports/cache';
import { createTestDatabase } from '@vidkit/platform/testing/test-database';
import { transform } from 'esbuild';
import express from 'express';
import pg from 'pg';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';

import { connect } from '../../../db/connect.ts';
import { migrate } from '../../../db/migrate.ts';
import type { RegisteredSite } from '../clients.ts';
import { createIdentityFeature } from '../identity.ts';
import type { IdentityFeature } from '../identity.ts';

export interface IdentityServer extends IdentityFeature {
  readonly publicUrl: string;
  /** Where it really listens. */
  readonly localUrl: string;
  readonly identity: LocalIdentity;
  readonly mailer: EmlMailer;
  readonly knex: ReturnType<typeof connect>;
  /** Registered sites; change it at will. */
  readonly sites: Map<string, RegisteredSite>;
  addSite(site?: Partial<RegisteredSite>): RegisteredSite;
  /** A person who can sign in. */
  addPerson(person?: {
    email?: string;
    name?: string;
    password?: string;
  }): Promise<{ id: string; email: string; password: string }>;
  stop(): Promise<void>;
}

const assets = join(import.meta.dirname, '../../../../pages');
/** Made by the build; without it the pages have the browser's own colours. */
const tokens = join(import.meta.dirname, '../../../../dist/pages/tokens.css');

/** The identity feature alone, on a real Postgres and a port of its own. */
export const createIdentityServer = async (
  options: {
    publicUrl?: string;
    cache?: Cache;
    algorithm?: SigningKey['alg'];
    social?: (publicUrl: string) => SocialSignIn;
  } = {},
): Promise<IdentityServer> => {
  const database = await createTestDatabase();
  const knex = connect({ connectionString: database.url });
  await migrate(knex);
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  const folder = await mkdtemp(join(tmpdir(), 'vidkit-identity-'));

  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const localUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const publicUrl = options.publicUrl ?? localUrl;

  const identity = new LocalIdentity(pool);
  const mailer = new EmlMailer(join(folder, 'mail'));
  const sites = new Map<string, RegisteredSite>();
  const rateLimiter = new MemoryRateLimiter();
  const feature = createIdentityFeature({
    config: { publicUrl },
    secrets: rotateSecrets(null, new Date(), options.algorithm),
    knex,
    identity,
    mailer,
    mailbox: mailer,
    rateLimiter,
    cache: options.cache ?? null,
    social: options.social?.(publicUrl) ?? null,
    log: pino({ level: 'error' }),
    findSite: async (id) => sites.get(id) ?? null,
    findSiteByOrigin: async (origin) => [...sites.values()].find((site) => site.origin === origin) ?? null,
  });

  app.get('/assets/pages/:file', async (request, response) => {
    const { file } = request.params;
    if (file === 'tokens.css')
      return void response.type('css').send(await readFile(tokens, 'utf8').catch(() => ''));
    if (file.endsWith('.css'))
      return void response.type('css').send(await readFile(join(assets, file), 'utf8'));
    const source = await readFile(join(assets, file.replace(/\.js$/, '.ts')), 'utf8');
    response.type('js').send((await transform(source, { loader: 'ts', target: 'es2022' })).code);
  });
  app.use(feature.router);
  // Stands for the studio and for pages of sites.
  app.get(
    ['/studio/callback', '/studio'],
    (_request, response) => void response.type('html').send('<title>Studio</title>'),
  );

  return {
    ...feature,
    publicUrl,
    localUrl,
    identity,
    mailer,
    knex,
    sites,
    addSite: (site = {}) => {
      const added: RegisteredSite = {
        id: uuidv7(),
        name: 'Example',
        origin: 'https://example.com',
        scopes: ['comments:write', 'reactions:write'],
        ...site,
      };
      sites.set(added.id, added);
      return added;
    },
    addPerson: async ({
      email = `${uuidv7()}@example.com`,
      name = 'Ada',
      password = 'correct horse battery',
    } = {}) => {
      const { id } = await identity.create({ id: uuidv7(), email, name, password, confirmed: true });
      return { id, email, password };
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await rateLimiter.stop();
      await knex.destroy();
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
