import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { type Account, as, chooseAccount, withPrefix } from './postgres/account.ts';
import { findBinaries, type PostgresBinaries } from './postgres/binaries.ts';
import {
  adminUrl,
  applicationUrl,
  prepareDatabase,
  superuser,
  superuserPassword,
} from './postgres/databases.ts';
import { initialise, serverEnvironment } from './postgres/initialise.ts';
import { PostgresError } from './postgres/postgres-error.ts';
import { findPostmaster, type Postmaster } from './postgres/postmaster-file.ts';

const run = promisify(execFile);

/** A server whose predecessor was killed may need some attempts, until that one's children have gone. */
const startWithinMs = 30_000;
const stopWithinMs = 60_000;
const logBytesKept = 5 * 1024 ** 2;

export { PostgresError };

export interface PostgresOptions {
  /** The cluster is `postgres/` in here, its log `logs/postgres.log`. */
  readonly dataDir: string;
  /** Of the application's role. */
  readonly password: string;
  readonly log?: (line: string) => void;
  /** Taken if it is free; any other else. */
  readonly port?: number;
  /** Server settings beside ours, such as `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** The application's database, as its own role. */
  readonly url: string;
  /** Database `postgres` as superuser, whom row-level security does not bind: for repairs only. */
  readonly adminUrl: string;
  /** The server was running already, left behind by a process that was killed. */
  readonly adopted: boolean;
  readonly pid: number;
  /** Ends the server, an adopted one too, and waits until it is gone. Bears a second call. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL on `dataDir`: makes the cluster on first use, adopts a server that still runs there, recovers
 * what a killed one left. Listens on loopback only, on a free port. Throws `PostgresError`.
 *
 * The server outlives a killed parent on purpose (its data stay whole, the next start adopts it), and lives in
 * a session of its own, so that Ctrl-C in a terminal does not reach it before the application has drained.
 */
export const startPostgres = async (options: PostgresOptions): Promise<RunningPostgres> => {
  const log = options.log ?? (() => undefined);
  const dataDir = resolve(options.dataDir);
  const directory = join(dataDir, 'postgres');
  await mkdir(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });

  const binaries = await findBinaries();
  const account = await chooseAccount(binaries.postgres);
  const made = await initialise({
    directory,
    binaries,
    account,
    superuser,
    superuserPassword: superuserPassword(options.password),
  });
  if (made) log('made a new PostgreSQL cluster');

  const server: Server = {
    directory,
    binaries,
    account,
    logFile: join(dataDir, 'logs', 'postgres.log'),
    settings: options.settings ?? {},
    port: options.port,
  };
  const { postmaster, adopted } = await bringUp(server, log);
  await prepareDatabase(postmaster.port, directory, options.password);
  return {
    url: applicationUrl(postmaster.port, options.password),
    adminUrl: adminUrl(postmaster.port, options.password),
    adopted,
    pid: postmaster.pid,
    stop: () => stop(server, postmaster.pid),
  };
};

interface Server {
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly port: number | undefined;
}

const bringUp = async (
  server: Server,
  log: (line: string) => void,
): Promise<{ postmaster: Postmaster; adopted: boolean }> => {
  const deadline = Date.now() + startWithinMs;
  for (let attempt = 1; ; attempt += 1) {
    const running = await waitForRunning(server.directory, deadline);
    if (running) {
      log(`took over the PostgreSQL that was running (process ${running.pid})`);
      return { postmaster: running, adopted: true };
    }
    const result = await launch(server, deadline);
    if (typeof result !== 'string') return { postmaster: result, adopted: false };
    if (Date.now() > deadline || !worthRetrying(result)) {
      throw new PostgresError('postgres_failed', `PostgreSQL did not start:\n${result.trim()}`);
    }
    await sleep(Math.min(100 * attempt, 1000));
  }
};

/** The server on this cluster once it is ready, or null when none runs (any more). */
const waitForRunning = async (directory: string, deadline: number): Promise<Postmaster | null> => {
  for (;;) {
    const found = await findPostmaster(directory);
    if (!found || found.ready) return found;
    if (Date.now() > deadline) {
      throw new PostgresError(
        'postgres_failed',
        `PostgreSQL (process ${found.pid}) neither gets ready nor ends.`,
      );
    }
    await sleep(50);
  }
};

/** Starts a server. Returns it when ready, else what it wrote before it ended. */
const launch = async (server: Server, deadline: number): Promise<Postmaster | string> => {
  const size = await stat(server.logFile).then(
    (s) => s.size,
    () => 0,
  );
  const logFile = await open(server.logFile, size > logBytesKept ? 'w' : 'a', 0o600);
  const offset = size > logBytesKept ? 0 : size;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ssl: 'off',
    ...server.settings,
  };
  const { program, args } = withPrefix(server.account, server.binaries.postgres, [
    '-D',
    server.directory,
    '-p',
    String(await freePort(server.port)),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', logFile.fd, logFile.fd],
    env: serverEnvironment,
    ...as(server.account),
  });
  child.unref();
  const ended = new Promise<string>((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('exit', () => settle(textSince(server.logFile, offset)));
  });
  await logFile.close();
  const ready = new AbortController();
  try {
    return await Promise.race([ended, waitUntilReady(server.directory, child.pid, deadline, ready.signal)]);
  } finally {
    ready.abort();
  }
};

const waitUntilReady = async (
  directory: string,
  pid: number | undefined,
  deadline: number,
  signal: AbortSignal,
): Promise<Postmaster> => {
  // `ready` in the file is what pg_ctl waits for, too: no log line in some language has to be understood.
  while (!signal.aborted) {
    const found = await findPostmaster(directory);
    if (found?.ready && found.pid === pid) return found;
    if (Date.now() > deadline + startWithinMs) break;
    await sleep(15);
  }
  throw new PostgresError('postgres_failed', 'PostgreSQL does not get ready; see its log.');
};

const textSince = async (path: string, offset: number): Promise<string> =>
  (await readFile(path)).subarray(offset).toString();

const worthRetrying = (output: string): boolean =>
  /could not bind|could not create any TCP|already exists|still in use|is starting up|shutting down/.test(
    output,
  );

const stop = async (server: Server, pid: number): Promise<void> => {
  const isOurs = async () => (await findPostmaster(server.directory))?.pid === pid;
  if (!(await isOurs())) return;
  if (process.platform === 'win32') {
    await run(server.binaries.pg_ctl, ['stop', '-D', server.directory, '-m', 'fast']);
  } else {
    process.kill(pid, 'SIGINT');
  }
  const deadline = Date.now() + stopWithinMs;
  while (await isOurs()) {
    if (Date.now() > deadline)
      throw new PostgresError('postgres_failed', `PostgreSQL (process ${pid}) does not end.`);
    await sleep(15);
  }
};

/** `wanted` if it is free, else one that is. */
const freePort = async (wanted = 0): Promise<number> => {
  const probe = createServer();
  try {
    await once(probe.listen(wanted, '127.0.0.1'), 'listening');
  } catch (error) {
    if (wanted === 0) throw error;
    return freePort();
  }
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};
