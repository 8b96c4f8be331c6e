import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { freePorts } from './free-ports.ts';
import { childrenOf, commandOf, instanceOf, isRunning, killHard, postmasterOf } from './processes.ts';
import { until } from './until.ts';

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** The first start may have to build before, on a busy machine. */
const startWithinMs = 300_000;
const stopWithinMs = 40_000;

export interface ProductOptions {
  /** With demo account, demo video and the host page on another site. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** One of its processes. */
export type Part = 'supervisor' | 'api' | 'worker' | 'postgres';

export interface DemoFacts {
  readonly email: string;
  readonly password: string;
  readonly videoId: string;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** One installation of the product in a folder of its own, started the way that `npm start` starts it. */
export class Product {
  readonly dataDir: string;
  readonly port: number;
  readonly demoPort: number;
  readonly #env: NodeJS.ProcessEnv;
  #process: ChildProcess | null = null;
  #output = '';

  private constructor(dataDir: string, ports: readonly [number, number], options: ProductOptions) {
    this.dataDir = dataDir;
    [this.port, this.demoPort] = ports;
    this.#env = {
      ...process.env,
      PORT: String(this.port),
      DEMO_PORT: String(this.demoPort),
      DEMO: options.demo ? '1' : '0',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      REDIS_URL: '',
      HOST: '',
      PUBLIC_URL: '',
      ...options.env,
    };
    // Set by the runner that started us; the product is to behave as for a person.
    delete this.#env['NODE_TEST_CONTEXT'];
    delete this.#env['VIDKIT_STARTED_AT'];
  }

  /** Resolves when the ready line was printed. */
  static async start(options: ProductOptions = {}): Promise<Product> {
    const dataDir = await mkdtemp(join(tmpdir(), 'vidkit-e2e-'));
    // As root, PostgreSQL runs under another account, which has to pass through.
    await chmod(dataDir, 0o711);
    const product = new Product(dataDir, await freePorts(), options);
    await product.start().catch(async (error: unknown) => {
      await product.destroy();
      throw error;
    });
    return product;
  }

  /** Where people reach it, as a site of its own: `localhost`. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** The page of somebody else, on another site: `127.0.0.1`. */
  get hostUrl(): string {
    return `http://127.0.0.1:${this.demoPort}`;
  }

  /** Everything that the present process printed. */
  get output(): string {
    return this.#output;
  }

  /** Starts it on its data, as it stands. */
  async start(): Promise<void> {
    const child = this.#spawn();
    const isReady = () => /^Ready in /m.test(this.#output);
    await until('The ready line', () => isReady() || child.exitCode !== null || child.signalCode !== null, {
      withinMs: startWithinMs,
    }).catch((cause: unknown) => {
      throw new Error(`It does not get ready:\n${this.#output}`, { cause });
    });
    if (!isReady()) throw new Error(`It did not start:\n${this.#output}`);
  }

  /** Starts another one with the same settings, changed by `env`, and waits until it ends. */
  async startAnother(env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    let output = '';
    const child = this.#launch({ ...this.#env, ...env }, (text) => (output += text));
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(late);
    return { code, output };
  }

  async demo(): Promise<DemoFacts> {
    const state = JSON.parse(await readFile(join(this.dataDir, 'demo.json'), 'utf8')) as {
      email: string;
      password: string;
      video: { id: string };
    };
    return { email: state.email, password: state.password, videoId: state.video.id };
  }

  /** Process id of a part of it; waits until there is one. */
  pidOf(part: Part): Promise<number> {
    const find = (): number | null | undefined => {
      if (part === 'postgres') return postmasterOf(this.dataDir);
      const instance = instanceOf(this.dataDir);
      if (part === 'supervisor') return instance?.pid;
      const script = part === 'api' ? 'api/src/main.ts' : 'pipelines/src/local/worker.ts';
      return instance?.children.map(({ pid }) => pid).find((pid) => commandOf(pid).includes(script));
    };
    return until(`A process that is the ${part}`, find);
  }

  /** The encoders that are at work for the worker. */
  async encoders(): Promise<readonly number[]> {
    const worker = await this.pidOf('worker');
    return descendantsOf(worker).filter((pid) => /ffmpeg/.test(commandOf(pid)));
  }

  /** `kill -9` of one part. Returns the id that it had. */
  async kill(part: Part): Promise<number> {
    const pid = await this.pidOf(part);
    killHard(pid);
    if (part === 'supervisor') this.#process = null;
    return pid;
  }

  /** `kill -9` of everything at once, the database included, as a power cut would. Resolves when all are gone. */
  async killEverything(): Promise<void> {
    const pids = this.#pids();
    pids.forEach(killHard);
    await until('All processes are gone', () => !pids.some(isRunning));
    this.#process = null;
  }

  /** Ends it as Ctrl-C does. */
  async stop(): Promise<Ended> {
    const child = this.#process;
    if (!child) return { code: null, output: this.#output };
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill('SIGINT');
    const answer = await Promise.race([ended, sleep(stopWithinMs, 'late' as const, { ref: false })]);
    if (answer === 'late') throw new Error(`It did not stop:\n${this.#output}`);
    this.#process = null;
    return { code: child.exitCode, output: this.#output };
  }

  /** Ends it, however it is, and removes its folder. */
  async destroy(): Promise<void> {
    await this.stop().catch(() => undefined);
    await this.killEverything();
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #spawn(): ChildProcess {
    this.#output = '';
    this.#process = this.#launch(this.#env, (text) => (this.#output += text));
    return this.#process;
  }

  /** The channel ends it when we are ended, so that no failed run leaves anything behind. */
  #launch(env: NodeJS.ProcessEnv, onOutput: (text: string) => void): ChildProcess {
    const child = spawn(process.execPath, [join(repository, 'scripts', 'start.mjs')], {
      cwd: repository,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
    return child;
  }

  #pids(): number[] {
    const instance = instanceOf(this.dataDir);
    const roots = [
      this.#process?.pid,
      instance?.pid,
      ...(instance?.children ?? []).map(({ pid }) => pid),
      postmasterOf(this.dataDir),
    ];
    const ours = roots.filter((pid) => pid !== undefined && pid !== null).filter((pid) => this.#isOurs(pid));
    return [...new Set(ours.flatMap((pid) => [pid, ...descendantsOf(pid)]))].filter(isRunning);
  }

  /** An id in a file may be that of another process by now. */
  #isOurs(pid: number): boolean {
    const command = commandOf(pid);
    return command.includes(repository) || command.includes(this.dataDir) || pid === this.#process?.pid;
  }
}

const descendantsOf = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
