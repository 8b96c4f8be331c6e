import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createS3Stores, type S3Stores } from '@vidkit/platform/aws/s3-stores';
import { loadSecrets } from '@vidkit/platform/local/secrets';
import { createTestDatabase, type TestDatabase } from '@vidkit/platform/testing/test-database';
import { createTestRedis, type TestRedis } from '@vidkit/platform/testing/test-redis';

import { freePorts } from '../free-ports.ts';
import { killHard } from '../processes.ts';
import { until } from '../until.ts';
import { AwsAccount } from './aws-account.ts';
import { Edge } from './edge.ts';
import { EventBus } from './event-bus.ts';
import { LambdaFunction } from './lambda-function.ts';

const repository = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const bundleOf = (name: string): string => join(repository, 'pipelines/dist/lambdas', name, 'index.mjs');
const functions = ['object-events', 'encode-events', 'views-consumer', 'reconcile', 'edge-keys'] as const;
export type FunctionName = (typeof functions)[number];

/** One of its processes. */
export type Part = 'api' | 'worker';
const scripts: Readonly<Record<Part, string>> = {
  api: 'api/src/main.ts',
  worker: 'pipelines/src/aws/worker.ts',
};

/**
 * The product as it is put together on AWS: API and worker in processes of their own with the variables of a task, the
 * bundled functions in others, everything that AWS would be in an `AwsAccount`, and an `Edge` in front.
 */
export class AwsSite {
  readonly account: AwsAccount;
  readonly functions: ReadonlyMap<FunctionName, LambdaFunction>;
  readonly bus: EventBus;
  readonly stores: S3Stores;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #database: TestDatabase;
  readonly #redis: TestRedis;
  readonly #edge: Edge;
  readonly #processes = new Map<Part, ChildProcess>();

  private constructor(parts: {
    account: AwsAccount;
    functions: ReadonlyMap<FunctionName, LambdaFunction>;
    bus: EventBus;
    stores: S3Stores;
    folder: string;
    env: NodeJS.ProcessEnv;
    database: TestDatabase;
    redis: TestRedis;
    edge: Edge;
  }) {
    ({ account: this.account, functions: this.functions, bus: this.bus, stores: this.stores } = parts);
    this.#folder = parts.folder;
    this.#env = parts.env;
    this.#database = parts.database;
    this.#redis = parts.redis;
    this.#edge = parts.edge;
  }

  static async start(): Promise<AwsSite> {
    for (const name of functions) {
      if (!existsSync(bundleOf(name)))
        throw new Error('The functions are not bundled: npm run bundle:lambdas');
    }
    const folder = await mkdtemp(join(tmpdir(), 'vidkit-aws-'));
    const [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    const account = await AwsAccount.open();
    const keys = join(folder, 'keys');
    await mkdir(keys);
    account.putSecret('vidkit/installation', await loadSecrets(keys));
    const address = new URL(database.url);
    account.putSecret('vidkit/database', {
      host: address.hostname,
      port: Number(address.port),
      dbname: address.pathname.slice(1),
      username: decodeURIComponent(address.username),
      password: decodeURIComponent(address.password),
    });
    const [edgePort, apiPort] = await freePorts();
    const env: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      HOME: folder,
      ...account.env,
      PLATFORM: 'aws',
      PORT: String(apiPort),
      PUBLIC_URL: `http://localhost:${edgePort}`,
      DATA_DIR: join(folder, 'data'),
      TRUST_PROXY: '1',
      DEMO: '0',
      LOG_LEVEL: 'info',
      SECRETS_ID: 'vidkit/installation',
      DATABASE_SECRET_ID: 'vidkit/database',
      // The tests' own server has no certificate.
      DATABASE_TLS: '0',
      REDIS_URL: redis.url,
      MAIL_FROM: 'video@example.com',
      MEDIACONVERT_ROLE: 'arn:aws:iam::111122223333:role/media',
      MEDIACONVERT_QUEUE: 'arn:aws:mediaconvert:eu-central-1:111122223333:queues/Default',
    };
    const started = new Map<FunctionName, LambdaFunction>();
    for (const name of functions) started.set(name, await LambdaFunction.start(bundleOf(name), env));
    const { s3 } = account;
    const stores = createS3Stores({
      mediaBucket: account.buckets.media,
      sourcesBucket: account.buckets.sources,
      connection: s3.client,
      checksums: true,
      archiveClass: null,
    });
    const bus = new EventBus(account, started);
    const edge = await Edge.start(edgePort, { keys: account.edgeKeys, media: stores.objects, apiPort });
    const site = new AwsSite({
      ...{ account, functions: started, bus, stores },
      ...{ folder, env, database, redis, edge },
    });
    await site.invoke('edge-keys', {});
    await site.run('api');
    await site.run('worker');
    return site;
  }

  get url(): string {
    return `http://localhost:${this.#edge.port}`;
  }

  /** Where the logs of its processes are. */
  get folder(): string {
    return this.#folder;
  }

  invoke(name: FunctionName, event: unknown): Promise<unknown> {
    const found = this.functions.get(name);
    if (!found) throw new RangeError(name);
    return found.invoke(event);
  }

  /** Starts a process as a task is started. Resolves when it is at work. */
  async run(part: Part): Promise<void> {
    const child = spawn(process.execPath, [join(repository, scripts[part])], {
      cwd: repository,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const log = createWriteStream(join(this.#folder, `${part}.log`), { flags: 'a' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    this.#processes.set(part, child);
    const [what] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
    if (what !== 'ready') throw new Error(`${part} has ended; see ${this.#folder}/${part}.log`);
  }

  /** `kill -9`. */
  async kill(part: Part): Promise<void> {
    const child = this.#processes.get(part);
    if (!child?.pid || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    killHard(child.pid);
    await gone;
  }

  async stop(): Promise<void> {
    for (const [part, child] of this.#processes) {
      child.kill('SIGTERM');
      await until(`${part} has ended`, () => child.exitCode !== null || child.signalCode !== null, {
        withinMs: 30_000,
      }).catch(() => this.kill(part));
    }
    await this.bus.stop();
    for (const one of this.functions.values()) await one.stop();
    await this.#edge.stop();
    this.stores.stop();
    await this.account.close();
    await this.#redis.stop();
    await this.#database.drop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
