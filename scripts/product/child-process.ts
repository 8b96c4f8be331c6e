import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { supervisedVariable } from '@vidkit/platform/local/parent';

import { Failure } from '../bootstrap/failure.mjs';
import { followLog, openLog, sizeOf, tailOf } from './log-file.ts';

const readyWithinMs = 60_000;
const defaultPausesMs = [500, 1000, 2000, 4000, 8000];
/** After this long a crash counts as the first one again. */
const healthyAfterMs = 60_000;

export interface ChildSpec {
  /** For people and for the log's name: `api`. */
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly logFolder: string;
  /** Waits before each new start after a crash; one crash more and it is given up. */
  readonly pausesMs?: readonly number[];
  /** Its log goes to the terminal, too. */
  readonly echo?: ((text: string) => void) | undefined;
}

export interface ChildEvents {
  onWarning(text: string): void;
  /** It crashes again and again: the product cannot run. */
  onGivenUp(failure: Failure): void;
  /** A process was started or has ended. */
  onChange(): void;
}

/**
 * A Node process that works for us, started again when it crashes. It says `ready` by a message, and ends by itself
 * when the channel to us closes.
 */
export class SupervisedChild {
  readonly #spec: ChildSpec;
  readonly #events: ChildEvents;
  readonly #logFile: string;
  #process: ChildProcess | null = null;
  #stopping = false;
  #crashes = 0;
  #endEcho: (() => Promise<void>) | null = null;

  constructor(spec: ChildSpec, events: ChildEvents) {
    this.#spec = spec;
    this.#events = events;
    this.#logFile = join(spec.logFolder, `${spec.name}.log`);
  }

  get name(): string {
    return this.#spec.name;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Resolves when it is ready. Throws a `Failure` with the end of its log when it ends before. */
  async start(): Promise<void> {
    const offset = await sizeOf(this.#logFile);
    if (this.#spec.echo) this.#endEcho ??= await followLog(this.#logFile, this.#spec.echo);
    const child = await this.#spawn();
    const outcome = await Promise.race([
      ready(child).then(() => 'ready' as const),
      ended(child),
      sleep(readyWithinMs, 'late' as const, { ref: false }),
    ]);
    if (this.#stopping) return;
    if (outcome !== 'ready') {
      this.#stopping = true;
      await this.#end(0);
      const happened = outcome === 'late' ? 'does not get ready' : `ended (${outcome})`;
      throw new Failure('failed', await this.#explain(happened, offset));
    }
    this.#watchOver(child, Date.now());
  }

  /** Ends it and starts it with the sources as they are now. A failure is a warning: the next change may mend it. */
  async restart(graceMs: number): Promise<void> {
    await this.stop(graceMs);
    this.#stopping = false;
    this.#crashes = 0;
    await this.start().catch((failure: Error) => this.#events.onWarning(failure.message));
  }

  /** Asks it to drain, waits at most `graceMs`, then ends it. Bears a second call, which may shorten the grace. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    await this.#end(graceMs);
    await this.#endEcho?.();
    this.#endEcho = null;
  }

  async #spawn(): Promise<ChildProcess> {
    const { script, args = [], env, cwd } = this.#spec;
    const log = await openLog(this.#logFile);
    try {
      const child = spawn(process.execPath, [script, ...args], {
        cwd,
        env: { ...env, [supervisedVariable]: '1' },
        // A session of its own: Ctrl-C in the terminal reaches us alone, and we end everybody in order.
        detached: true,
        // Straight to the file: no pipe breaks when we are killed, and the last words are kept.
        stdio: ['ignore', log.fd, log.fd, 'ipc'],
      });
      this.#process = child;
      child.once('exit', () => {
        if (this.#process === child) this.#process = null;
        this.#events.onChange();
      });
      this.#events.onChange();
      return child;
    } finally {
      await log.close();
    }
  }

  #watchOver(child: ChildProcess, since: number): void {
    const restart = async () => {
      const how = await ended(child);
      if (this.#stopping) return;
      this.#crashes = Date.now() - since > healthyAfterMs ? 1 : this.#crashes + 1;
      const pause = (this.#spec.pausesMs ?? defaultPausesMs)[this.#crashes - 1];
      if (pause === undefined) {
        this.#events.onGivenUp(new Failure('failed', await this.#explain(`keeps ending (${how})`, 0)));
        return;
      }
      this.#events.onWarning(`${this.name} ended (${how}); starting it again, its log is ${this.#logFile}`);
      await sleep(pause);
      if (this.#stopping) return;
      this.#watchOver(await this.#spawn(), Date.now());
    };
    void restart();
  }

  async #end(graceMs: number): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const gone = ended(child);
    child.kill('SIGTERM');
    await Promise.race([gone, sleep(graceMs, undefined, { ref: false })]);
    if (this.#process !== child) return;
    child.kill('SIGKILL');
    await gone;
  }

  async #explain(happened: string, offset: number): Promise<string> {
    return `${this.name} ${happened}. The end of ${this.#logFile}:\n${await tailOf(this.#logFile, { offset })}`;
  }
}

const ready = async (child: ChildProcess): Promise<void> => {
  for (;;) {
    const [message] = (await once(child, 'message')) as [unknown];
    if (message === 'ready') return;
  }
};

/** How it ended: `code 1` or `SIGKILL`. */
const ended = async (child: ChildProcess): Promise<string> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit').catch(() => undefined);
  return child.signalCode ?? `code ${child.exitCode ?? 'unknown'}`;
};
