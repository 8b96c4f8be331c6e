import { createHmac } from 'node:crypto';
import { realpath } from 'node:fs/promises';

import pg from 'pg';

import { PostgresError } from './postgres-error.ts';

export const superuser = 'postgres';
const role = 'vidkit';
const database = 'vidkit';

/** The superuser's password follows from the application's, so that one secret is enough to keep. */
export const superuserPassword = (password: string): string =>
  createHmac('sha256', password).update('postgres superuser').digest('base64url');

export const adminUrl = (port: number, password: string): string =>
  `postgres://${superuser}:${superuserPassword(password)}@127.0.0.1:${port}/postgres`;

/** Address of the application's database under its own role, which row-level security binds. */
export const applicationUrl = (port: number, password: string): string =>
  `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/** Connects as superuser, checks that the server is the one on `directory`, and makes role and database. */
export const prepareDatabase = async (port: number, directory: string, password: string): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl(port, password), connectionTimeoutMillis: 5000 });
  // A server that stops ends idle clients by an error event, which would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    const served = rows[0]?.data_directory ?? '';
    if ((await realpath(served)) !== (await realpath(directory))) {
      throw new PostgresError(
        'postgres_failed',
        `The server on port ${port} serves ${served}, not ${directory}.`,
      );
    }
    await ensureRole(client, password);
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw new PostgresError(
      'postgres_password',
      `The password in secrets.json does not open the database in ${directory}. Put back the secrets.json that belongs to it.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
};

const ensureRole = async (client: pg.Client, password: string): Promise<void> => {
  const literal = client.escapeLiteral(password);
  const roles = await client.query('select 1 from pg_catalog.pg_roles where rolname = $1', [role]);
  if (roles.rowCount === 0) await client.query(`create role ${role} login nosuperuser password ${literal}`);
  const databases = await client.query('select 1 from pg_catalog.pg_database where datname = $1', [database]);
  if (databases.rowCount === 0) await client.query(`create database ${database} owner ${role}`);
};
